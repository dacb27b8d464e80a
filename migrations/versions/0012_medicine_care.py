"""Medicines with care: their kind as confirmed, and their supply; side effects week by week.

Everybody who has finished the set-up is owed the weekly question, as those who do so later are.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys
Instant = sa.DateTime(timezone=True)
Typed = sa.Text().with_variant(sa.String(length=40), "sqlite")  # a sealed text needs room


def upgrade() -> None:
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("class_confirmed_at", Instant, nullable=True))
    _create_stock()
    _create_effects()
    _owe_the_question()


def _owner(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _create_stock() -> None:
    op.create_table(
        "stock",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("item_id", BigId, nullable=False),
        sa.Column("per_dose", sa.Integer(), nullable=False),
        sa.Column("unit_amount", Typed, nullable=True),
        sa.Column("pack", sa.Integer(), nullable=False),
        sa.Column("warn_days", sa.Integer(), nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        _owner("stock", "person_id", "person"),
        _owner("stock", "item_id", "plan_item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock")),
        sa.UniqueConstraint("item_id", name=op.f("uq_stock_item_id")),
    )
    op.create_index("ix_stock_person_id", "stock", ["person_id"])
    op.create_table(
        "stock_entry",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("item_id", BigId, nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("occurrence_id", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", Instant, nullable=True),
        _owner("stock_entry", "person_id", "person"),
        _owner("stock_entry", "item_id", "plan_item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_entry")),
        sa.UniqueConstraint("occurrence_id", name=op.f("uq_stock_entry_occurrence_id")),
    )
    op.create_index("ix_stock_entry_item_id_at", "stock_entry", ["item_id", "at"])
    op.create_index("ix_stock_entry_person_id", "stock_entry", ["person_id"])


def _create_effects() -> None:
    op.create_table(
        "side_effect_week",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("effect", sa.String(length=16), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        _owner("side_effect_week", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect_week")),
        sa.UniqueConstraint(
            "person_id", "week", "effect", name=op.f("uq_side_effect_week_person_id_week_effect")
        ),
    )


SPEC = {
    "v": 1,
    "when": {"kind": "times", "times": ["10:00"]},
    "days": {"kind": "weekdays", "weekdays": [5]},
    "start": None,
    "until": None,
}
_CHUNK = 5000
person = sa.table(
    "person",
    sa.column("id", sa.BigInteger),
    sa.column("zone", sa.String),
    sa.column("set_up_at", Instant),
    sa.column("wake_at", Instant),
)
note = sa.table(
    "note",
    sa.column("person_id", sa.BigInteger),
    sa.column("topic", sa.String),
    sa.column("subject_id", sa.BigInteger),
    sa.column("due_at", Instant),
    sa.column("spec", sa.JSON),
    sa.column("zone", sa.String),
    sa.column("created_at", Instant),
)


def _owe_the_question() -> None:
    connection = op.get_bind()
    now = connection.scalar(sa.select(sa.func.current_timestamp(type_=Instant)))
    now = now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
    query = sa.select(person.c.id, person.c.zone).where(person.c.set_up_at.is_not(None))
    found = connection.execute(query).all()
    for start in range(0, len(found), _CHUNK):
        _owe(connection, [(row.id, row.zone) for row in found[start : start + _CHUNK]], now)


def _owe(connection: sa.Connection, persons: list[tuple[int, str]], now: datetime) -> None:
    rows = [
        {
            "person_id": id_, "topic": "side_effects", "subject_id": 0,
            "due_at": _saturday(zone, now), "spec": SPEC, "zone": zone, "created_at": now,
        }
        for id_, zone in persons
    ]  # fmt: skip
    connection.execute(sa.insert(note), rows)
    connection.execute(
        sa.update(person)
        .where(
            person.c.id == sa.bindparam("who"),
            sa.or_(person.c.wake_at.is_(None), person.c.wake_at > sa.bindparam("due")),
        )
        .values(wake_at=sa.bindparam("due")),
        [{"who": row["person_id"], "due": row["due_at"]} for row in rows],
    )


def _saturday(zone: str, now: datetime) -> datetime:
    """The next Saturday 10:00 there; no zone changes its clocks at that time of day."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=(5 - local.weekday()) % 7)
    at = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(zone))
    if at <= local:
        day += timedelta(days=7)
        at = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(zone))
    return at.astimezone(UTC)


def downgrade() -> None:
    connection = op.get_bind()
    connection.execute(sa.delete(note).where(note.c.topic == "side_effects"))
    op.drop_table("side_effect_week")
    op.drop_table("stock_entry")
    op.drop_table("stock")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_column("class_confirmed_at")
