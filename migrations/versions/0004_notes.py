"""Notes: what the bot itself owes to a person; the questions about episodes are the first."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only INTEGER keys
OWED = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spec", sa.JSON(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("last_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_id", BigId, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _belongs("note", "person", "CASCADE"),
        _belongs("note", "delivery", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint(
            "person_id", "topic", "subject_id", name=op.f("uq_note_person_id_topic_subject_id")
        ),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(
            "ix_note_owed", ["person_id"], unique=False, sqlite_where=OWED, postgresql_where=OWED
        )
        batch_op.create_index("ix_note_delivery_id", ["delivery_id"], unique=False)
    _carry_questions_over()
    op.drop_table("episode_question")


def _carry_questions_over() -> None:
    op.execute(
        """
        INSERT INTO note (person_id, topic, subject_id, due_at, last_due_at, asked_at,
                          delivery_id, created_at)
        SELECT person_id,
               CASE question WHEN 'going' THEN 'still_going' ELSE 'did_it_help' END,
               episode_id,
               CASE WHEN asked_at IS NULL THEN ask_at END,
               CASE WHEN asked_at IS NOT NULL THEN ask_at END,
               asked_at, delivery_id, ask_at
        FROM episode_question
        """
    )
    op.execute("UPDATE delivery SET kind = 'note' WHERE kind = 'ask'")


def downgrade() -> None:
    _create_episode_question()
    op.execute(
        """
        INSERT INTO episode_question (episode_id, question, person_id, ask_at, asked_at,
                                      delivery_id)
        SELECT note.subject_id,
               CASE note.topic WHEN 'still_going' THEN 'going' ELSE 'helped' END,
               note.person_id,
               COALESCE(note.due_at, note.last_due_at),
               CASE WHEN note.due_at IS NULL THEN COALESCE(note.asked_at, note.last_due_at) END,
               note.delivery_id
        FROM note JOIN episode ON episode.id = note.subject_id
        WHERE note.topic IN ('still_going', 'did_it_help')
        """
    )
    op.execute(
        """
        UPDATE delivery SET kind = 'ask' WHERE kind = 'note'
        AND id IN (SELECT delivery_id FROM episode_question WHERE delivery_id IS NOT NULL)
        """
    )
    op.drop_table("note")
    op.execute("DELETE FROM delivery WHERE kind = 'note'")  # what older code cannot say


def _create_episode_question() -> None:
    op.create_table(
        "episode_question",
        sa.Column("episode_id", BigId, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_id", BigId, nullable=True),
        _belongs("episode_question", "delivery", "SET NULL"),
        _belongs("episode_question", "episode", "CASCADE"),
        _belongs("episode_question", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("episode_id", "question", name=op.f("pk_episode_question")),
    )
    with op.batch_alter_table("episode_question", schema=None) as batch_op:
        batch_op.create_index("ix_episode_question_delivery_id", ["delivery_id"], unique=False)
        batch_op.create_index(
            "ix_episode_question_person_id_asked_at", ["person_id", "asked_at"], unique=False
        )


def _belongs(table: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{to}_id_{to}")
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=name, ondelete=ondelete)
