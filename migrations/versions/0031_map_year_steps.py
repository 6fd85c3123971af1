"""Give the rotation years their place in the longer cycle of steps.

Revision 0031 follows 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STEP = sa.String(length=40)
BEFORE = ("preparation", "eligibility", "needs", "planning", "decided")
AFTER = (
    "scheme", "eligibility", "confirmation", "needs", "wishes", "planning", "decision", "notice", "appeals", "orders", "arrival",
    "assessment", "return", "closed",
)
# A year that was decided stood where the decision is made public next.
FORWARD = {"preparation": "scheme", "decided": "notice"}
BACK = {
    "scheme": "preparation", "confirmation": "eligibility", "wishes": "needs", "decision": "planning",
    **dict.fromkeys(("notice", "appeals", "orders", "arrival", "assessment", "return", "closed"), "decided"),
}


def upgrade() -> None:
    """Map the steps forward."""
    _map(FORWARD, AFTER)


def downgrade() -> None:
    """Map the steps back; several steps of the cycle become one."""
    _map(BACK, BEFORE)


def _map(steps: dict[str, str], allowed: tuple[str, ...]) -> None:
    year = sa.table("rotation_year", sa.column("step", STEP))
    with op.batch_alter_table("rotation_year", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_rotation_year_step"), type_="check")
    for old, new in steps.items():
        op.execute(year.update().where(year.c.step == old).values(step=new))
    with op.batch_alter_table("rotation_year", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_rotation_year_step"), sa.column("step", STEP).in_(allowed))
