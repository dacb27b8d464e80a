"""Two zones while travelling, and pauses that have a beginning, a reason and a history."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys
Instant = sa.DateTime(timezone=True)

PERSON = (
    ("pause_from", Instant),
    ("pause_rests", sa.String(length=16)),
    ("home_zone", sa.String()),
    ("away_until", Instant),
    ("kept_until", Instant),
)
ITEM = (("zone", sa.String()), ("zone_changed_at", Instant), ("looked_until", Instant))


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("rests", sa.String(length=16), nullable=False),
        sa.Column("begins_at", Instant, nullable=False),
        sa.Column("until", Instant, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_pause_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(op.f("ix_pause_person_id"), "pause", ["person_id"], unique=False)
    with op.batch_alter_table("person", schema=None) as batch_op:
        for name, kind in PERSON:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_person_away_until"), "person", ["away_until"], unique=False)
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        for name, kind in ITEM:
            batch_op.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        for name, _ in ITEM:
            batch_op.drop_column(name)
    op.drop_index(op.f("ix_person_away_until"), table_name="person")
    with op.batch_alter_table("person", schema=None) as batch_op:
        for name, _ in PERSON:
            batch_op.drop_column(name)
    op.drop_index(op.f("ix_pause_person_id"), table_name="pause")
    op.drop_table("pause")
