"""Questions about slips: who at a school has one, how far the printing is, whose a code is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from staffing.core.school_year import today
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.queries import find_latest_list, states_by_teacher
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import list_school_choices
from staffing.slips.models import PersonalSlip
from staffing.teachers.roster import RosterEntry, load_roster


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who gets a slip, with the slip if it was printed."""

    teacher_id: int
    number: str
    name: str
    school_id: int
    slip: PersonalSlip | None


@dataclass(frozen=True, slots=True)
class SchoolPrinting:
    """How many persons of a school get a slip, how many were printed, how many were used."""

    school_id: int
    name: str
    persons: int
    printed: int
    used: int


def list_holders(year: RotationYear, *, school_id: int | None = None, everybody: bool = False) -> list[Holder]:
    """Return who gets a slip, by school and staff number: the persons within the scope of the list, or everybody."""
    slips = slips_by_teacher(year.id)
    found = [Holder(entry.id, entry.number, entry.name, school, slips.get(entry.id))
             for entry, school in persons_in_scope(year, everybody=everybody) if school_id in (None, school)]
    return sorted(found, key=lambda one: (one.school_id, one.number))


def persons_in_scope(year: RotationYear, *, everybody: bool = False) -> Iterable[tuple[RosterEntry, int]]:
    """Yield the persons on today's roster with their personnel school, without those outside of the scope unless asked for."""
    listed = find_latest_list(year.id)
    states = states_by_teacher(listed.id) if listed else {}
    for entry in load_roster(year.county_id, today()).entries:
        service = entry.main_service
        if service is not None and (everybody or states.get(entry.id, EligibilityState.ELIGIBLE) is not EligibilityState.OUT):
            yield entry, service.personnel_school_id


def slips_by_teacher(rotation_year_id: int) -> dict[int, PersonalSlip]:
    """Return the slips of a rotation year by teacher id."""
    found = db.session.scalars(select(PersonalSlip).where(PersonalSlip.rotation_year_id == rotation_year_id).order_by(PersonalSlip.id))
    return {slip.teacher_id: slip for slip in found}


def count_printing(year: RotationYear) -> list[SchoolPrinting]:
    """Return the state of printing of each school of the county, in the county's order of schools."""
    persons: Counter[int] = Counter()
    printed: Counter[int] = Counter()
    used: Counter[int] = Counter()
    for one in list_holders(year):
        persons[one.school_id] += 1
        printed[one.school_id] += one.slip is not None and one.slip.withdrawn_at is None
        used[one.school_id] += one.slip is not None and one.slip.used_at is not None
    return [SchoolPrinting(school_id, name, persons[school_id], printed[school_id], used[school_id])
            for school_id, name in list_school_choices(year.county_id) if persons[school_id]]


def get_slip(county_id: int, slip_id: int) -> PersonalSlip:
    """Return a slip of the county; LookupError if there is none."""
    found = db.session.scalar(select(PersonalSlip).where(PersonalSlip.id == slip_id, PersonalSlip.county_id == county_id))
    if found is None:
        raise LookupError("no such slip")
    return found


def find_by_handle(handle: str) -> PersonalSlip | None:
    """Return the slip that a code's first group names."""
    return db.session.scalar(select(PersonalSlip).where(PersonalSlip.handle == handle))


def handles_in_use(handles: Iterable[str]) -> set[str]:
    """Return which of the handles are taken."""
    return set(db.session.scalars(select(PersonalSlip.handle).where(PersonalSlip.handle.in_(list(handles)))))
