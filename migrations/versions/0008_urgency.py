"""By when a delivery is urgent, and indexes of what waits and of what is held.

`urgent_by` may be empty: a process that does not know of it can still write rows meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")
HELD = sa.text("state IN ('leased', 'sending')")


def upgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgent_by", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index("ix_delivery_state_lane_not_before")
    op.execute("UPDATE delivery SET urgent_by = due_at WHERE state IN ('pending', 'leased')")
    op.create_index(
        "ix_delivery_pending",
        "delivery",
        ["lane", "urgent_by", "not_before"],
        unique=False,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "ix_delivery_pending_not_before",
        "delivery",
        ["not_before"],
        unique=False,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "ix_delivery_held",
        "delivery",
        ["state"],
        unique=False,
        sqlite_where=HELD,
        postgresql_where=HELD,
    )


def downgrade() -> None:
    for name in ("held", "pending_not_before", "pending"):
        op.drop_index(f"ix_delivery_{name}", table_name="delivery")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("urgent_by")
        batch_op.create_index(
            "ix_delivery_state_lane_not_before", ["state", "lane", "not_before"], unique=False
        )
