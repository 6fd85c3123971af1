"""What one record does to the year's results, and what changes when it is another: verdict, quotas, need, indicators.

Pure given what gathering.py read. A result that changes is an Effect; effects of one record on a whole county are computed
from the county's sums, so that thousands of records are tried in seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from staffing.eligibility.summary import quota_needs
from staffing.eligibility.verdicts import BACKBONE, Verdict
from staffing.indicators.assessment import assess_section, assess_stage
from staffing.indicators.codes import MEASURES, Measure
from staffing.indicators.columns import FULL_SHARE
from staffing.indicators.policy import IndicatorPolicy
from staffing.indicators.results import SectionAssessment, StageAssessment
from staffing.indicators.scope import SectionFacts
from staffing.needs.balance import CellBalance, balance_cells
from staffing.needs.demand import CellDemand
from staffing.policy.schema import RuleSet

Cell = tuple[str, str]
Detail = str | int | float | bool
# Permille by which (section, measure) changes, in order.
Changes = tuple[tuple[tuple[str, Measure], int], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one record does: its verdict, the permille it adds to each (section, measure), the cell it fills in need, the
    stages its certificates admit."""

    verdict: Verdict | None = None
    permille: Mapping[tuple[str, Measure], int] = field(default_factory=dict)
    cell: Cell | None = None
    admitted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Effect:
    """One result that changes, with what it was and would be."""

    kind: str
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The county's results by the records as they stand."""

    rules: RuleSet
    policy: IndicatorPolicy | None
    facts: Mapping[str, SectionFacts]
    persons: Mapping[str, Mapping[Measure, Fraction]]
    sections: Mapping[str, SectionAssessment]
    stages: Mapping[str, StageAssessment]
    demand: Mapping[Cell, CellDemand]
    present: Mapping[Cell, int]
    denominators: Mapping[str, int]
    groups: Mapping[str, int]
    known: dict[Changes, tuple["Effect", ...]] = field(default_factory=dict, compare=False, repr=False)
    """What changes of counts do to the indicators, once found: many doubtful records change the same count of one section."""

    @property
    def deciding(self) -> str:
        """Return the basis of the quotas that decides."""
        return self.rules.quotas.base.value

    def needed(self, denominator: int, groups: Mapping[str, int]) -> dict[str, int]:
        """Return how many each quota demands."""
        return {quota.code: quota.needed for quota in quota_needs(self.rules, denominator, groups)}


# Which side of a verdict counts in which basis.
BASES: Final = ("county", "urban_or_strong")


def effects_of(baseline: Baseline, before: Standing, after: Standing) -> list[Effect]:
    """Return everything that changes when a record is another."""
    return [*_verdict(before, after), *_quotas(baseline, before, after), *_indicators(baseline, before, after),
            *_need(baseline, before, after), *_places(before, after)]


def _verdict(before: Standing, after: Standing) -> Iterator[Effect]:
    was, would = (one.verdict.may_be_sent() if one.verdict else False for one in (before, after))
    states = [one.verdict.state.value if one.verdict else "none" for one in (before, after)]
    if was != would:
        yield Effect("may_be_sent", {"before": was, "after": would})
    elif states[0] != states[1]:
        yield Effect("state", {"before": states[0], "after": states[1]})
    groups = [BACKBONE in one.verdict.groups if one.verdict else False for one in (before, after)]
    if groups[0] != groups[1]:
        yield Effect("backbone", {"before": groups[0], "after": groups[1]})


def counted(verdict: Verdict | None, basis: str) -> bool:
    """True if the person stands in the denominator of the basis."""
    return verdict is not None and verdict.counts_in_denominator and (basis == "county" or verdict.in_urban_or_strong)


def group_members(verdict: Verdict | None) -> frozenset[str]:
    """Return the groups in which the person counts as somebody who may be sent."""
    eligible = verdict is not None and verdict.state.value == "eligible"
    return verdict.groups if verdict is not None and eligible else frozenset()


