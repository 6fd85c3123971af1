"""The tables that bureaus ask for every year (常用统计表), one click each. Pure data."""

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.statistics.measures import Measure
from staffing.statistics.pivot import Spec


@dataclass(frozen=True, slots=True)
class Preset:
    """One usual table; ``official`` is its name on the bureau's workbook."""

    code: str
    label: LazyString
    official: str
    spec: Spec


PRESETS: Final[tuple[Preset, ...]] = (
    Preset("zone_degree", _l("Education by zone"), "分片区学历统计表", Spec("zone", "degree")),
    Preset("zone_title", _l("Titles by zone"), "分片区职称统计表", Spec("zone", "title")),
    Preset("zone_age", _l("Ages by zone"), "分片区年龄统计表", Spec("zone", "age")),
    Preset("zone_mean_age", _l("Mean age by zone and sex"), "分片区平均年龄统计表", Spec("zone", "sex", Measure.MEAN_AGE)),
    Preset("zone_subject", _l("Subjects by zone"), "分片区学科统计表", Spec("subject", "zone")),
    Preset("zone_institution", _l("Institutions by zone"), "分片区毕业院校统计表", Spec("institution", "zone")),
    Preset("zone_backbone", _l("Backbone teachers by zone"), "分片区骨干教师统计表", Spec("zone", "backbone")),
    Preset("zone_status", _l("Status and support teaching by zone"), "分片区在岗与支教情况统计表", Spec("zone", "status", everyone=True)),
    Preset("zone_leader", _l("Administrative posts by zone"), "分片区行政职务统计表", Spec("zone", "leader", everyone=True)),
    Preset("zone_stage", _l("Stages by zone"), "分片区学段统计表", Spec("zone", "stage")),
    Preset("age_sex", _l("Ages and sexes"), "年龄性别结构表", Spec("age", "sex")),
    Preset("school_title", _l("Titles by school"), "分学校职称统计表", Spec("school", "title")),
    Preset("school_age", _l("Ages by school"), "分学校年龄统计表", Spec("school", "age")),
    Preset("stage_certificate", _l("Certificates by stage"), "分学段教师资格统计表", Spec("stage", "certificate")),
    Preset("years_stage", _l("Years at the school by stage"), "现校任教年限统计表", Spec("years", "stage")),
    Preset("retires_stage", _l("Retirements of ten years by stage"), "未来十年退休预测表（分学段）", Spec("retires", "stage", everyone=True)),
    Preset("retires_subject", _l("Retirements of ten years by subject"), "未来十年退休预测表（分学科）", Spec("subject", "retires")),
    Preset("employment_category", _l("Categories and forms of employment"), "教职工类别与用人形式统计表", Spec("category", "employment", everyone=True)),
)
BY_CODE: Final = {preset.code: preset for preset in PRESETS}
