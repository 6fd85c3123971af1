"""What is done with schools: open, correct, change standing or posts from a day on, name, group. Each with its audit line."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import pending_changes, record, values_of
from staffing.core.dated import make_room, require_period
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.schools.enums import (
    GroupKind,
    Location,
    Ownership,
    PostLevel,
    Remoteness,
    SchoolKind,
    Stage,
    Strength,
)
from staffing.schools.models import (
    AuthorisedPosts,
    GroupMembership,
    LegalEntity,
    School,
    SchoolAlias,
    SchoolGroup,
    SchoolStanding,
    Section,
    TitlePosts,
)
from staffing.schools.queries import find_entity

tell_constraint("uq_school_county_id_code", _l("Another school has this code."), field="code")
tell_constraint("uq_school_county_id_name", _l("Another school has this name."), field="name")
tell_constraint("uq_school_alias_school_id_name", _l("The school already has this former name."), field="name")
tell_constraint("uq_school_group_county_id_name", _l("There is already a group of this name."), field="name")
tell_constraint("uq_school_standing_school_id_valid_from", _l("A record already begins on this day; correct that one."), field="valid_from")
tell_constraint("uq_authorised_posts_school_id_valid_from", _l("A record already begins on this day; correct that one."), field="valid_from")
tell_constraint("uq_title_posts_school_id_valid_from", _l("A record already begins on this day; correct that one."), field="valid_from")
tell_constraint("uq_section_school_id_stage", _l("The school already has a section of this stage."), field="stage")

CORRECTED: Final[dict[type[Any], str]] = {
    SchoolStanding: "standing_corrected", AuthorisedPosts: "posts_corrected", TitlePosts: "title_posts_corrected",
}


def create_school(
    *, county_id: int, name: str, code: str, kind: SchoolKind, entity_name: str = "", stages: tuple[Stage, ...] = (),
    **more: Any,
) -> School:
    """Create a school, its sections and, where no legal entity of that name exists, the entity (法人单位).

    ``more`` are further columns of School: short_name, township, longitude, latitude, opened_on, closed_on, target_year.
    """
    entity = _entity(county_id, entity_name.strip() or name.strip())
    school = School(county_id=county_id, entity=entity, name=name.strip(), code=code.strip(), kind=kind, **more)
    _check_days(school)
    school.sections = [Section(county_id=county_id, stage=stage) for stage in stages]
    db.session.add(school)
    flush(db.session)
    record("school_created", school, county_id=county_id, changes=values_of(school))
    return school


def correct_school(school: School, *, version: int | None, entity_name: str, changes: Mapping[str, Any]) -> School:
    """Correct what does not change with time: name, code, kind, place, coordinates, opening, closing, target year."""
    require_version(school, version)
    # The entity first: looking for it would flush the changes of the school before the audit line has read them.
    entity = _entity(school.county_id, entity_name.strip() or changes.get("name", school.name))
    for field, value in {**changes, "entity_id": entity.id}.items():
        setattr(school, field, value)
    _check_days(school)
    _update(school, "school_corrected", school.county_id)
    return school


def change_standing(
    school: School, *, valid_from: dt.date, ownership: Ownership, location: Location, remoteness: Remoteness, strength: Strength | None,
) -> SchoolStanding:
    """Give the school another standing from a day on; what it was before stays on record until that day."""
    standing = SchoolStanding(valid_from=valid_from, valid_to=None, ownership=ownership, location=location, remoteness=remoteness,
                              strength=strength)
    _follow(school, school.standings, standing, "standing_changed")
    return standing


def set_posts(school: School, *, valid_from: dt.date, posts: int, source: str = "") -> AuthorisedPosts:
    """Set the authorised posts (核定编制数) from a day on."""
    row = AuthorisedPosts(valid_from=valid_from, valid_to=None, posts=posts, source=source.strip())
    _follow(school, school.posts, row, "posts_set")
    return row


def set_title_posts(
    school: School, *, valid_from: dt.date, posts: Mapping[PostLevel, int | None], source: str = "",
) -> TitlePosts:
    """Set the posts by level of titles (岗位职数) from a day on; a level without a number is not limited."""
    levels = {level.value: posts.get(level) for level in PostLevel}
    row = TitlePosts(valid_from=valid_from, valid_to=None, source=source.strip(), **levels)
    _follow(school, school.title_posts, row, "title_posts_set")
    return row


def correct_dated(
    row: SchoolStanding | AuthorisedPosts | TitlePosts, *, county_id: int, version: int | None, changes: Mapping[str, Any],
) -> None:
    """Correct a dated row that was recorded wrongly; its days stay as they are."""
    require_version(row, version)
    for field, value in changes.items():
        setattr(row, field, value)
    _update(row, CORRECTED[type(row)], county_id)


def add_alias(school: School, name: str) -> SchoolAlias:
    """Add a former or short name under which sheets may speak of the school."""
    if name.strip() in (school.name, school.short_name):
        raise StaffingError(_l("This is the school's present name."), field="name")
    alias = SchoolAlias(school=school, name=name.strip())
    db.session.add(alias)
    flush(db.session)
    record("alias_added", alias, county_id=school.county_id, changes=values_of(alias))
    return alias


def remove_alias(school: School, alias: SchoolAlias) -> None:
    """Take a former name away, for example because it belongs to another school."""
    record("alias_removed", alias, county_id=school.county_id, changes={"name": [alias.name, None], "school_id": [school.id, None]})
    db.session.delete(alias)
    flush(db.session)


def create_group(*, county_id: int, name: str, kind: GroupKind) -> SchoolGroup:
    """Create a group of schools (学区, 集团, 教联体 …)."""
    group = SchoolGroup(county_id=county_id, name=name.strip(), kind=kind)
    db.session.add(group)
    flush(db.session)
    record("group_created", group, county_id=county_id, changes=values_of(group))
    return group


def join_group(school: School, group: SchoolGroup, *, valid_from: dt.date, core: bool = False) -> GroupMembership:
    """Let a school join a group on a day; ``core`` marks the leading school (核心校)."""
    for old in school.memberships:
        if old.group_id == group.id and (old.valid_to is None or old.valid_to > valid_from):
            raise StaffingError(_l("The school belongs to this group then already."), field="group_id")
    membership = GroupMembership(school=school, group=group, valid_from=valid_from, valid_to=None, core=core)
    db.session.add(membership)
    flush(db.session)
    record("group_joined", membership, county_id=school.county_id, changes=values_of(membership))
    return membership


def leave_group(membership: GroupMembership, *, county_id: int, valid_to: dt.date) -> None:
    """End a membership on a day; that day no longer belongs to it."""
    require_period(membership.valid_from, valid_to)
    membership.valid_to = valid_to
    record("group_left", membership, county_id=county_id)
    flush(db.session)


def add_section(school: School, stage: Stage) -> Section:
    """Open a section (学部) of the school in a further stage."""
    section = Section(county_id=school.county_id, school=school, stage=stage)
    db.session.add(section)
    flush(db.session)
    record("section_added", section, county_id=school.county_id, changes=values_of(section))
    return section


def _entity(county_id: int, name: str) -> LegalEntity:
    found = find_entity(county_id, name)
    if found is not None:
        return found
    entity = LegalEntity(county_id=county_id, name=name)
    db.session.add(entity)
    flush(db.session)
    record("entity_created", entity, county_id=county_id, changes=values_of(entity))
    return entity


def _check_days(school: School) -> None:
    if school.opened_on and school.closed_on and school.closed_on <= school.opened_on:
        raise StaffingError(_l("The school would close before it opened."), field="closed_on")
    if (school.longitude is None) != (school.latitude is None):
        raise StaffingError(_l("Give both coordinates or none."), field="latitude")


def _follow(school: School, rows: list[Any], new: Any, action: str) -> None:
    """Put a dated row after the one in force, in an order that keeps the rows apart at every flush."""
    closed = make_room(rows, new)
    if closed is not None:
        record(action, closed, county_id=school.county_id)
    rows.append(new)
    flush(db.session)
    record(action, new, county_id=school.county_id, changes=values_of(new))


def _update(row: Any, action: str, county_id: int) -> None:
    if pending_changes(row):
        record(action, row, county_id=county_id)
        flush(db.session)
