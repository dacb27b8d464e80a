"""Consent as it was shown, the way out, and room for what is sealed.

SQLite looks at no length: there the columns stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEALED = {
    "plan_item": {"name": 80, "amount": 40, "notes": 500},
    "plan_change": {"before": 500, "after": 500},
    "occurrence": {"amount": 40},
    "own_relief": {"name": 40, "name_key": 80},
    "trigger": {"name": 40, "name_key": 80},
    "goal": {"words": 120},
    "injection": {"product": 40, "amount": 40, "clinic": 80, "lot": 40, "note": 500},
    "visit": {"with_whom": 80},
    "visit_question": {"text": 200},
}
"""The columns that may hold tokens, and how many characters they had room for."""


def upgrade() -> None:
    op.create_table(
        "encryption_key",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_encryption_key")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SEALED.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.Text())


def downgrade() -> None:
    op.drop_table("encryption_key")
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SEALED.items():
            for column, length in columns.items():
                op.alter_column(table, column, type_=sa.String(length))
