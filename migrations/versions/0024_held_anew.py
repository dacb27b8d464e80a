"""By which hours a person slept when these changed: what is held over night is held anew.

Processes of the version before do not look at it: what they change stays held as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("held_zone", sa.String(), nullable=True))
    op.add_column("person", sa.Column("held_wake", sa.Time(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "held_wake")
    op.drop_column("person", "held_zone")
