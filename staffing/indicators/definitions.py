"""The catalogue of indicators: code, official name, unit, formula in words, source document, good direction.

No threshold stands here: what a county must reach is data of its rule set (staffing.policy).
Official names, units and sources are Chinese in every language, because they are quoted.
"""

from dataclasses import dataclass
from typing import Final, Literal

from flask_babel import LazyString, lazy_gettext as _l

from staffing.indicators.codes import Measure, Scheme

QUALITY_SOURCE: Final = "县域义务教育优质均衡发展督导评估办法（教督〔2017〕6号）第七条"
BASIC_SOURCE: Final = "县域义务教育均衡发展督导评估暂行办法（教督〔2012〕3号）"

Direction = Literal["higher", "lower"]
Display = Literal["per_hundred", "per_pupil"]


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """One indicator (指标) of one scheme."""

    code: str
    number: str
    scheme: Scheme
    label: LazyString
    official_name: str
    unit: str
    formula: LazyString
    source: str
    display: Display
    measure: Measure | None = None
    good_direction: Direction = "higher"

    @property
    def scale(self) -> int:
        """Return what one pupil is multiplied by: 100 for "per hundred pupils", else 1."""
        return 100 if self.display == "per_hundred" else 1

    @property
    def counts_persons(self) -> bool:
        """True if the numerator is counted from teachers; otherwise the section states an amount."""
        return self.measure is not None


def _quality(number: str, code: str, label: LazyString, official_name: str, unit: str, formula: LazyString,
             display: Display, measure: Measure | None = None) -> IndicatorDefinition:
    return IndicatorDefinition(code, number, Scheme.QUALITY, label, official_name, unit, formula, QUALITY_SOURCE,
                               display, measure)


def _basic(number: str, code: str, label: LazyString, official_name: str, unit: str, formula: LazyString,
           display: Display, measure: Measure | None = None) -> IndicatorDefinition:
    return IndicatorDefinition(code, number, Scheme.BASIC, label, official_name, unit, formula, BASIC_SOURCE,
                               display, measure)


QUALITY_INDICATORS: Final = (
    _quality("L1", "above_degree", _l("Teachers above the required degree per 100 pupils"),
             "每百名学生拥有高于规定学历教师数", "人",
             _l("teachers of the section whose degree is above the required one / pupils x 100"),
             "per_hundred", Measure.ABOVE_DEGREE),
    _quality("L2", "backbone", _l("Backbone teachers of county level or above per 100 pupils"),
             "每百名学生拥有县级以上骨干教师数", "人",
             _l("teachers with a valid backbone honour of county level or above / pupils x 100; "
                "a person with several honours counts once"),
             "per_hundred", Measure.BACKBONE),
    _quality("L3", "pe_arts", _l("PE and arts teachers per 100 pupils"),
             "每百名学生拥有体育、艺术（美术、音乐）专任教师数", "人",
             _l("full-time teachers of PE, music, fine arts and arts together / pupils x 100"),
             "per_hundred", Measure.PE_ARTS),
    _quality("L4", "teaching_area", _l("Teaching and auxiliary rooms per pupil"),
             "生均教学及辅助用房面积", "平方米",
             _l("(teaching and auxiliary rooms - indoor sports rooms) / pupils"), "per_pupil"),
    _quality("L5", "sports_area", _l("Sports halls and grounds per pupil"),
             "生均体育运动场馆面积", "平方米", _l("(sports halls + sports grounds on campus) / pupils"), "per_pupil"),
    _quality("L6", "equipment_value", _l("Teaching equipment per pupil"),
             "生均教学仪器设备值", "元", _l("book value of teaching equipment / pupils"), "per_pupil"),
    _quality("L7", "multimedia_rooms", _l("Networked multimedia classrooms per 100 pupils"),
             "每百名学生拥有网络多媒体教室数", "间", _l("networked multimedia classrooms / pupils x 100"), "per_hundred"),
)

BASIC_INDICATORS: Final = (
    _basic("B1", "basic_teaching_area", _l("Teaching and auxiliary rooms per pupil (2012)"),
           "生均教学及辅助用房面积", "平方米", _l("teaching and auxiliary rooms / pupils"), "per_pupil"),
    _basic("B2", "basic_sports_area", _l("Sports halls and grounds per pupil (2012)"),
           "生均体育运动场馆面积", "平方米", _l("sports halls and grounds / pupils"), "per_pupil"),
    _basic("B3", "basic_equipment_value", _l("Teaching equipment per pupil (2012)"),
           "生均教学仪器设备值", "元", _l("value of teaching equipment / pupils"), "per_pupil"),
    _basic("B4", "basic_computers", _l("Computers per 100 pupils"),
           "每百名学生拥有计算机台数", "台", _l("computers / pupils x 100"), "per_hundred"),
    _basic("B5", "basic_books", _l("Books per pupil"), "生均图书册数", "册", _l("books / pupils"), "per_pupil"),
    _basic("B6", "basic_teachers", _l("Teachers per pupil"),
           "师生比", "人", _l("full-time teachers / pupils"), "per_pupil", Measure.TEACHERS),
    _basic("B7", "basic_above_degree", _l("Teachers above the required degree per pupil"),
           "生均高于规定学历教师数", "人", _l("teachers above the required degree / pupils"),
           "per_pupil", Measure.ABOVE_DEGREE),
    _basic("B8", "basic_middle_titles", _l("Teachers with a middle or higher title per pupil"),
           "生均中级及以上专业技术职务教师数", "人", _l("teachers with a middle or higher professional title / pupils"),
           "per_pupil", Measure.MIDDLE_TITLES),
)


@dataclass(frozen=True, slots=True)
class CompositeDefinition:
    """The plain mean of the coefficients of a scheme (综合差异系数)."""

    scheme: Scheme
    label: LazyString
    official_name: str
    formula: LazyString
    source: str
    good_direction: Direction = "lower"


COMPOSITES: Final = {
    Scheme.QUALITY: CompositeDefinition(
        Scheme.QUALITY, _l("Composite of the coefficients of variation (for information)"), "综合差异系数",
        _l("plain mean of the seven coefficients; published by counties, not tested"), QUALITY_SOURCE),
    Scheme.BASIC: CompositeDefinition(
        Scheme.BASIC, _l("Composite of the coefficients of variation"), "综合差异系数",
        _l("plain mean of the eight coefficients; this is what the scheme tests"), BASIC_SOURCE),
}

CATALOGUE: Final = {Scheme.QUALITY: QUALITY_INDICATORS, Scheme.BASIC: BASIC_INDICATORS}
BY_CODE: Final = {item.code: item for items in CATALOGUE.values() for item in items}


def get_definition(code: str) -> IndicatorDefinition:
    """Return the definition of an indicator; KeyError for an unknown code."""
    return BY_CODE[code]


def list_definitions(scheme: Scheme) -> tuple[IndicatorDefinition, ...]:
    """Return the indicators of a scheme in the order in which counties publish them."""
    return CATALOGUE[scheme]
