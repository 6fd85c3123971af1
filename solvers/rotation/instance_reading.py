"""From a JSON document to an Instance: types and keys here, ranges and references in validation.py."""

from typing import Any

from solvers.rotation.errors import InstanceError
from solvers.rotation.instance import Instance
from solvers.rotation.json_values import Fields, read_word
from solvers.rotation.records import (
    CertificateCovers,
    DecidedMove,
    Demand,
    Forbid,
    GoalWeights,
    Indicator,
    Move,
    OfGroup,
    OfMoved,
    OfNumber,
    Pin,
    Quota,
    QuotaBase,
    School,
    Section,
    Settings,
    Threshold,
)
from solvers.rotation.school_tables import SCHOOL_LIMITS, Distance, SchoolLimits, TitlePosts
from solvers.rotation.teacher_reading import TeacherReader
from solvers.rotation.vocabulary import (
    CountsAt,
    GoalCode,
    GoalOrder,
    IndicatorCode,
    Location,
    RelationMoves,
    SchoolId,
    SectionId,
    Stage,
    Subject,
    TeacherId,
    TitleLevel,
    ZoneLimit,
)

INSTANCE_FORMAT = "rotation-instance/1"

_DOCUMENT = frozenset(
    [
        "format",
        "name",
        "school_year",
        "synthetic",
        "settings",
        "quotas",
        "indicators",
        "goal_weights",
        "schools",
        "sections",
        "demand",
        "teachers",
        "pins",
        "forbids",
        "published_plan",
    ]
)
_DOCUMENT_OPTIONAL = frozenset({"decided_moves", "title_posts", "distances", "school_limits"})
_SETTINGS = frozenset(
    [
        "max_distance_km",
        "couple_distance_km",
        "school_outflow_share",
        "cell_outflow_share",
        "cross_stage",
        "counts_at",
        "certificate_covers",
    ]
)
_SETTINGS_OPTIONAL = frozenset(
    [
        "keep_compliant",
        "keep_compliant_except",
        "donor_floor",
        "zone_limit",
        "goal_order",
        "level_tolerance",
        "relation_moves",
    ]
)
_QUOTA = frozenset({"code", "group", "of", "at_least"})
_INDICATOR = frozenset({"code", "weight", "primary", "junior"})
_SCHOOL = frozenset(["id", "name", "entity", "location", "zone", "x_km", "y_km", "authorised_posts", "staff"])
_SECTION = frozenset(
    ["id", "school", "stage", "pupils", "counted", "strength", "hardware_below", "hardware_below_85"]
)
_DEMAND = frozenset({"section", "subject", "min", "max"})
_PAIR = frozenset({"teacher", "section"})
_MOVE = frozenset({"teacher", "from", "to", "subject"})


def instance_from_document(document: Any) -> Instance:  # Any: parsed JSON, judged here
    """Return the instance that a parsed JSON document describes.

    Raises
    ------
    InstanceError
        At the first fault, with its JSON path.
    """
    refuse_format(document, INSTANCE_FORMAT)
    top = Fields("$", document, _DOCUMENT, _DOCUMENT_OPTIONAL)
    plan = top.value("published_plan")
    return Instance(
        name=top.text("name"),
        school_year=top.integer("school_year"),
        synthetic=top.boolean("synthetic"),
        settings=_settings("$.settings", top.value("settings")),
        quotas=top.rows("quotas", _quota),
        indicators=top.rows("indicators", _indicator),
        goal_weights=_goal_weights("$.goal_weights", top.value("goal_weights")),
        schools=top.rows("schools", _school),
        sections=top.rows("sections", _section),
        demand=top.rows("demand", _demand),
        teachers=top.rows("teachers", TeacherReader(with_titles="title_posts" in top)),
        pins=top.rows("pins", _pin),
        forbids=top.rows("forbids", _forbid),
        published_plan=None if plan is None else top.rows("published_plan", read_move),
        decided_moves=top.rows("decided_moves", _decided_move) if "decided_moves" in top else (),
        title_posts=top.rows("title_posts", _title_posts) if "title_posts" in top else (),
        distances=top.rows("distances", _distance) if "distances" in top else (),
        school_limits=top.rows("school_limits", _school_limits) if "school_limits" in top else (),
    )


def refuse_format(document: Any, expected: str) -> None:
    """Raise unless the document is an object of the expected format version."""
    if not isinstance(document, dict):
        raise InstanceError("$", "an object is expected")
    if "format" not in document:
        raise InstanceError("$.format", "the key is missing")
    if document["format"] != expected:
        raise InstanceError("$.format", f"{document['format']!r} is not {expected!r}")


def read_move(path: str, value: Any) -> Move:
    """Return one move of a plan."""
    row = Fields(path, value, _MOVE)
    return Move(
        teacher=TeacherId(row.text("teacher")),
        from_section=SectionId(row.text("from")),
        to_section=SectionId(row.text("to")),
        subject=Subject(row.text("subject")),
    )


