"""What is asked for again and again is found by an index, not by reading years or everybody.

Making one holds up who writes. On a large PostgreSQL they can be made before the update, while the
bot runs; the migration then finds them:

    CREATE INDEX CONCURRENTLY ix_occurrence_open ON occurrence (person_id) WHERE state = 'open';
    CREATE INDEX CONCURRENTLY ix_occurrence_taken ON occurrence (item_id, taken_at)
        WHERE taken_at IS NOT NULL;
    CREATE INDEX CONCURRENTLY ix_person_consent_version ON person (consent_version);
    CREATE INDEX CONCURRENTLY ix_person_seen_on ON person (seen_on);
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
        ("ix_person_consent_version", "person", ["consent_version"], None),
        ("ix_person_seen_on", "person", ["seen_on"], None),
    ):
        where = sa.text(rows) if rows else None
        op.create_index(
            name, table, columns,
            if_not_exists=True, sqlite_where=where, postgresql_where=where,
        )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_person_seen_on", "person")
    op.drop_index("ix_person_consent_version", "person")
    op.drop_index("ix_occurrence_taken", "occurrence")
    op.drop_index("ix_occurrence_open", "occurrence")
