"""Who offers what waits in a rotation year: rooms bring their own function; those below the year's room are told here."""

from typing import Final

from flask import current_app
from flask_babel import lazy_gettext as _l

from staffing.allotments.waiting import list_waiting as allotments_waiting
from staffing.changes.queries import count_returned, count_waiting
from staffing.collecting.queries import list_outstanding
from staffing.confirmations.waiting import list_waiting as confirmations_waiting
from staffing.core.access import SCHOOL_ROLES, Person, Role, person, roles_of
from staffing.core.school_year import today
from staffing.decisions.waiting import list_waiting as decisions_waiting
from staffing.eligibility.waiting import list_waiting as eligibility_waiting
from staffing.needs.waiting import list_waiting as needs_waiting
from staffing.plans.waiting import list_waiting as plans_waiting
from staffing.postings.queries import list_late
from staffing.public_notices.waiting import list_waiting as notices_waiting
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


def postings_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return who should have reported at the receiving school and is not confirmed there, one item a school."""
    late: dict[str, int] = {}
    for one in list_late(year.county_id, today()):
        if one.rotation_year_id == year.id and school_id in (None, one.to_school_id):
            late[one.to_school.name] = late.get(one.to_school.name, 0) + 1
    return [WaitingItem(YearStep.ARRIVAL, Role.PRINCIPAL, _l("Arrival to be confirmed."), "postings.show_postings", number=number, school=school, look="bad")
            for school, number in sorted(late.items())]


# What somebody handed on to somebody else; the workbench shows it beside the lines that it has of its own.
HANDED_ON: Final[tuple[WaitingOffer, ...]] = (confirmations_waiting, rounds_waiting, receipts_waiting, decisions_waiting, notices_waiting, postings_waiting)
YEAR_WAITING: Final[tuple[WaitingOffer, ...]] = (
    quality_waiting, changes_waiting, collecting_waiting, allotments_waiting, eligibility_waiting, needs_waiting, plans_waiting, *HANDED_ON,
)


def list_handed_on(year: RotationYear | None, reader: Person) -> list[WaitingItem]:
    """Return what others handed on to a reader in a year: what the duty asks for, where the page may be opened by the reader.

    What a school has to do is done by its clerk and its principal alike.
    """
    if year is None:
        return []
    school_id = reader.school_id if reader.role in SCHOOL_ROLES else None
    duties = SCHOOL_ROLES if reader.role in SCHOOL_ROLES else {reader.role}
    return [item for offer in HANDED_ON for item in offer(year, school_id)
            if item.role in duties and reader.role in (roles_of(current_app, item.endpoint) or ())]
