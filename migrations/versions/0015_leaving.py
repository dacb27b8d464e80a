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
    op.add_column("person", sa.Column("seen_on", sa.Date(), nullable=True))
    op.execute("UPDATE person SET seen_on = CURRENT_DATE")  # whoever is here is here today
    op.create_table(
        "consent_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_consent_text")),
    )
    _of_people(
        "consent",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.execute(
        "INSERT INTO consent (person_id, version, agreed_at)"
        " SELECT id, consent_version, consented_at FROM person WHERE telegram_id > 0"
    )
    _of_people(
        "leaving",
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("why", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hushed_before", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_leaving")),
    )
    op.create_index(op.f("ix_leaving_erase_at"), "leaving", ["erase_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SEALED.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.Text())


def _of_people(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A table whose rows go with their person."""
    person = sa.ForeignKeyConstraint(
        ["person_id"],
        ["person.id"],
        name=op.f(f"fk_{table}_person_id_person"),
        ondelete="CASCADE",
    )
    op.create_table(table, *columns, person)


def downgrade() -> None:
    for table in ("leaving", "consent", "consent_text", "encryption_key"):
        op.drop_table(table)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("seen_on")
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SEALED.items():
            for column, length in columns.items():
                op.alter_column(table, column, type_=sa.String(length))
