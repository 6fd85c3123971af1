"""The three staffing indicators (L1–L3) of each measured section: teachers counted, required, and at 85 percent."""

from collections import Counter
from collections.abc import Iterator

from solvers.rotation.check.exact import ceiling
from solvers.rotation.check.plan import Plan, decided_only
from solvers.rotation.instance import Instance
from solvers.rotation.records import Indicator, Section, Teacher
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import IndicatorCode, RuleCode, SectionId, Stage, Subject

# Share of a threshold that the one missed indicator must still reach (教督 [2017] 6号 第七条).
PASS_SHARE = 0.85
LARGEST_NUMBER_MISSED = 1

Counts = Counter[tuple[SectionId, IndicatorCode]]


def measured_sections(instance: Instance) -> list[Section]:
    """Return the sections that the indicators judge."""
    return [section for section in instance.sections if section.counted and section.pupils > 0]


def required(section: Section, indicator: Indicator) -> int:
    """Return the least number of teachers that meets the threshold."""
    return ceiling(indicator.at(section.stage).threshold, section.pupils, 0.01)


def required_at_85(section: Section, indicator: Indicator) -> int:
    """Return the least number of teachers that meets 85 percent of the threshold."""
    return ceiling(PASS_SHARE, indicator.at(section.stage).threshold, section.pupils, 0.01)


def counts(plan: Plan) -> Counts:
    """Return how many listed teachers each section counts in each indicator after the plan."""
    result: Counts = Counter()
    arts = frozenset(plan.instance.index.indicator[IndicatorCode.PE_ARTS].subjects)
    for teacher in plan.instance.teachers:
        section, subject = plan.counted_cell(teacher)
        stage = plan.instance.index.section[section].stage
        for code in _counted_in(teacher, stage, subject, arts):
            result[section, code] += 1
    return result


def _counted_in(
    teacher: Teacher, stage: Stage, subject: Subject, arts: frozenset[Subject]
) -> Iterator[IndicatorCode]:
    if teacher.above_degree.at(stage):
        yield IndicatorCode.ABOVE_DEGREE
    if teacher.backbone:
        yield IndicatorCode.BACKBONE
    if subject in arts:
        yield IndicatorCode.PE_ARTS


def is_failing(instance: Instance, section: Section, number: Counts) -> bool:
    """True if the section misses the pass rule: six of seven met and none below 85 percent."""
    missed, below_85 = section.hardware_below, section.hardware_below_85
    for indicator in instance.indicators:
        missed += number[section.id, indicator.code] < required(section, indicator)
        below_85 += number[section.id, indicator.code] < required_at_85(section, indicator)
    return missed > LARGEST_NUMBER_MISSED or below_85 > 0


def keep_compliant(plan: Plan) -> Iterator[Finding]:
    """Yield the indicators that a section meets today and no longer after the plan (不下滑)."""
    instance = plan.instance
    if not instance.settings.keep_compliant:
        return
    today, after = counts(Plan(instance, {})), counts(plan)
    needed = counts(decided_only(instance))
    for section in measured_sections(instance):
        if section.id in instance.settings.keep_compliant_except:
            continue
        for indicator in instance.indicators:
            key, need = (section.id, indicator.code), required(section, indicator)
            if today[key] >= need and after[key] < min(need, needed[key]):
                text = f"Section {section.id} meets {indicator.code} today, and with {after[key]} of {need} no longer."
                numbers = {"after": after[key], "need": need}
                yield Finding(RuleCode.KEEP_COMPLIANT, (section.id, indicator.code.value), text, numbers)


def lifted_compliance(instance: Instance) -> Iterator[Finding]:
    """Yield the indicators that decided moves alone bring below a threshold met today."""
    if not instance.settings.keep_compliant:
        return
    today, needed = counts(Plan(instance, {})), counts(decided_only(instance))
    for section in measured_sections(instance):
        excepted = section.id in instance.settings.keep_compliant_except
        for indicator in instance.indicators:
            key, need = (section.id, indicator.code), required(section, indicator)
            if not excepted and today[key] >= need > needed[key]:
                text = f"Decided moves alone leave section {section.id} with {needed[key]} of {need} in {indicator.code}."
                yield Finding(RuleCode.KEEP_COMPLIANT, (section.id, indicator.code.value), text)
