"""A circle of one's own: supporters, what they see, and what they say."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys
Instant = sa.DateTime(timezone=True)


def typed(length: int) -> sa.types.TypeEngine:
    """Room for what is sealed."""
    return sa.Text().with_variant(sa.String(length), "sqlite")


def to(table: str, column: str, parent: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "supporter",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("called", typed(40), nullable=False),
        sa.Column("shown_as", typed(40), nullable=False),
        sa.Column("shares_week", sa.Boolean(), nullable=False),
        sa.Column("shares_visits", sa.Boolean(), nullable=False),
        sa.Column("is_neutral", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("expires_at", Instant, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("accepted_at", Instant, nullable=True),
        sa.Column("asked_at", Instant, nullable=True),
        sa.Column("confirmed_at", Instant, nullable=True),
        sa.Column("paused_at", Instant, nullable=True),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        to("supporter", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporter")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_supporter_person_id", "supporter", ["person_id"])
    op.create_index("ix_supporter_token_hash", "supporter", ["token_hash"], unique=True)
    op.create_table(
        "supported",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("supporter_id", BigId, nullable=True),
        sa.Column("account", typed(80), nullable=False),
        sa.Column("agreed_at", Instant, nullable=False),
        sa.Column("told_at", Instant, nullable=True),
        sa.Column("paused_at", Instant, nullable=True),
        to("supported", "person_id", "person"),
        to("supported", "supporter_id", "supporter", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supported")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_supported_person_id", "supported", ["person_id"])
    op.create_index("ix_supported_supporter_id", "supported", ["supporter_id"], unique=True)
    _create_what_goes_between()


def _create_what_goes_between() -> None:
    op.create_table(
        "shared_item",
        sa.Column("supporter_id", BigId, nullable=False),
        sa.Column("item_id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        to("shared_item", "person_id", "person"),
        to("shared_item", "supporter_id", "supporter"),
        to("shared_item", "item_id", "plan_item"),
        sa.PrimaryKeyConstraint("supporter_id", "item_id", name=op.f("pk_shared_item")),
    )
    op.create_index("ix_shared_item_person_id", "shared_item", ["person_id"])
    op.create_index("ix_shared_item_item_id", "shared_item", ["item_id"])
    op.create_table(
        "cheer",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("supporter_id", BigId, nullable=False),
        sa.Column("what", sa.String(1), nullable=False),
        sa.Column("text", typed(200), nullable=True),
        sa.Column("sent_at", Instant, nullable=False),
        sa.Column("told_at", Instant, nullable=True),
        to("cheer", "person_id", "person"),
        to("cheer", "supporter_id", "supporter"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cheer")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cheer_person_id", "cheer", ["person_id"])
    op.create_index("ix_cheer_supporter_id", "cheer", ["supporter_id", "sent_at"])
    op.create_table(
        "circle_alert",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("supported_id", BigId, nullable=False),
        sa.Column("occurrence_id", BigId, nullable=False),
        sa.Column("prompt_at", Instant, nullable=False),
        sa.Column("sent_at", Instant, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        to("circle_alert", "person_id", "person"),
        to("circle_alert", "supported_id", "supported"),
        to("circle_alert", "occurrence_id", "occurrence"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_alert")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_circle_alert_person_id", "circle_alert", ["person_id"])
    op.create_index("ix_circle_alert_occurrence_id", "circle_alert", ["occurrence_id"])
    columns = ["supported_id", "occurrence_id"]
    op.create_index("ix_circle_alert_bond", "circle_alert", columns, unique=True)


def downgrade() -> None:
    for table in ("circle_alert", "cheer", "shared_item", "supported", "supporter"):
        op.drop_table(table)
