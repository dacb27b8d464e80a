"""Episodes with their details, triggers, reliefs; easy mode."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("easy_mode", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("easy_mode", server_default=None)
    _add_details()
    _create_triggers()
    _create_reliefs()


def _add_details() -> None:
    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("side", sa.String(length=8), nullable=True))
        batch_op.add_column(
            sa.Column("face_zones", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(sa.Column("movement", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("duration", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("count", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("going_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE episode SET logged_at = at")
    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.alter_column("logged_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column("face_zones", server_default=None)
        batch_op.alter_column("count", server_default=None)
        batch_op.alter_column("note", server_default=None)


def _create_triggers() -> None:
    op.create_table(
        "trigger",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("name_key", sa.String(length=80), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", BigId, nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["trigger.id"],
            name=op.f("fk_trigger_merged_into_id_trigger"),
            ondelete="CASCADE",
        ),
        _of_person("trigger"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trigger")),
        sa.UniqueConstraint("person_id", "code", name=op.f("uq_trigger_person_id_code")),
        sa.UniqueConstraint("person_id", "name_key", name=op.f("uq_trigger_person_id_name_key")),
    )
    op.create_table(
        "exposure",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("trigger_id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        _of_person("exposure"),
        _of_trigger("exposure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposure")),
        sa.UniqueConstraint(
            "trigger_id", "local_date", name=op.f("uq_exposure_trigger_id_local_date")
        ),
    )
    with op.batch_alter_table("exposure", schema=None) as batch_op:
        batch_op.create_index(
            "ix_exposure_person_id_local_date", ["person_id", "local_date"], unique=False
        )
    op.create_table(
        "episode_trigger",
        sa.Column("episode_id", BigId, nullable=False),
        sa.Column("trigger_id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        _of_episode("episode_trigger"),
        _of_person("episode_trigger"),
        _of_trigger("episode_trigger"),
        sa.PrimaryKeyConstraint("episode_id", "trigger_id", name=op.f("pk_episode_trigger")),
    )
    with op.batch_alter_table("episode_trigger", schema=None) as batch_op:
        batch_op.create_index("ix_episode_trigger_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_episode_trigger_trigger_id", ["trigger_id"], unique=False)


def _create_reliefs() -> None:
    op.create_table(
        "episode_relief",
        sa.Column("episode_id", BigId, nullable=False),
        sa.Column("relief", sa.String(length=16), nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        _of_episode("episode_relief"),
        _of_person("episode_relief"),
        sa.PrimaryKeyConstraint("episode_id", "relief", name=op.f("pk_episode_relief")),
    )
    with op.batch_alter_table("episode_relief", schema=None) as batch_op:
        batch_op.create_index("ix_episode_relief_person_id", ["person_id"], unique=False)
    op.create_table(
        "episode_question",
        sa.Column("episode_id", BigId, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_id", BigId, nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["delivery.id"],
            name=op.f("fk_episode_question_delivery_id_delivery"),
            ondelete="SET NULL",
        ),
        _of_episode("episode_question"),
        _of_person("episode_question"),
        sa.PrimaryKeyConstraint("episode_id", "question", name=op.f("pk_episode_question")),
    )
    with op.batch_alter_table("episode_question", schema=None) as batch_op:
        batch_op.create_index("ix_episode_question_delivery_id", ["delivery_id"], unique=False)
        batch_op.create_index(
            "ix_episode_question_person_id_asked_at", ["person_id", "asked_at"], unique=False
        )


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return _belongs(table, "person")


def _of_episode(table: str) -> sa.ForeignKeyConstraint:
    return _belongs(table, "episode")


def _of_trigger(table: str) -> sa.ForeignKeyConstraint:
    return _belongs(table, "trigger")


def _belongs(table: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{to}_id_{to}")
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("episode_question", "episode_relief", "episode_trigger", "exposure", "trigger"):
        op.drop_table(table)
    details = (
        "note", "ended_at", "going_at", "count", "duration", "movement", "face_zones", "side",
        "logged_at",
    )  # fmt: skip
    with op.batch_alter_table("episode", schema=None) as batch_op:
        for column in details:
            batch_op.drop_column(column)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("easy_mode")
