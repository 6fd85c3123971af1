"""Require the moments at which grades and former names were recorded.

Revision 0013 follows 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the structure up."""
    _allow_nothing(nullable=False)


def downgrade() -> None:
    """Take the structure down."""
    _allow_nothing(nullable=True)


def _allow_nothing(*, nullable: bool) -> None:
    for table in ("grade_year", "school_alias"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for moment in ("created_at", "updated_at"):
                batch_op.alter_column(moment, existing_type=sa.DateTime(timezone=True), nullable=nullable)
