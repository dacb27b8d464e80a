"""The shared budget knows of every call how long it counts, and need not leave a margin.

Processes of the version before do not look at it: while they run beside new ones, both keep to the
pace, and a second may hold a few more calls than the limit.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    given = sa.Column("given", sa.BigInteger(), server_default="0", nullable=False)
    op.add_column("rate_budget", given)
    op.add_column("rate_budget", sa.Column("counts_until", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("rate_budget", "counts_until")
    op.drop_column("rate_budget", "given")
