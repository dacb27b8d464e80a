"""The week spoken; easy mode with two keys, and the buttons that it folds away."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("speaks_week", "two_keys"):
        with op.batch_alter_table("person", schema=None) as batch_op:
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        with op.batch_alter_table("person", schema=None) as batch_op:
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "folded_buttons",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "key"),
    )
    op.create_index("ix_folded_buttons_shown_at", "folded_buttons", ["shown_at"])


def downgrade() -> None:
    op.drop_table("folded_buttons")
    for name in ("two_keys", "speaks_week"):
        with op.batch_alter_table("person", schema=None) as batch_op:
            batch_op.drop_column(name)
