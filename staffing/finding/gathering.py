"""Read what the list of teachers shows from the records: of a whole county, or of some persons after a change."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from pypinyin import lazy_pinyin
from sqlalchemy import or_, select

from staffing.core.chinese_order import chinese_key
from staffing.core.collecting import collection_paused
from staffing.core.dated import begun, in_force
from staffing.eligibility.models import EligibilityVerdict
from staffing.eligibility.queries import find_latest_list
from staffing.extensions import db
from staffing.finding.lines import search_line
from staffing.finding.persons import Person, Places, Post, SchoolFacts, SectionFacts
from staffing.rotation_years.queries import find_current_year
from staffing.schools.enums import GroupKind
from staffing.schools.models import GroupMembership, School, SchoolAlias, SchoolGroup, SchoolStanding, Section
from staffing.teachers.enums import LeaderRole, TitleLevel
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Certificate,
    Degree,
    Employment,
    Leadership,
    Teacher,
    TitleGrant,
)
from staffing.teachers.pinyin import surname_syllables

LEADER_ORDER: Final = list(LeaderRole)
Ids = Sequence[int] | None
Found = dict[int, dict[str, Any]]


def places_of(county_id: int, on: dt.date) -> Places:
    """Return the county's schools as they are on the day (five statements)."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for school_id, alias in db.session.execute(
            select(SchoolAlias.school_id, SchoolAlias.name).join(School).where(School.county_id == county_id).order_by(SchoolAlias.name)):
        aliases[school_id].append(alias)
    standing = select(SchoolStanding.school_id, SchoolStanding.location).join(School).where(School.county_id == county_id, in_force(SchoolStanding, on))
    locations = {row.school_id: row.location for row in db.session.execute(standing)}
    zone_names = {row.id: row.name for row in db.session.execute(
        select(SchoolGroup.id, SchoolGroup.name).where(SchoolGroup.county_id == county_id, SchoolGroup.kind == GroupKind.ZONE))}
    zones: defaultdict[int, list[int]] = defaultdict(list)
    members = select(GroupMembership.school_id, GroupMembership.group_id).where(GroupMembership.group_id.in_(zone_names), in_force(GroupMembership, on))
    for row in db.session.execute(members.order_by(GroupMembership.group_id)) if zone_names else ():
        zones[row.school_id].append(row.group_id)
    columns = (School.id, School.code, School.name, School.short_name, School.township)
    schools = {row.id: SchoolFacts(
        row.id, row.code, row.name, spoken := tuple(dict.fromkeys(filter(None, (row.name, row.short_name, *aliases[row.id])))),
        tuple(" ".join(lazy_pinyin(name)) for name in spoken), row.township, locations.get(row.id), tuple(zones[row.id]), chinese_key(row.name))
        for row in db.session.execute(select(*columns).where(School.county_id == county_id))}
    parts = db.session.execute(select(Section.id, Section.school_id, Section.stage).where(Section.county_id == county_id)).all()
    several: defaultdict[int, int] = defaultdict(int)
    for part in parts:
        several[part.school_id] += 1
    return Places(schools, {part.id: SectionFacts(schools[part.school_id], part.stage, several[part.school_id] > 1) for part in parts}, zone_names)


def persons_of(county_id: int, places: Places, on: dt.date, ids: Ids = None) -> list[Person]:
    """Return the county's teachers on the day, or those of the ids, by id (at most eleven statements)."""
    with collection_paused():
        found: Found = {}
        columns = (Teacher.id, Teacher.number, Teacher.name, Teacher.name_pinyin, Teacher.sex, Teacher.birth_date, Teacher.home_township,
                   Teacher.id_number_tail_index)
        rows = db.session.execute(_narrowed(select(*columns), county_id, ids).order_by(Teacher.id)).all()
        found = {row.id: {} for row in rows}
        _service(found, county_id, places, on, ids)
        _papers(found, county_id, on, ids)
        _verdicts(found, county_id, ids)
        return [Person(row.id, row.number, row.name, name_key(row.name), search_line(row.name, row.number, row.name_pinyin), row.sex, row.birth_date,
                       row.home_township, row.id_number_tail_index or "", **found[row.id]) for row in rows]


def name_key(name: str) -> str:
    """Return the key that orders a person's name, the surname read as a surname."""
    return chinese_key(name, surname_syllables(name))


