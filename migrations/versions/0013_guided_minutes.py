"""Guided minutes of calm and stretching, good things, and files that are sent again by their id."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys
Typed = sa.Text().with_variant(sa.String(length=500), "sqlite")  # a sealed text needs room
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "guided_run",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("routine", sa.String(length=8), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("begins_at", Instant, nullable=True),
        sa.Column("paused_at", Instant, nullable=True),
        sa.Column("was_interrupted", sa.Boolean(), nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("done_at", Instant, nullable=True),
        sa.Column("occurrence_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("next_at", Instant, nullable=True),
        _person("guided_run"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guided_run")),
    )
    for column in ("person_id", "next_at", "begins_at"):
        op.create_index(f"ix_guided_run_{column}", "guided_run", [column])
    op.create_table(
        "guided_choice",
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("is_facing", sa.Boolean(), nullable=False),
        _person("guided_choice"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_guided_choice")),
    )
    op.create_table(
        "good_thing",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("text", Typed, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("said_at", Instant, nullable=False),
        sa.Column("removed_at", Instant, nullable=True),
        _person("good_thing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_thing")),
    )
    op.create_index("ix_good_thing_person_id", "good_thing", ["person_id"])
    op.create_table(
        "sent_file",
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("content", name=op.f("pk_sent_file")),
    )


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person"), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("sent_file")
    op.drop_table("good_thing")
    op.drop_table("guided_choice")
    op.drop_table("guided_run")
