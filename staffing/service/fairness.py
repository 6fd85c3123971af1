"""The burdens of a county's staff over the years, from the ledger, the wishes on record and the table of roads."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select

from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.rotation_years.models import RotationIntent, RotationWish, RotationYear
from staffing.rotation_years.operations import settle_intent
from staffing.rotation_years.queries import intents_by_teacher
from staffing.schools.models import School, SchoolDistance, Section
from staffing.schools.queries import get_county
from staffing.service.burdens import Burden, Roads, WishedYear, burden_of
from staffing.service.queries import Ledger, LedgerRow, RuralService, gather_ledger
from staffing.teachers.models import Teacher


@dataclass(frozen=True, slots=True)
class BurdenRow:
    """One member of the staff with what he or she carried."""

    row: LedgerRow
    burden: Burden


def gather_burdens(county_id: int, ledger: Ledger) -> list[BurdenRow]:
    """Return everybody of the ledger with what was carried, who carried most in front (two statements)."""
    wishes, roads, rule = load_wishes(county_id), load_roads(county_id), ledger.rules.service.burden_points.value
    rows = [BurdenRow(row, burden_of(row.service, wishes.get(row.entry.id, ()), ledger.schools, roads, rule, ledger.on)) for row in ledger.rows]
    return sorted(rows, key=lambda one: (-one.burden.points, one.row.entry.number))


def carried_points(county_id: int, on: dt.date) -> dict[int, Decimal]:
    """Return the points of everybody who carried anything until a day, by teacher: what a plan may weigh."""
    rows = gather_burdens(county_id, gather_ledger(get_county(county_id), on))
    return {one.row.entry.id: one.burden.points for one in rows if one.burden.points}


def burden_of_teacher(county_id: int, found: RuralService) -> Burden:
    """Return what one person carried."""
    wishes = load_wishes(county_id, teacher_id=found.teacher.id).get(found.teacher.id, ())
    return burden_of(found.service, wishes, found.schools, load_roads(county_id), found.rules.service.burden_points.value, found.on)


def load_wishes(county_id: int, *, teacher_id: int | None = None) -> dict[int, list[WishedYear]]:
    """Return the wishes of all rotation years by person, the earliest year in front (one statement)."""
    statement = select(RotationWish.teacher_id, RotationYear.school_year, Section.school_id).join(
        RotationYear, RotationYear.id == RotationWish.rotation_year_id).join(Section, Section.id == RotationWish.section_id).where(
        RotationYear.county_id == county_id)
    if teacher_id is not None:
        statement = statement.where(RotationWish.teacher_id == teacher_id)
    grouped: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for teacher, year, school in db.session.execute(statement.order_by(RotationWish.teacher_id, RotationYear.school_year, RotationWish.place)):
        grouped[teacher, year].append(school)
    wishes: defaultdict[int, list[WishedYear]] = defaultdict(list)
    for (teacher, year), schools in grouped.items():
        wishes[teacher].append(WishedYear(year, tuple(schools)))
    return dict(wishes)


def load_roads(county_id: int) -> Roads:
    """Return the bureau's own table of roads, by the ids of both schools, the smaller in front."""
    statement = select(SchoolDistance.from_school_id, SchoolDistance.to_school_id, SchoolDistance.km).join(
        School, School.id == SchoolDistance.from_school_id).where(School.county_id == county_id)
    return {(one, other): km for one, other, km in db.session.execute(statement)}


def spare(year: RotationYear, teachers: Iterable[Teacher], burdens: dict[int, Burden]) -> list[RotationIntent]:
    """Settle that these persons stay in the rotation year because of what they carried; a person who must move is refused."""
    settled = intents_by_teacher(year.id)
    made = []
    for teacher in teachers:
        before = settled.get(teacher.id)
        if before is not None and before.must_move:
            raise StaffingError(_("%(name)s must move in this year; change that first.", name=teacher.name))
        reason = _("Carried %(points)s points over the years", points=burdens[teacher.id].points)
        made.append(settle_intent(year, teacher, volunteer=before.volunteer if before else False, must_move=False, must_stay=True, reason=reason))
    return made
