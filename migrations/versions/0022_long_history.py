"""What is open and what was taken last is found without reading years; so is who only supports.

Making an index holds up who writes. On a large PostgreSQL they can be made before the update,
while the bot runs; the migration then finds them:

    CREATE INDEX CONCURRENTLY ix_occurrence_open ON occurrence (person_id) WHERE state = 'open';
    CREATE INDEX CONCURRENTLY ix_occurrence_taken ON occurrence (item_id, taken_at)
        WHERE taken_at IS NOT NULL;
    CREATE INDEX CONCURRENTLY ix_person_only_supports ON person (id) WHERE consent_version = 0;
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, table, columns, rows in (
        ("ix_occurrence_open", "occurrence", ["person_id"], "state = 'open'"),
        ("ix_occurrence_taken", "occurrence", ["item_id", "taken_at"], "taken_at IS NOT NULL"),
        ("ix_person_only_supports", "person", ["id"], "consent_version = 0"),
    ):
        where = sa.text(rows)
        op.create_index(
            name, table, columns,
            if_not_exists=True, sqlite_where=where, postgresql_where=where,
        )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_person_only_supports", "person")
    op.drop_index("ix_occurrence_taken", "occurrence")
    op.drop_index("ix_occurrence_open", "occurrence")
