"""How many sends of a delivery ended in doubt; pruned deliveries are found by what they replace."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doubts", sa.Integer(), server_default="0", nullable=False))
    where = sa.text("replaces IS NOT NULL")
    op.create_index(
        "ix_delivery_replaces", "delivery", ["replaces"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_replaces", "delivery")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("doubts")
