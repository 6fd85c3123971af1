"""How fields of school records are called, once for forms and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record, tell_reference
from staffing.schools.enums import PostLevel
from staffing.schools.models import (
    AuthorisedPosts,
    City,
    County,
    GroupMembership,
    LegalEntity,
    School,
    SchoolAlias,
    SchoolGroup,
    SchoolStanding,
    Section,
    SectionYear,
    TitlePosts,
)
from staffing.schools.queries import group_names_of

PERIOD: Final = {"valid_from": _l("First day"), "valid_to": _l("Until (not included)")}
ID: Final = {"id": _l("Record number"), "county_id": _l("County"), "school_id": _l("School")}
GRADES: Final = range(1, 13)

TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    City: {"id": _l("Record number"), "code": _l("City code"), "name": _l("City")},
    County: ID | {
        "code": _l("County code"), "name": _l("County"), "bureau_name": _l("Education bureau"), "ruleset": _l("Rule set"),
        "school_year": _l("School year"), "synthetic": _l("Invented data"),
        "city_id": _l("City"),
    },
    School: ID | {
        "entity_id": _l("Legal entity"), "entity_name": _l("Legal entity"), "code": _l("School code"), "name": _l("School name"),
        "short_name": _l("Short name"), "kind": _l("Kind of school"), "township": _l("Township"), "longitude": _l("Longitude"),
        "latitude": _l("Latitude"), "opened_on": _l("Opened on"), "closed_on": _l("Closed on"), "target_year": _l("Target year"),
    },
    LegalEntity: ID | {"name": _l("Legal entity"), "credit_code": _l("Social credit code")},
    SchoolAlias: ID | {"name": _l("Former name")},
    SchoolStanding: ID | PERIOD | {
        "ownership": _l("Belongs to"), "location": _l("Location"), "remoteness": _l("Remoteness"), "strength": _l("Strength"),
    },
    AuthorisedPosts: ID | PERIOD | {"posts": _l("Authorised posts"), "source": _l("Document")},
    TitlePosts: ID | PERIOD | {level.value: level.label for level in PostLevel} | {"source": _l("Document")},
    SchoolGroup: ID | {"name": _l("Group"), "kind": _l("Kind of group")},
    GroupMembership: ID | PERIOD | {"group_id": _l("Group"), "core": _l("Leading school")},
    Section: ID | {"stage": _l("Stage")},
    SectionYear: ID | {
        "section_id": _l("Section"), "school_year": _l("School year"), "forecast": _l("Forecast"),
        "teaching_area_m2": _l("Teaching and auxiliary area (m²)"), "sports_area_m2": _l("Sports area (m²)"),
        "equipment_yuan": _l("Equipment value (yuan)"), "multimedia_rooms": _l("Networked multimedia classrooms"),
    } | {f"pupils_{grade}": _l("Grade %(grade)d, pupils", grade=grade) for grade in GRADES}
      | {f"classes_{grade}": _l("Grade %(grade)d, classes", grade=grade) for grade in GRADES}
      | {f"largest_class_{grade}": _l("Grade %(grade)d, largest class", grade=grade) for grade in GRADES},
}
RECORD_TITLES: Final[dict[type[Any], LazyString]] = {
    City: _l("City"), County: _l("County"), School: _l("School"), LegalEntity: _l("Legal entity"), SchoolAlias: _l("Former name"), SchoolStanding: _l("Standing of a school"),
    AuthorisedPosts: _l("Authorised posts"), TitlePosts: _l("Posts by level of titles"), SchoolGroup: _l("Group of schools"), GroupMembership: _l("Membership in a group"),
    Section: _l("Section"), SectionYear: _l("Figures of a section"),
}

for _model, _fields in TITLES.items():
    tell_record(_model, RECORD_TITLES[_model], _fields)
tell_reference(group_names_of, "group_id")
tell_actions({
    "county_made": _l("County set up"), "school_created": _l("School recorded"), "school_corrected": _l("School corrected"), "entity_created": _l("Legal entity recorded"),
    "standing_changed": _l("Standing changed"), "standing_corrected": _l("Standing corrected"), "posts_set": _l("Authorised posts set"),
    "posts_corrected": _l("Authorised posts corrected"), "title_posts_set": _l("Posts by level of titles set"),
    "title_posts_corrected": _l("Posts by level of titles corrected"), "alias_added": _l("Former name added"), "alias_removed": _l("Former name removed"),
    "group_created": _l("Group created"), "group_joined": _l("Group joined"), "group_left": _l("Group left"),
    "section_added": _l("Section added"), "section_year_recorded": _l("Yearly figures recorded"),
    "section_year_corrected": _l("Yearly figures corrected"),
})


def title(model: type[Any], field: str) -> LazyString:
    """Return how a field of a stored class is called."""
    return TITLES[model][field]
