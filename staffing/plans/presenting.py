"""A finished run as the rows a page shows: verdict in one line, quotas, goals, spreads, sections, reasons.

Reads the figures stored with the run; computes nothing that decides anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from staffing.indicators.definitions import get_definition
from staffing.plans.models import Plan, PlanState, SolveRun
from staffing.plans.names import Names
from staffing.plans.pictures import Bar, draw_bar
from staffing.plans.settings import Goal
from staffing.plans.wording import ENGINE_STATUS, GOAL_DIGITS, goal_name, rule_name, word_finding
from staffing.schools.enums import Stage

Json = Mapping[str, Any]
LOOKS = {PlanState.DRAFT: "none", PlanState.SOLVING: "wait", PlanState.VALID: "good", PlanState.INVALID: "bad",
         PlanState.NO_PLAN: "bad", PlanState.UNFINISHED: "warn"}
INDICATORS = ("above_degree", "backbone", "pe_arts")


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One quota: what it asks for and what the plan does."""

    name: str
    moved: int
    required: int
    base: int
    share: float
    met: bool

    @property
    def reached(self) -> float | None:
        """Return the share the plan reaches; None where there is nobody to count."""
        return self.moved / self.base if self.base else None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal by its amount before and after, and what is left costs."""

    code: str
    name: str
    before: float
    after: float
    weight: float
    cost: float
    digits: int


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One indicator of one stage: county value and 差异系数 before and after, in both ways to count."""

    stage: Stage
    number: str
    name: str
    threshold: float
    mean_before: float | None
    mean_after: float | None
    cv_before: float | None
    cv_after: float | None
    cv_home: float | None
    cv_host: float | None
    limit: float
    met_before: int
    met_after: int
    sections: int

    @property
    def within(self) -> bool | None:
        """True if the coefficient keeps its limit after the plan; None where there is none."""
        return None if self.cv_after is None else self.cv_after <= self.limit


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """One indicator of one section with its bar."""

    before: int
    after: int
    home: int
    host: int
    need: int
    bar: Bar


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One measured section before and after."""

    id: int
    name: str
    stage: Stage
    pupils: int
    cells: tuple[IndicatorCell, ...]
    failing_before: bool
    failing_after: bool
    hardware_below: int

    @property
    def changed(self) -> bool:
        """True if any figure of the section changes."""
        return any(cell.before != cell.after for cell in self.cells)


def verdict_line(plan: Plan, run: SolveRun) -> str:
    """Return the verdict in one line, e.g. 可行 · 与最优差距不超过 0.08 % · 复核通过."""
    if run.cost is None:
        return str(ENGINE_STATUS.get(run.status, run.status))
    parts = [_("Feasible") if plan_is_clean(run) else _("Breaks rules (%(number)d)", number=len(run.findings))]
    if run.gap is not None:
        parts.append(_("proven to be the best") if run.status == "optimal" else
                     _("at most %(gap)s %% from the best", gap=f"{run.gap * 100:.2f}"))
    elif run.parameters.get("levels"):
        parts.append(str(ENGINE_STATUS.get(run.status, run.status)))
    else:
        parts.append(_("not compared with the best"))
    parts.append(_("second check passed") if plan_is_clean(run) else _("second check failed"))
    return " · ".join(parts)


def plan_is_clean(run: SolveRun) -> bool:
    """True if the independent checker found nothing."""
    return run.cost is not None and not run.findings


def quota_rows(run: SolveRun, names: Mapping[str, str]) -> list[QuotaRow]:
    """Return the quotas with what the plan does; ``names`` are the rule set's."""
    return [QuotaRow(names.get(row["code"], rule_name(row["code"])), row["moved"], row["required"], row["base"], row["at_least"],
                     row["moved"] >= row["required"]) for row in run.statistics.get("quotas", ())]


def goal_rows(run: SolveRun) -> list[GoalRow]:
    """Return the goals by amount; one without weight and amount is left out."""
    return [GoalRow(row["code"], goal_name(row["code"]), row["before"], row["amount"], row["weight"], row["cost"],
                    GOAL_DIGITS.get(Goal(row["code"]), 0))
            for row in run.goals if row["weight"] or row["amount"] or row["before"]]


def spread_rows(run: SolveRun) -> list[SpreadRow]:
    """Return 差异系数 per stage and indicator before and after."""
    rows = []
    for stage in run.statistics.get("stages", ()):
        for item in stage["indicators"]:
            definition = get_definition(item["code"])
            rows.append(SpreadRow(
                Stage(stage["stage"]), definition.number, str(definition.label), item["threshold"],
                item["before"]["mean"], item["after"]["mean"], item["before"]["cv"], item["after"]["cv"], item["home"]["cv"],
                item["host"]["cv"], item["cv_limit"], item["met"][0], item["met"][1], stage["sections"]))
    return [row for row in rows if row.sections]


def section_rows(run: SolveRun, names: Names, *, everything: bool) -> list[SectionRow]:
    """Return the measured sections, those that change first; unchanged passing ones only if everything is asked for."""
    rows = [_section_row(item, run.statistics["counts_at"], names) for item in run.statistics.get("sections", ()) if item["measured"]]
    rows.sort(key=lambda row: (not row.failing_after, row.failing_before == row.failing_after, not row.changed, row.id))
    return [row for row in rows if everything or row.changed or row.failing_after]


def _section_row(item: Json, counts_at: str, names: Names) -> SectionRow:
    cells = []
    for code in INDICATORS:
        figures = item["indicators"][code]
        after = figures[counts_at]
        cells.append(IndicatorCell(figures["before"], after, figures["home"], figures["host"], figures["need"],
                                   draw_bar(figures["before"], after, figures["need"], figures["need_85"])))
    return SectionRow(item["id"], names.section(item["id"]), Stage(item["stage"]), item["pupils"], tuple(cells), item["failing"][0],
                      item["failing"][1], item["hardware_below"])


def pseudonyms_in(run: SolveRun) -> set[str]:
    """Return every id in findings and explanation that may be a person's."""
    found = {str(one) for item in run.findings for one in item["ids"]}
    for item in run.explanation.get("obstacles", ()):
        found |= {str(one) for one in item["ids"]}
    for item in run.explanation.get("repair") or ():
        found |= {str(one) for one in item["ids"]}
    return found


def findings_in_words(run: SolveRun, names: Names) -> list[str]:
    """Return the checker's findings as sentences."""
    return [word_finding(item, names) for item in run.findings]


def matrix(flows: Sequence[Sequence[int]], names: Names) -> tuple[list[tuple[int, str]], list[tuple[int, str]], dict[tuple[int, int], int]]:
    """Return the sending schools, the receiving schools and the moves between them, busiest first."""
    sent: dict[int, int] = {}
    received: dict[int, int] = {}
    for origin, target, number in flows:
        sent[origin] = sent.get(origin, 0) + number
        received[target] = received.get(target, 0) + number
    rows = [(key, names.school(key)) for key in sorted(sent, key=lambda key: (-sent[key], key))]
    columns = [(key, names.school(key)) for key in sorted(received, key=lambda key: (-received[key], key))]
    return rows, columns, {(flow[0], flow[1]): flow[2] for flow in flows}
