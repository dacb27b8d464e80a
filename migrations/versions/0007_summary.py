"""The week summary for those who have set up the bot: Sunday 18:00 by their own clocks.

And what a person chose for their report.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys

SPEC = {
    "v": 1,
    "when": {"kind": "times", "times": ["18:00"]},
    "days": {"kind": "weekdays", "weekdays": [6]},
    "start": None,
    "until": None,
}
_CHUNK = 5000

person = sa.table(
    "person",
    sa.column("id", sa.BigInteger),
    sa.column("zone", sa.String),
    sa.column("set_up_at", sa.DateTime(timezone=True)),
    sa.column("wake_at", sa.DateTime(timezone=True)),
)
note = sa.table(
    "note",
    sa.column("person_id", sa.BigInteger),
    sa.column("topic", sa.String),
    sa.column("subject_id", sa.BigInteger),
    sa.column("due_at", sa.DateTime(timezone=True)),
    sa.column("spec", sa.JSON),
    sa.column("zone", sa.String),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "report_choice",
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_report_choice_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_report_choice")),
    )
    connection = op.get_bind()
    now = connection.scalar(sa.select(sa.func.current_timestamp(type_=sa.DateTime(timezone=True))))
    now = now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)
    query = sa.select(person.c.id, person.c.zone).where(person.c.set_up_at.is_not(None))
    found = connection.execute(query).all()
    for start in range(0, len(found), _CHUNK):
        _owe(connection, [(row.id, row.zone) for row in found[start : start + _CHUNK]], now)


def _owe(connection: sa.Connection, persons: list[tuple[int, str]], now: datetime) -> None:
    rows = [
        {
            "person_id": id_, "topic": "week", "subject_id": 0, "due_at": _sunday(zone, now),
            "spec": SPEC, "zone": zone, "created_at": now,
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


def _sunday(zone: str, now: datetime) -> datetime:
    """The next Sunday 18:00 on the clocks of a zone; no zone changes its clocks then."""
    there = now.astimezone(ZoneInfo(zone))
    day = there.date() + timedelta(days=6 - there.weekday())
    at = datetime.combine(day, time(18), ZoneInfo(zone))
    if at <= there:
        at = datetime.combine(day + timedelta(days=7), time(18), ZoneInfo(zone))
    return at.astimezone(UTC)


def downgrade() -> None:
    op.drop_table("report_choice")
    op.execute("DELETE FROM note WHERE topic = 'week'")
