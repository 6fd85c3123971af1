"""The staff checklist of an inspection (师资督导清单): items, what each asks, and how the county stands.

Items are those of 政府保障程度 and 教育质量 that speak of teachers, classes and school sizes. Required values are data of
the rule set. An item without figures is "no data", never fulfilled; documents (编制 filing) are judged by their evidence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.core.exact import Number, exact
from staffing.indicators.definitions import QUALITY_SOURCE, Direction


class ItemState(LabelledEnum):
    """How an item stands."""

    MET = "met", _l("Fulfilled")
    NOT_MET = "not_met", _l("Not fulfilled")
    NO_DATA = "no_data", _l("No data")
    TO_BE_JUDGED = "to_be_judged", _l("To be judged by its evidence")


class ItemKind(LabelledEnum):
    """How an item is judged."""

    RATIO = "ratio", _l("Share of a total")
    EVERY_SCHOOL = "every_school", _l("Every school by itself")
    EVIDENCE = "evidence", _l("Evidence on file")


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """One item of the checklist; `clause` is its place in the evaluation (督导评估内容)."""

    code: str
    kind: ItemKind
    label: LazyString
    official_name: str
    clause: str
    formula: LazyString
    good_direction: Direction = "higher"
    source: str = QUALITY_SOURCE


ITEMS: Final = (
    ItemDefinition("school_size", ItemKind.EVERY_SCHOOL, _l("School sizes"),
                   "学校规模（小学、初中，九年一贯制和十二年一贯制的义务教育阶段）", "政府保障程度 4",
                   _l("pupils of the compulsory stages of a school"), "lower"),
    ItemDefinition("class_size", ItemKind.EVERY_SCHOOL, _l("Class sizes"),
                   "小学、初中所有班级学生数", "政府保障程度 5", _l("pupils of each class"), "lower"),
    ItemDefinition("pay", ItemKind.RATIO, _l("Average pay of teachers against civil servants"),
                   "义务教育学校教师平均工资收入水平不低于当地公务员平均工资收入水平", "政府保障程度 8",
                   _l("average yearly pay of teachers of public schools / average yearly pay of civil servants")),
    ItemDefinition("training_hours", ItemKind.RATIO, _l("Five-year training of 360 hours"),
                   "教师5年360学时培训完成率", "政府保障程度 9",
                   _l("full-time teachers with the required hours in the last five years / full-time teachers")),
    ItemDefinition("post_allocation", ItemKind.EVIDENCE, _l("Posts allotted by the county's education bureau"),
                   "县级教育行政部门统筹分配各校教职工编制和岗位数量", "政府保障程度 10",
                   _l("decisions on posts and their filing with the establishment office")),
    ItemDefinition("rotation_share", ItemKind.RATIO, _l("Teachers rotated in the year"),
                   "全县每年交流轮岗教师的比例", "政府保障程度 11",
                   _l("rotated teachers / teachers who qualify for rotation")),
    ItemDefinition("rotation_backbone", ItemKind.RATIO, _l("Backbone teachers among the rotated"),
                   "骨干教师占交流轮岗教师的比例", "政府保障程度 11", _l("rotated backbone teachers / rotated teachers")),
    ItemDefinition("certificates", ItemKind.RATIO, _l("Teachers with a certificate"),
                   "专任教师持有教师资格证上岗率", "政府保障程度 12",
                   _l("full-time teachers with a teaching certificate / full-time teachers")),
    ItemDefinition("training_money", ItemKind.EVERY_SCHOOL, _l("Money for training teachers"),
                   "学校教师培训经费占年度公用经费预算总额的比例", "教育质量 4",
                   _l("money for training teachers / yearly budget of public expenditure, every school")),
)
ITEM_BY_CODE: Final = {item.code: item for item in ITEMS}


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How an item stands: value against requirement, and the ids of what keeps it from being fulfilled.

    `short_of` is how many more persons a share of persons needs; `failing` names schools, classes or persons;
    `unknown` those without figures.
    """

    code: str
    state: ItemState
    value: Fraction | None
    required: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    short_of: int | None = None
    failing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def judge_persons(code: str, holders: Mapping[str, bool | None], required: Number) -> ItemResult:
    """Return a share of persons from who has what is asked; None is unknown and does not count as having it."""
    having = sum(1 for has in holders.values() if has)
    unknown = tuple(sorted(key for key, has in holders.items() if has is None))
    failing = tuple(sorted(key for key, has in holders.items() if has is False))
    result = judge_share(code, having, len(holders), required)
    state = ItemState.NO_DATA if result.state is ItemState.NOT_MET and not failing else result.state
    return ItemResult(code, state, result.value, result.required, result.numerator, result.denominator,
                      result.short_of, failing, unknown)


