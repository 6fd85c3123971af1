"""Which person a sheet means: by staff number or identity number, among the stored ones and those of the file."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select

from staffing.core.school_year import today
from staffing.core.spreadsheets.values import BLANK_RUN
from staffing.extensions import db
from staffing.schools.models import Section
from staffing.teachers.models import Appointment, Degree, Employment, Teacher
from staffing.teachers.personal import INDEX_PURPOSE, field_cipher


@dataclass(slots=True)
class KnownPerson:
    """What is needed of a person to check other rows; ``id`` None for one whom the file brings."""

    id: int | None
    name: str
    birth_date: dt.date


class TeacherDirectory:
    """The county's persons by staff number; identity numbers only by their blind index."""

    def __init__(self, county_id: int) -> None:
        """Load numbers, names, birth dates and blind indexes."""
        self.persons: dict[str, KnownPerson] = {}
        self.by_index: dict[str, str] = {}
        self.partners: dict[str, str] = {}
        self._cipher = field_cipher()
        numbers: dict[int, str] = {}
        partners: list[tuple[str, int]] = []
        columns = (Teacher.id, Teacher.number, Teacher.name, Teacher.birth_date, Teacher.id_number_index, Teacher.partner_id)
        for row in db.session.execute(select(*columns).where(Teacher.county_id == county_id)):
            numbers[row.id] = row.number
            self.persons[row.number] = KnownPerson(row.id, row.name, row.birth_date)
            if row.id_number_index:
                self.by_index[row.id_number_index] = row.number
            if row.partner_id:
                partners.append((row.number, row.partner_id))
        self.partners = {number: numbers[partner] for number, partner in partners if partner in numbers}

    def index_of(self, id_number: str) -> str:
        """Return the blind index of an identity number."""
        return self._cipher.blind_index(id_number, purpose=INDEX_PURPOSE)


def plain_person_name(name: str) -> str:
    """Return a person's name as it is compared: without blanks, middle dots alike."""
    return BLANK_RUN.sub("", name).replace("•", "·").replace("・", "·").replace(".", "·")


def latest_employments(county_id: int) -> dict[str, dt.date]:
    """Return the day on which each person's latest employment record begins."""
    statement = select(Teacher.number, Employment.valid_from).join(Employment.teacher).where(Teacher.county_id == county_id)
    return {row.number: row.valid_from for row in db.session.execute(statement.order_by(Employment.valid_from))}


def persons_of_school(county_id: int, school_id: int) -> set[str]:
    """Return the staff numbers of those whose present personnel or teaching school is this one."""
    now = today()
    statement = (
        select(Teacher.number).join(Appointment, Appointment.teacher_id == Teacher.id)
        .outerjoin(Section, Section.id == Appointment.section_id)
        .where(Teacher.county_id == county_id, or_(Appointment.valid_to.is_(None), Appointment.valid_to > now),
               or_(Appointment.personnel_school_id == school_id, Section.school_id == school_id))
    )
    return set(db.session.scalars(statement))


def dated_degrees(county_id: int) -> dict[tuple[str, str], list[dt.date | None]]:
    """Return the graduation days known for each person and level of education."""
    found: dict[tuple[str, str], list[dt.date | None]] = {}
    statement = select(Teacher.number, Degree.level, Degree.graduated_on).join(Degree.teacher).where(Teacher.county_id == county_id)
    for row in db.session.execute(statement):
        found.setdefault((row.number, row.level), []).append(row.graduated_on)
    return found
