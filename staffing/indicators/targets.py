"""Target years (达标年度): by when a county, a school or an indicator must be reached, and what is late.

The years are data of the county's plan (e.g. backbone teachers by 2026, PE and arts by 2027, schools from 2023 on).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.indicators.codes import CellState, Judgement
from staffing.indicators.results import CountyAssessment, SectionAssessment


class TargetState(LabelledEnum):
    """How a target stands in a year."""

    REACHED = "reached", _l("Reached")
    REACHED_EARLY = "reached_early", _l("Reached ahead of time")
    DUE_LATER = "due_later", _l("Not reached, due later")
    DUE_THIS_YEAR = "due_this_year", _l("Not reached, due this year")
    OVERDUE = "overdue", _l("Overdue")
    OPEN = "open", _l("Cannot be judged: figures missing")


@dataclass(frozen=True, slots=True)
class Target:
    """A year by which something is to be reached; None for school or indicator means all of them."""

    year: int
    school: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """One section against one target year; without indicator the whole pass rule is meant."""

    section: str
    school: str
    indicator: str | None
    year: int
    state: TargetState


def find_target_year(targets: Iterable[Target], *, school: str, indicator: str | None) -> int | None:
    """Return the year that binds: the school's own indicator, then the indicator, then the school, then the county.

    Two targets of the same reach: the earlier year binds.
    """
    fitting = [target for target in targets
               if target.school in (None, school) and target.indicator in (None, indicator)]
    if not fitting:
        return None
    best = max(_reach(target) for target in fitting)
    return min(target.year for target in fitting if _reach(target) == best)


def _reach(target: Target) -> int:
    return 2 * (target.indicator is not None) + (target.school is not None)


def list_target_findings(assessment: CountyAssessment, targets: Sequence[Target], *,
                         year: int) -> tuple[TargetFinding, ...]:
    """Return every measured section against its target years, in the order of the assessment."""
    findings = []
    for section in assessment.sections:
        if not section.is_measured:
            continue
        due = find_target_year(targets, school=section.school, indicator=None)
        if due is not None and section.verdict is not Judgement.NOT_APPLICABLE:
            findings.append(TargetFinding(section.key, section.school, None, due,
                                          _find_state(section.verdict, due, year)))
        findings += _list_indicator_findings(section, targets, year)
    return tuple(findings)


def _list_indicator_findings(section: SectionAssessment, targets: Sequence[Target], year: int) -> list[TargetFinding]:
    own = [target for target in targets if target.indicator is not None]
    findings = []
    for cell in section.cells:
        due = find_target_year((target for target in own if target.indicator == cell.code),
                               school=section.school, indicator=cell.code)
        if due is None or cell.state is CellState.NO_THRESHOLD:
            continue
        verdict = {CellState.REACHED: Judgement.PASS, CellState.MISSING: Judgement.INCOMPLETE}.get(
            cell.state, Judgement.FAIL)
        findings.append(TargetFinding(section.key, section.school, cell.code, due, _find_state(verdict, due, year)))
    return findings


def _find_state(verdict: Judgement, due: int, year: int) -> TargetState:
    if verdict is Judgement.PASS:
        return TargetState.REACHED_EARLY if year < due else TargetState.REACHED
    if verdict is Judgement.INCOMPLETE:
        return TargetState.OPEN
    if year == due:
        return TargetState.DUE_THIS_YEAR
    return TargetState.OVERDUE if year > due else TargetState.DUE_LATER
