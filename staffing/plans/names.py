"""What a page calls the things a stored run names by id: sections, schools, teachers, subjects, indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from staffing.extensions import db
from staffing.schools.models import School
from staffing.schools.queries import section_names
from staffing.teachers.models import Teacher


@dataclass(frozen=True, slots=True)
class Names:
    """Names by the ids of the records, and of persons by pseudonym; an id without name is shown as it is."""

    sections: Mapping[int, str]
    schools: Mapping[int, str]
    teachers: Mapping[str, str]

    def section(self, key: object) -> str:
        """Return the name of a section."""
        return self.sections.get(_number(key), str(key))

    def school(self, key: object) -> str:
        """Return the name of a school."""
        return self.schools.get(_number(key), str(key))

    def teacher(self, key: object) -> str:
        """Return the name of a person."""
        return self.teachers.get(str(key), str(key))


def load_names(county_id: int, pseudonyms: set[str] | None = None) -> Names:
    """Return the county's names; of persons only those asked for."""
    schools: dict[int, str] = dict(db.session.execute(
        select(School.id, School.name).where(School.county_id == county_id).order_by(School.id)).all())
    teachers: dict[str, str] = {}
    if pseudonyms:
        statement = select(Teacher.pseudonym, Teacher.name).where(
            Teacher.county_id == county_id, Teacher.pseudonym.in_(sorted(pseudonyms))).order_by(Teacher.id)
        teachers = dict(db.session.execute(statement).all())
    return Names(section_names(county_id), schools, teachers)


def _number(key: object) -> int:
    text = str(key)
    return int(text) if text.isdecimal() else -1
