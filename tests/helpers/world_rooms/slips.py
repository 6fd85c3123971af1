"""The slips' part of the world: a slip of the first teacher."""

from sqlalchemy import select

from staffing.extensions import db
from staffing.slips.models import PersonalSlip
from staffing.slips.operations import print_slips
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it."""
    print_slips(tiny.year, [tiny.teachers[0].id], printed_by=None)
    slip = db.session.scalars(select(PersonalSlip).where(PersonalSlip.teacher_id == tiny.teachers[0].id)).one()
    return {"slip_id": slip.id}, {}
