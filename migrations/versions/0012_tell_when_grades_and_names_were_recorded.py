"""Tell when grades and former names were recorded: as the record they belong to, because nothing older is known.

Revision 0012 follows 0011.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PARENTS = (("grade_year", "section_year", "section_year_id"), ("school_alias", "school", "school_id"))


def upgrade() -> None:
    """Fill the moments."""
    for table, parent, column in PARENTS:
        for moment in ("created_at", "updated_at"):
            op.execute(
                f"UPDATE {table} SET {moment} = "  # noqa: S608 - names from the list above
                f"(SELECT parent.{moment} FROM {parent} AS parent WHERE parent.id = {table}.{column})")


def downgrade() -> None:
    """Leave the moments; the step before takes their columns away."""
