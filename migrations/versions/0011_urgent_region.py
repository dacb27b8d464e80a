"""Whose emergency numbers the urgent card shows, and until when a crisis hushes the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgent_region", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("hushed_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("hushed_until")
        batch_op.drop_column("urgent_region")