def _settings(path: str, value: Any) -> Settings:
    row = Fields(path, value, _SETTINGS, _SETTINGS_OPTIONAL)
    excepted = row.texts("keep_compliant_except") if "keep_compliant_except" in row else ()
    return Settings(
        max_distance_km=row.number("max_distance_km"),
        couple_distance_km=row.number("couple_distance_km"),
        school_outflow_share=row.number("school_outflow_share"),
        cell_outflow_share=row.number("cell_outflow_share"),
        cross_stage=row.boolean("cross_stage"),
        counts_at=row.word("counts_at", CountsAt),
        certificate_covers=_covers(row.at("certificate_covers"), row.value("certificate_covers")),
        keep_compliant=row.boolean("keep_compliant") if "keep_compliant" in row else False,
        keep_compliant_except=tuple(SectionId(section) for section in excepted),
        donor_floor=row.number_or_none("donor_floor"),
        zone_limit=row.word("zone_limit", ZoneLimit) if "zone_limit" in row else ZoneLimit.NONE,
        goal_order=row.word("goal_order", GoalOrder) if "goal_order" in row else GoalOrder.WEIGHTED,
        level_tolerance=row.number("level_tolerance") if "level_tolerance" in row else 0,
        relation_moves=row.word("relation_moves", RelationMoves) if "relation_moves" in row else None,
    )


def _stage(path: str, value: Any) -> Stage:
    return read_word(path, value, Stage)


def _covers(path: str, value: Any) -> CertificateCovers:
    row = Fields(path, value, frozenset({"primary", "junior", "senior"}))
    return CertificateCovers(*(row.rows(level, _stage) for level in ("primary", "junior", "senior")))


def _quota(path: str, value: Any) -> Quota:
    row = Fields(path, value, _QUOTA)
    base = _quota_base(row.at("of"), row.value("of"))
    return Quota(row.text("code"), row.text("group"), base, row.number("at_least"))


def _quota_base(path: str, value: Any) -> QuotaBase:
    if value == "moved":
        return OfMoved()
    if isinstance(value, dict) and "group" in value:
        return OfGroup(Fields(path, value, frozenset({"group"})).text("group"))
    if isinstance(value, dict):
        return OfNumber(Fields(path, value, frozenset({"number"})).integer("number"))
    raise InstanceError(path, '"moved", {"group": …} or {"number": …} is expected')


def _threshold(path: str, value: Any) -> Threshold:
    row = Fields(path, value, frozenset({"threshold", "cv_limit"}))
    return Threshold(row.number("threshold"), row.number("cv_limit"))


def _indicator(path: str, value: Any) -> Indicator:
    arts = isinstance(value, dict) and value.get("code") == IndicatorCode.PE_ARTS
    row = Fields(path, value, _INDICATOR | {"subjects"} if arts else _INDICATOR)
    return Indicator(
        code=row.word("code", IndicatorCode),
        weight=row.number("weight"),
        primary=_threshold(row.at("primary"), row.value("primary")),
        junior=_threshold(row.at("junior"), row.value("junior")),
        subjects=tuple(Subject(name) for name in row.texts("subjects")) if arts else (),
    )


def _goal_weights(path: str, value: Any) -> GoalWeights:
    codes = [code.value for code in GoalCode]
    row = Fields(path, value, frozenset(codes))
    return GoalWeights(**{code: row.number(code) for code in codes})


def _school(path: str, value: Any) -> School:
    row = Fields(path, value, _SCHOOL)
    return School(
        id=SchoolId(row.text("id")),
        name=row.text("name"),
        entity=row.text("entity"),
        location=row.word("location", Location),
        zone=row.text_or_none("zone"),
        x_km=row.number("x_km"),
        y_km=row.number("y_km"),
        authorised_posts=row.integer("authorised_posts"),
        staff=row.integer("staff"),
    )


def _section(path: str, value: Any) -> Section:
    row = Fields(path, value, _SECTION)
    return Section(
        id=SectionId(row.text("id")),
        school=SchoolId(row.text("school")),
        stage=row.word("stage", Stage),
        pupils=row.integer("pupils"),
        counted=row.boolean("counted"),
        strength=row.integer("strength"),
        hardware_below=row.integer("hardware_below"),
        hardware_below_85=row.integer("hardware_below_85"),
    )


def _demand(path: str, value: Any) -> Demand:
    row = Fields(path, value, _DEMAND)
    return Demand(
        SectionId(row.text("section")), Subject(row.text("subject")), row.integer("min"), row.integer("max")
    )


def _pin(path: str, value: Any) -> Pin:
    row = Fields(path, value, _PAIR)
    return Pin(TeacherId(row.text("teacher")), SectionId(row.text("section")))


def _forbid(path: str, value: Any) -> Forbid:
    row = Fields(path, value, _PAIR)
    return Forbid(TeacherId(row.text("teacher")), SectionId(row.text("section")))


def _decided_move(path: str, value: Any) -> DecidedMove:
    row = Fields(path, value, frozenset({"teacher", "to", "subject", "kind"}))
    return DecidedMove(
        TeacherId(row.text("teacher")),
        SectionId(row.text("to")),
        Subject(row.text("subject")),
        row.text("kind"),
    )


def _title_posts(path: str, value: Any) -> TitlePosts:
    row = Fields(path, value, frozenset({"school", "level", "posts"}))
    return TitlePosts(SchoolId(row.text("school")), row.word("level", TitleLevel), row.integer("posts"))


def _distance(path: str, value: Any) -> Distance:
    row = Fields(path, value, frozenset({"from", "to", "km", "minutes"}))
    return Distance(
        SchoolId(row.text("from")), SchoolId(row.text("to")), row.number("km"), row.number("minutes")
    )


def _school_limits(path: str, value: Any) -> SchoolLimits:
    row = Fields(path, value, frozenset({"school"}), frozenset(SCHOOL_LIMITS))
    return SchoolLimits(SchoolId(row.text("school")), *(row.integer_or_none(key) for key in SCHOOL_LIMITS))
