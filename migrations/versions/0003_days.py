"""Water, sleep and what else a day is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys


def upgrade() -> None:
    op.create_table(
        "water_glass",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("ml", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", BigId, nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_water_glass_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_water_glass")),
        sa.UniqueConstraint("occurrence_id", name=op.f("uq_water_glass_occurrence_id")),
    )
    with op.batch_alter_table("water_glass", schema=None) as batch_op:
        batch_op.create_index(
            "ix_water_glass_person_id_local_date", ["person_id", "local_date"], unique=False
        )

    op.create_table(
        "water_settings",
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("glass_ml", sa.Integer(), nullable=False),
        sa.Column("target_ml", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=2), nullable=False),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_water_settings_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_water_settings")),
    )

    with op.batch_alter_table("day_rating", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "day_triggers",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_day_triggers_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_triggers")),
        sa.UniqueConstraint(
            "person_id", "local_date", name=op.f("uq_day_triggers_person_id_local_date")
        ),
    )
    op.create_table(
        "night",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("quality", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_night_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night")),
        sa.UniqueConstraint("person_id", "local_date", name=op.f("uq_night_person_id_local_date")),
    )
    op.create_table(
        "mood",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("mood", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_mood_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mood")),
        sa.UniqueConstraint("person_id", "local_date", name=op.f("uq_mood_person_id_local_date")),
    )


def downgrade() -> None:
    op.drop_table("mood")
    op.drop_table("night")
    op.drop_table("day_triggers")
    with op.batch_alter_table("day_rating", schema=None) as batch_op:
        batch_op.drop_column("removed_at")

    op.drop_table("water_settings")
    with op.batch_alter_table("water_glass", schema=None) as batch_op:
        batch_op.drop_index("ix_water_glass_person_id_local_date")

    op.drop_table("water_glass")
