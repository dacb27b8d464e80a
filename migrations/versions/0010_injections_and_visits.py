"""Injections and what is said of them, appointments, questions, and why a plan was changed.

Injections that reminders were answered for until now become entries of the log.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0011"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_injections()
    _create_checks()
    _create_visits()
    _create_reasons()
    _fill_the_log()


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person"), ondelete="CASCADE"
    )


def _create_injections() -> None:
    op.create_table(
        "injection",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("product", sa.String(length=40), nullable=True),
        sa.Column("amount", sa.String(length=40), nullable=True),
        sa.Column("clinic", sa.String(length=80), nullable=True),
        sa.Column("lot", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("sites", sa.JSON(), nullable=False),
        sa.Column("occurrence_id", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("held_at", Instant, nullable=True),
        sa.Column("advised_at", Instant, nullable=True),
        sa.Column("logged_at", Instant, nullable=False),
        sa.Column("removed_at", Instant, nullable=True),
        _person("injection"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injection")),
    )
    op.create_index("ix_injection_person_id_local_date", "injection", ["person_id", "local_date"])
    op.create_index("ix_injection_occurrence_id", "injection", ["occurrence_id"])


def _create_checks() -> None:
    op.create_table(
        "injection_check",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("injection_id", BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("working", sa.String(length=8), nullable=True),
        sa.Column("control", sa.Integer(), nullable=True),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("answered_at", Instant, nullable=True),
        _person("injection_check"),
        sa.ForeignKeyConstraint(
            ["injection_id"],
            ["injection.id"],
            name=op.f("fk_injection_check_injection_id_injection"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injection_check")),
        sa.UniqueConstraint(
            "injection_id", "local_date", name=op.f("uq_injection_check_injection_id_local_date")
        ),
    )
    op.create_index("ix_injection_check_person_id", "injection_check", ["person_id"])


def _create_visits() -> None:
    op.create_table(
        "visit",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=True),
        sa.Column("with_whom", sa.String(length=80), nullable=False),
        sa.Column("changed", sa.String(length=16), nullable=True),
        sa.Column("added_at", Instant, nullable=False),
        sa.Column("removed_at", Instant, nullable=True),
        _person("visit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_person_id_local_date", "visit", ["person_id", "local_date"])
    op.create_table(
        "visit_question",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("ticked_at", Instant, nullable=True),
        sa.Column("removed_at", Instant, nullable=True),
        _person("visit_question"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_question")),
    )
    op.create_index("ix_visit_question_person_id", "visit_question", ["person_id"])


def _create_reasons() -> None:
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(length=16), nullable=True))
    op.create_table(
        "plan_reason",
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("until", Instant, nullable=False),
        _person("plan_reason"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_plan_reason")),
    )


def _fill_the_log() -> None:
    """By the local date where it was done; one entry a day."""
    bind = op.get_bind()
    done = bind.execute(
        sa.text(
            "SELECT o.id, o.person_id, o.zone, o.taken_at, o.due_at, o.local_date, o.amount"
            " FROM occurrence o JOIN plan_item i ON i.id = o.item_id"
            " WHERE i.kind = 'injection' AND o.state = 'done' ORDER BY o.id"
        ).columns(taken_at=Instant, due_at=Instant, local_date=sa.Date())
    )
    rows = {}
    for one in done.all():
        at = one.taken_at
        day = _aware(at).astimezone(ZoneInfo(one.zone)).date() if at else one.local_date
        rows.setdefault((one.person_id, day), one)
    log = sa.table(
        "injection",
        sa.column("person_id"),
        sa.column("local_date", sa.Date()),
        sa.column("amount"),
        sa.column("sites", sa.JSON()),
        sa.column("held", sa.JSON()),
        sa.column("occurrence_id"),
        sa.column("logged_at", Instant),
    )
    values = [
        {
            "person_id": person_id,
            "local_date": day,
            "amount": one.amount,
            "sites": [],
            "held": [],
            "occurrence_id": one.id,
            "logged_at": _aware(one.taken_at or one.due_at),
        }
        for (person_id, day), one in rows.items()
    ]
    if values:
        bind.execute(sa.insert(log), values)


def _aware(instant: datetime) -> datetime:
    """SQLite gives instants without their zone, which is UTC."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def downgrade() -> None:
    op.drop_table("plan_reason")
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.drop_column("reason")
    op.drop_table("visit_question")
    op.drop_table("visit")
    op.drop_table("injection_check")
    op.drop_table("injection")