def _service(found: Found, county_id: int, places: Places, on: dt.date, ids: Ids) -> None:
    spans: defaultdict[int, list[Any]] = defaultdict(list)
    columns = (Appointment.teacher_id, Appointment.valid_from, Appointment.valid_to, Appointment.personnel_school_id, Appointment.personnel_stage,
               Appointment.section_id, Appointment.subject)
    statement = _narrowed(select(*columns).join(Teacher, Teacher.id == Appointment.teacher_id), county_id, ids)
    for row in db.session.execute(statement.where(Appointment.valid_from <= on).order_by(Appointment.share.desc(), Appointment.id)):
        spans[row.teacher_id].append(row)
    for teacher_id, rows in spans.items():
        if teacher_id in found:
            posts = tuple(_post(row, places) for row in rows if row.valid_to is None or row.valid_to > on)
            found[teacher_id] |= {"posts": posts, "school_since": _since(rows, posts[0].school.id, places) if posts else None}
    employments = select(Employment.teacher_id, Employment.kind, Employment.category, Employment.status).where(in_force(Employment, on))
    for row in _facts(employments, Employment, county_id, ids):
        found[row.teacher_id] |= {"employment": row.kind, "category": row.category, "status": row.status}
    for row in _facts(select(Leadership.teacher_id, Leadership.role).where(in_force(Leadership, on)), Leadership, county_id, ids):
        _keep(found, row.teacher_id, "leader", row.role, LEADER_ORDER.index)


def _post(row: Any, places: Places) -> Post:
    section = places.sections.get(row.section_id) if row.section_id else None
    return Post(places.schools[row.personnel_school_id], section, section.stage if section else row.personnel_stage, row.subject)


def _since(rows: Iterable[Any], school_id: int, places: Places) -> dt.date | None:
    """Return since when a person has served at the school without a break."""
    spans = sorted((row for row in rows if _school_id(row, places) == school_id), key=lambda row: row.valid_from, reverse=True)
    begins: dt.date | None = None
    for span in spans:
        if begins is None or (span.valid_to is not None and span.valid_to >= begins):
            begins = span.valid_from
    return begins


def _school_id(row: Any, places: Places) -> int:
    section = places.sections.get(row.section_id) if row.section_id else None
    return int(section.school.id if section else row.personnel_school_id)


def _papers(found: Found, county_id: int, on: dt.date, ids: Ids) -> None:
    for row in _facts(select(TitleGrant.teacher_id, TitleGrant.level).where(begun(TitleGrant.granted_on, on)), TitleGrant, county_id, ids):
        _keep(found, row.teacher_id, "title", row.level, _rank, TitleLevel.NONE)
    for row in _facts(select(Degree.teacher_id, Degree.level).where(begun(Degree.graduated_on, on)), Degree, county_id, ids):
        _keep(found, row.teacher_id, "degree", row.level, _rank)
    valid = (BackboneHonour.granted_on <= on) & or_(BackboneHonour.expires_on.is_(None), BackboneHonour.expires_on >= on)
    for row in _facts(select(BackboneHonour.teacher_id, BackboneHonour.level).where(valid), BackboneHonour, county_id, ids):
        _keep(found, row.teacher_id, "backbone", row.level, _rank)
    certificates = select(Certificate.teacher_id, Certificate.kind, Certificate.subject).where(begun(Certificate.issued_on, on))
    for row in _facts(certificates.order_by(Certificate.id), Certificate, county_id, ids):
        found[row.teacher_id]["certificates"] = (*found[row.teacher_id].get("certificates", ()), (row.kind, row.subject))


def _verdicts(found: Found, county_id: int, ids: Ids) -> None:
    """Add the state in the newest list of the rotation year that is being planned."""
    year = find_current_year(county_id)
    listed = find_latest_list(year.id) if year else None
    if listed is None:
        return
    statement = select(EligibilityVerdict.teacher_id, EligibilityVerdict.state).where(EligibilityVerdict.list_id == listed.id)
    for row in db.session.execute(statement if ids is None else statement.where(EligibilityVerdict.teacher_id.in_(ids))):
        if row.teacher_id in found:
            found[row.teacher_id]["eligibility"] = row.state.value


def _narrowed(statement: Any, county_id: int, ids: Ids) -> Any:
    narrowed = statement.where(Teacher.county_id == county_id)
    return narrowed if ids is None else narrowed.where(Teacher.id.in_(ids))


def _facts(statement: Any, model: type[Any], county_id: int, ids: Ids) -> Iterable[Any]:
    return db.session.execute(_narrowed(statement.join(Teacher, Teacher.id == model.teacher_id), county_id, ids))


def _keep(found: Found, teacher_id: int, field: str, value: Any, rank: Callable[[Any], int], default: Any = None) -> None:
    """Keep the higher of what is known and the value."""
    known = found[teacher_id].get(field, default)
    if known is None or rank(value) > rank(known):
        found[teacher_id][field] = value


def _rank(level: Any) -> int:
    return int(level.rank)
