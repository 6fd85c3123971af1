"""What the rounds of 县管校聘 wait for: results not entered yet, and teachers not placed who are not handed over to planning."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.policy.deciding import rules_for
from staffing.rotation_years.models import RotationYear, RoundKind, YearStep
from staffing.rotation_years.queries import intents_by_teacher
from staffing.rotation_years.rounds import count_rounds, list_unplaced
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the rounds that were begun and have candidates without a result; nothing where the county holds none."""
    if not rules_for(year.ruleset, year.school_year).calendar.engagement_rounds.value:
        return []
    items = []
    for row in count_rounds(year, school_id=school_id):
        begun = row.placed + row.unplaced or row.kind is not RoundKind.IN_SCHOOL
        if row.open and begun and row.kind is not RoundKind.ASSIGNMENT and (school_id is None or row.kind is RoundKind.IN_SCHOOL):
            role = Role.PRINCIPAL if row.kind is RoundKind.IN_SCHOOL else Role.OFFICER
            items.append(WaitingItem(YearStep.NEEDS, role, _l("%(round)s: results not entered yet.", round=row.kind.label),
                                     "rotation_years.show_round", (("school_year", year.school_year), ("round_code", row.kind.value)), row.open))
    intents = intents_by_teacher(year.id)
    left = [key for key in list_unplaced(year) if key not in intents or not (intents[key].must_move or intents[key].must_stay)]
    if left and school_id is None:
        items.append(WaitingItem(YearStep.PLANNING, Role.OFFICER, _l("Teachers not placed in the rounds are not handed over to planning yet."),
                                 "rotation_years.show_rounds", (("school_year", year.school_year),), len(left)))
    return items
