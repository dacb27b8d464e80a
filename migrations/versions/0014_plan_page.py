"""Agreed with whom, and since when no longer quite; check-ins removed; other conditions told."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed_with", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("changed_since", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("injection_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("related", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("related")
    with op.batch_alter_table("injection_check", schema=None) as batch_op:
        batch_op.drop_column("removed_at")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_column("changed_since")
        batch_op.drop_column("agreed_with")