def judge_share(code: str, part: Number | None, whole: Number | None, required: Number) -> ItemResult:
    """Return a share against what is asked; the persons short of it are the exact ceiling (137 x 10 % needs 14).

    An empty whole gives no data: nobody can be judged by a share of nobody.
    """
    bound = exact(required)
    if part is None or whole is None or exact(whole) == 0:
        return ItemResult(code, ItemState.NO_DATA, None, bound)
    numerator, denominator = exact(part), exact(whole)
    lacking = bound * denominator - numerator
    state = ItemState.MET if lacking <= 0 else ItemState.NOT_MET
    return ItemResult(code, state, numerator / denominator, bound, numerator, denominator, max(0, lacking.__ceil__()))


@dataclass(frozen=True, slots=True)
class SizedUnit:
    """A school or class with its number of pupils and the limit that binds it; None where unknown."""

    key: str
    pupils: int | None
    limit: int


def judge_sizes(code: str, units: Sequence[SizedUnit]) -> ItemResult:
    """Return the share of schools or classes within their limits; all of them must be."""
    known = [unit for unit in units if unit.pupils is not None]
    failing = tuple(sorted(unit.key for unit in known if unit.pupils is not None and unit.pupils > unit.limit))
    unknown = tuple(sorted(unit.key for unit in units if unit.pupils is None))
    return _judge_all(code, len(known), len(known) - len(failing), failing, unknown)


@dataclass(frozen=True, slots=True)
class SchoolMoney:
    """A school's money for training teachers and its whole budget of public expenditure (公用经费)."""

    school: str
    training: Number | None
    budget: Number | None


def judge_training_money(schools: Sequence[SchoolMoney], required: Number) -> ItemResult:
    """Return the share of schools that spend what is asked; all of them must."""
    bound = exact(required)
    failing, unknown = [], []
    for school in schools:
        result = judge_share("training_money", school.training, school.budget, bound)
        if result.state is ItemState.NO_DATA:
            unknown.append(school.school)
        elif result.state is ItemState.NOT_MET:
            failing.append(school.school)
    known = len(schools) - len(unknown)
    return _judge_all("training_money", known, known - len(failing), tuple(sorted(failing)), tuple(sorted(unknown)))


def _judge_all(code: str, known: int, fulfilled: int, failing: tuple[str, ...],
               unknown: tuple[str, ...]) -> ItemResult:
    state = ItemState.NOT_MET if failing else ItemState.NO_DATA if unknown or known == 0 else ItemState.MET
    value = Fraction(fulfilled, known) if known else None
    return ItemResult(code, state, value, Fraction(1), Fraction(fulfilled), Fraction(known), None, failing, unknown)


def judge_evidence(code: str, documents: Sequence[str]) -> ItemResult:
    """Return an item of evidence: with documents on file people judge it, without any it has no data."""
    state = ItemState.TO_BE_JUDGED if documents else ItemState.NO_DATA
    return ItemResult(code, state, None, None, numerator=Fraction(len(documents)))


def school_size_limit(stages: frozenset[str], limits: Mapping[str, int], combined_limit: int) -> int:
    """Return the limit that binds a school: its stage's own, or the combined one (一贯制) for two compulsory stages."""
    compulsory = sorted(stages & limits.keys())
    if not compulsory:
        raise ValueError("a school without compulsory stage has no size limit")
    return combined_limit if len(compulsory) > 1 else limits[compulsory[0]]
