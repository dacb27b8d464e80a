"""Side effects and the weekly self-check, own reliefs, and the morning question for everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys


def upgrade() -> None:
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("medicine_class", sa.String(length=16), nullable=True))
    _add_choices()
    _create_side_effects()
    _create_self_check()
    _create_own_reliefs()


def _add_choices() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("weekly_questions", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("offer_morning", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("weekly_questions", server_default=None)
        batch_op.alter_column("offer_morning", server_default=None)
    # Who had finished the set-up before there was a morning question is offered it once.
    op.execute(
        "UPDATE person SET offer_morning = true WHERE set_up_at IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM plan_item WHERE person_id = person.id AND kind = 'morning')"
    )


def _create_side_effects() -> None:
    op.create_table(
        "side_effect_day",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_side_effect_day_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect_day")),
        sa.UniqueConstraint(
            "person_id", "local_date", name=op.f("uq_side_effect_day_person_id_local_date")
        ),
    )


def _create_self_check() -> None:
    op.create_table(
        "self_check",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("question", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_self_check_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_check")),
        sa.UniqueConstraint(
            "person_id", "week", "question", name=op.f("uq_self_check_person_id_week_question")
        ),
    )


def _create_own_reliefs() -> None:
    op.create_table(
        "own_relief",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=80), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_own_relief_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_relief")),
        sa.UniqueConstraint("person_id", "code", name=op.f("uq_own_relief_person_id_code")),
        sa.UniqueConstraint("person_id", "name_key", name=op.f("uq_own_relief_person_id_name_key")),
    )


def downgrade() -> None:
    # Older code knows no own reliefs: where they were tried goes with them.
    op.execute("DELETE FROM episode_relief WHERE relief LIKE 'own%'")
    op.drop_table("own_relief")
    op.drop_table("self_check")
    op.drop_table("side_effect_day")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("offer_morning")
        batch_op.drop_column("weekly_questions")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_column("medicine_class")
