"""From an Instance to its JSON document; optional parts are written only where they say something."""

from typing import Any

from solvers.rotation.instance import Instance
from solvers.rotation.instance_reading import INSTANCE_FORMAT
from solvers.rotation.records import Indicator, Move, OfGroup, OfNumber, Quota, Settings, Teacher, Threshold
from solvers.rotation.school_tables import SCHOOL_LIMITS
from solvers.rotation.vocabulary import GoalCode

_SCHOOL = ["id", "name", "entity", "location", "zone", "x_km", "y_km", "authorised_posts", "staff"]
_SECTION = ["id", "school", "stage", "pupils", "counted", "strength", "hardware_below", "hardware_below_85"]
_DEMAND = ["section", "subject", "min", "max"]
_PAIR = ["teacher", "section"]
_DECIDED = ["teacher", "to", "subject", "kind"]
_TITLE_POSTS = ["school", "level", "posts"]
_TEACHER = [
    "id",
    "section",
    "subject",
    "more_subjects",
    "certificate",
    "above_degree",
    "backbone",
    "groups",
    "status",
    "volunteer",
    "wishes",
    "home_x_km",
    "home_y_km",
    "partner",
    "must_move",
    "must_stay",
]
_SETTINGS = [
    "max_distance_km",
    "couple_distance_km",
    "school_outflow_share",
    "cell_outflow_share",
    "cross_stage",
    "counts_at",
]

Document = dict[str, Any]  # Any: a JSON value


def instance_document(instance: Instance) -> Document:
    """Return the document of the instance, its keys in the order of the format."""
    plan = instance.published_plan
    titled = bool(instance.title_posts)
    document: Document = {
        "format": INSTANCE_FORMAT,
        "name": instance.name,
        "school_year": instance.school_year,
        "synthetic": instance.synthetic,
        "settings": _settings(instance.settings),
        "quotas": [_quota(quota) for quota in instance.quotas],
        "indicators": [_indicator(indicator) for indicator in instance.indicators],
        "goal_weights": {code.value: instance.goal_weights.of(code) for code in GoalCode},
        "schools": [_plain(row, _SCHOOL) for row in instance.schools],
        "sections": [_plain(row, _SECTION) for row in instance.sections],
        "demand": [_plain(row, _DEMAND) for row in instance.demand],
        "teachers": [_teacher(teacher, titled) for teacher in instance.teachers],
        "pins": [_plain(row, _PAIR) for row in instance.pins],
        "forbids": [_plain(row, _PAIR) for row in instance.forbids],
        "published_plan": None if plan is None else [move_document(move) for move in plan],
    }
    return document | _optional_parts(instance)


def move_document(move: Move) -> Document:
    """Return one move as it stands in a plan."""
    return {
        "teacher": move.teacher,
        "from": move.from_section,
        "to": move.to_section,
        "subject": move.subject,
    }


def _optional_parts(instance: Instance) -> Document:
    parts: Document = {}
    if instance.decided_moves:
        parts["decided_moves"] = [_plain(row, _DECIDED) for row in instance.decided_moves]
    if instance.title_posts:
        parts["title_posts"] = [_plain(row, _TITLE_POSTS) for row in instance.title_posts]
    if instance.distances:
        parts["distances"] = [
            {"from": row.from_school, "to": row.to_school, "km": row.km, "minutes": row.minutes}
            for row in instance.distances
        ]
    if instance.school_limits:
        parts["school_limits"] = [_stated(_plain(row, ["school", *SCHOOL_LIMITS])) for row in instance.school_limits]
    return parts


def _plain(row: object, keys: list[str]) -> Document:
    """Return the named attributes; words become the strings they are."""
    return {key: _value(getattr(row, key)) for key in keys}


def _stated(row: Document) -> Document:
    return {key: value for key, value in row.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    return [_value(part) for part in value] if isinstance(value, tuple) else value


def _settings(settings: Settings) -> Document:
    document = _plain(settings, _SETTINGS)
    document["certificate_covers"] = _plain(settings.certificate_covers, ["primary", "junior", "senior"])
    untouched = {"keep_compliant": False, "keep_compliant_except": [], "donor_floor": None}
    untouched |= {
        "zone_limit": "none",
        "goal_order": "weighted",
        "level_tolerance": 0,
        "relation_moves": None,
    }
    optional = _plain(settings, list(untouched))
    return document | {key: value for key, value in optional.items() if value != untouched[key]}


def _quota(quota: Quota) -> Document:
    base: Any = "moved"
    if isinstance(quota.of, OfGroup):
        base = {"group": quota.of.group}
    elif isinstance(quota.of, OfNumber):
        base = {"number": quota.of.number}
    return {"code": quota.code, "group": quota.group, "of": base, "at_least": quota.at_least}


def _threshold(threshold: Threshold) -> Document:
    return {"threshold": threshold.threshold, "cv_limit": threshold.cv_limit}


def _indicator(indicator: Indicator) -> Document:
    document: Document = {"code": indicator.code.value, "weight": indicator.weight}
    if indicator.code == "pe_arts":
        document["subjects"] = _value(indicator.subjects)
    return document | {"primary": _threshold(indicator.primary), "junior": _threshold(indicator.junior)}


def _teacher(teacher: Teacher, titled: bool) -> Document:
    document: Document = {key: getattr(teacher, key) for key in _TEACHER}
    document["certificate"] = _value(teacher.certificate)
    document["status"] = teacher.status.value
    document["above_degree"] = {
        "primary": teacher.above_degree.primary,
        "junior": teacher.above_degree.junior,
    }
    for key in ("more_subjects", "groups", "wishes"):
        document[key] = list(document[key])
    if teacher.labels is not None:
        document["labels"] = _plain(teacher.labels, ["sex", "age_group", "township"])
    if teacher.last_rotation_year is not None:
        document["last_rotation_year"] = teacher.last_rotation_year
    if teacher.carried:
        document["carried"] = teacher.carried
    if titled or teacher.title_level is not None:
        document["title_level"] = _value(teacher.title_level)
    return document
