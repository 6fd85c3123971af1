"""The allotments' part of the world: one school's number."""

from staffing.allotments.models import AllotmentKind, SchoolAllotment
from staffing.extensions import db
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it; the pages name their tab."""
    db.session.add(SchoolAllotment(rotation_year_id=tiny.year.id, kind=AllotmentKind.SEND, school_id=tiny.schools[0].id, computed=1, places=1))
    db.session.flush()
    return {"tab": "rotation"}, {}