def _quotas(baseline: Baseline, before: Standing, after: Standing) -> Iterator[Effect]:
    changes = {basis: counted(after.verdict, basis) - counted(before.verdict, basis) for basis in BASES}
    joined, left = group_members(after.verdict), group_members(before.verdict)
    change = changes[baseline.deciding]
    if change:
        yield Effect("denominator", {"change": change})
    if not change and joined == left:
        return
    base = baseline.denominators[baseline.deciding]
    groups = {name: baseline.groups.get(name, 0) + (name in joined) - (name in left) for name in {*baseline.groups, *joined, *left}}
    was, would = baseline.needed(base, baseline.groups), baseline.needed(base + change, groups)
    for code, number in was.items():
        if would[code] != number:
            yield Effect("quota", {"quota": baseline.rules.quotas.shares[code].value.name, "before": number, "after": would[code]})


def _indicators(baseline: Baseline, before: Standing, after: Standing) -> tuple[Effect, ...]:
    changes = {pair: after.permille.get(pair, 0) - before.permille.get(pair, 0) for pair in {*before.permille, *after.permille}
               if pair[0] in baseline.facts}
    key: Changes = tuple(sorted((pair, change) for pair, change in changes.items() if change))
    if key not in baseline.known:
        baseline.known[key] = tuple(_indicators_anew(baseline, dict(key)))
    return baseline.known[key]


def _indicators_anew(baseline: Baseline, changes: Mapping[tuple[str, Measure], int]) -> Iterator[Effect]:
    changed: dict[str, SectionAssessment] = {}
    policy = baseline.policy
    if policy is None:
        return
    for key in sorted({section for section, _ in changes}):
        persons = {measure: baseline.persons[key][measure] + Fraction(changes.get((key, measure), 0), FULL_SHARE) for measure in MEASURES}
        changed[key] = assess_section(policy, baseline.facts[key], persons)
        yield from _section(baseline.sections[key], changed[key])
    for stage in sorted({baseline.sections[key].stage for key in changed}):
        if stage in baseline.stages:
            sections = [changed.get(key, section) for key, section in baseline.sections.items()]
            yield from _stage(baseline.stages[stage], assess_stage(policy, stage, sections))


def _section(was: SectionAssessment, would: SectionAssessment) -> Iterator[Effect]:
    for old, new in zip(was.cells, would.cells, strict=True):
        if old.state is not new.state:
            yield Effect("cell", {"section": was.key, "indicator": old.code, "before": old.state.value, "after": new.state.value,
                                  "value_before": float(old.value or 0), "value_after": float(new.value or 0)})
    if was.verdict is not would.verdict:
        yield Effect("section", {"section": was.key, "before": was.verdict.value, "after": would.verdict.value})


def _stage(was: StageAssessment, would: StageAssessment) -> Iterator[Effect]:
    for old, new in zip(was.indicators, would.indicators, strict=True):
        if old.verdict is not new.verdict:
            yield Effect("spread", {"stage": was.stage, "indicator": old.code, "before": old.verdict.value, "after": new.verdict.value,
                                    "value_before": float(old.spread.cv or 0), "value_after": float(new.spread.cv or 0)})
    if was.verdict is not would.verdict:
        yield Effect("stage", {"stage": was.stage, "before": was.verdict.value, "after": would.verdict.value})


def _need(baseline: Baseline, before: Standing, after: Standing) -> Iterator[Effect]:
    if before.cell == after.cell:
        return
    for cell, change in ((before.cell, -1), (after.cell, 1)):
        if cell is None:
            continue
        number = baseline.present.get(cell, 0)
        old, new = (_balance(baseline, cell, present) for present in (number, number + change))
        for kind in ("shortage", "surplus"):
            if getattr(old, kind) != getattr(new, kind):
                yield Effect(kind, {"section": cell[0], "subject": cell[1], "before": getattr(old, kind), "after": getattr(new, kind)})


def _balance(baseline: Baseline, cell: Cell, present: int) -> CellBalance:
    demand = baseline.demand.get(cell)
    found = balance_cells([demand] if demand else [], {cell: present})
    return found[0] if found else CellBalance(cell[0], cell[1], 0, Fraction(0), Fraction(0), 0, 0)


def _places(before: Standing, after: Standing) -> Iterator[Effect]:
    sent = any(one.verdict is not None and one.verdict.may_be_sent() for one in (before, after))
    if sent and before.admitted != after.admitted:
        yield Effect("places", {"before": " ".join(sorted(before.admitted)), "after": " ".join(sorted(after.admitted))})
