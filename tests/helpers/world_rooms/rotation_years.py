"""The rotation year's part of the world: a result of the county's first round."""

from staffing.extensions import db
from staffing.rotation_years.models import EngagementResult, RoundKind, RoundOutcome
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it; the pages of a round name theirs by its code."""
    db.session.add(EngagementResult(rotation_year_id=tiny.year.id, teacher_id=tiny.teachers[0].id, school_id=tiny.schools[0].id,
                                    round=RoundKind.IN_SCHOOL, outcome=RoundOutcome.UNPLACED))
    db.session.flush()
    return {"round_code": RoundKind.IN_SCHOOL.value}, {}
