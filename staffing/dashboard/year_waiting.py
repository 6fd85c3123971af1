"""Who offers what waits in a rotation year: rooms bring their own function; those below the year's room are told here."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.allotments.waiting import list_waiting as allotments_waiting
from staffing.changes.queries import count_returned, count_waiting
from staffing.collecting.queries import list_outstanding
from staffing.confirmations.waiting import list_waiting as confirmations_waiting
from staffing.core.access import Role, person
from staffing.core.school_year import today
from staffing.decisions.queries import find_waiting
from staffing.eligibility.waiting import list_waiting as eligibility_waiting
from staffing.needs.waiting import list_waiting as needs_waiting
from staffing.plans.waiting import list_waiting as plans_waiting
from staffing.postings.queries import list_late
from staffing.quality.waiting import list_waiting as quality_waiting
from staffing.receipts.waiting import list_waiting as receipts_waiting
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.round_waiting import list_waiting as rounds_waiting
from staffing.rotation_years.waiting import WaitingItem, WaitingOffer


def changes_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the change requests to be decided by the bureau, or to be completed by the school."""
    if school_id is None:
        role, number, state, text = Role.OFFICER, count_waiting(year.county_id, except_of=person().id), "waiting", _l("Change requests to be decided.")
    else:
        role, number, state, text = Role.CLERK, count_returned(year.county_id, school_id), "returned", _l("Change requests sent back to be completed.")
    return [WaitingItem(YearStep.SCHEME, role, text, "changes.list_requests", (("state", state),), number)] if number else []


def collecting_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the open collections with schools that have not handed in."""
    return [WaitingItem(YearStep.SCHEME, Role.CLERK, _l("%(name)s: schools that have not handed in.", name=line.round.name), "collecting.show_round",
                        (("round_id", line.round.id),), line.outstanding, look="bad" if line.round.due_on < today() else "wait")
            for line in list_outstanding(year.county_id, school_id=school_id)]


def decisions_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the version of the plan that waits for review or approval; for the bureau."""
    version = find_waiting(year.id) if school_id is None else None
    if version is None:
        return []
    return [WaitingItem(YearStep.DECISION, Role.LEADER, _l("Version %(number)d of the plan waits for a decision.", number=version.number),
                        "decisions.list_versions", since=version.submitted_at)]


def postings_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return who should have reported at the receiving school and is not confirmed there, one item a school."""
    late: dict[str, int] = {}
    for one in list_late(year.county_id, today()):
        if one.rotation_year_id == year.id and school_id in (None, one.to_school_id):
            late[one.to_school.name] = late.get(one.to_school.name, 0) + 1
    return [WaitingItem(YearStep.ARRIVAL, Role.PRINCIPAL, _l("Arrival to be confirmed."), "postings.show_postings", number=number, school=school, look="bad")
            for school, number in sorted(late.items())]


YEAR_WAITING: Final[tuple[WaitingOffer, ...]] = (
    quality_waiting, changes_waiting, collecting_waiting, allotments_waiting, eligibility_waiting, confirmations_waiting, needs_waiting, rounds_waiting,
    plans_waiting, receipts_waiting, decisions_waiting, postings_waiting,
)
