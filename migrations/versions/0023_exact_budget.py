"""The shared budget knows until when calls count, and need not leave a margin.

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
    op.add_column("rate_budget", sa.Column("counts", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("rate_budget", "counts")
