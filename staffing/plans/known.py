"""The directory that lists made by hand are matched with: the county's persons, schools and sections by their names."""

from staffing.core.school_year import SchoolYear
from staffing.plans.matching import KnownPerson, KnownPlaces, plain_place
from staffing.rotation_years.models import RotationYear
from staffing.schools.directory import SchoolDirectory
from staffing.schools.queries import list_sections
from staffing.teachers.roster import RosterEntry, load_roster


def known_places(county_id: int) -> KnownPlaces:
    """Return how schools and sections of the county are found."""
    directory = SchoolDirectory(county_id)
    sections = list_sections(county_id)
    return KnownPlaces(
        schools=lambda text: [directory.ids[code] for code in directory.find(text)],
        sections_by_name={plain_place(section.name): section.id for section in sections},
        sections={(section.school_id, section.stage): section.id for section in sections},
        school_of={section.id: section.school_id for section in sections})


def known_persons(year: RotationYear) -> list[KnownPerson]:
    """Return the persons on the roster of the day on which the year's moves begin."""
    sections = {section.id: section for section in list_sections(year.county_id)}
    persons = []
    for entry in load_roster(year.county_id, SchoolYear(year.school_year).starts_on).entries:
        service = entry.main_service
        section = sections.get(service.section_id) if service and service.section_id else None
        persons.append(KnownPerson(
            id=entry.id, number=entry.number, name=entry.name, school_id=section.school_id if section else _school_id(entry),
            school_name=section.name if section else "", stage=section.stage if section else None,
            subject=service.subject if service else ""))
    return persons


def _school_id(entry: RosterEntry) -> int | None:
    return entry.main_service.personnel_school_id if entry.main_service else None
