"""The right of the board: what each step does to rules, quotas, goals and indicators, in words and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from solvers.rotation.solution import Finding
from staffing.indicators.definitions import get_definition
from staffing.plans.board.judging import Judgement
from staffing.plans.board.models import StepKind
from staffing.plans.board.operations import Board
from staffing.plans.board.queries import Person
from staffing.plans.board.steps import Step
from staffing.plans.names import Names
from staffing.plans.presenting import QuotaRow
from staffing.plans.runs import finding_json
from staffing.plans.settings import Goal
from staffing.plans.wording import GOAL_DIGITS, goal_name, rule_name, word_finding
from staffing.schools.enums import Stage

MOST_FINDINGS = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A figure while nobody moves, in the plan, and on the board; ``better`` None where it did not change.

    ``digits`` are those to be shown.
    """

    name: str
    nobody: float | None
    plan: float | None
    board: float | None
    digits: int

    @property
    def better(self) -> bool | None:
        """True if the board lowers the figure against the plan; every figure here is better when lower."""
        one, other = self.plan or 0.0, self.board or 0.0
        return None if round(one, self.digits) == round(other, self.digits) else other < one


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken rule in words; ``is_new`` if the plan did not break it, ``person`` whom it speaks of if somebody."""

    text: str
    is_new: bool
    person: Person | None


def main_changes(board: Board, now: Judgement) -> list[Change]:
    """Return the figures that decide: sections that miss the pass rule, persons missing, moves, then the goals with a weight."""
    nobody, plan = board.picture.nobody, board.picture.unchanged
    rows = [Change(_("Sections that miss the pass rule"), len(nobody.failing), len(plan.failing), len(now.failing), 0),
            Change(_("Persons missing to the thresholds"), nobody.missing, plan.missing, now.missing, 0)]
    weights = board.picture.instance.goal_weights
    for code in now.goals:
        if weights.of(code) and code.value != Goal.FAILING_SECTIONS:
            rows.append(Change(goal_name(code.value), nobody.goals[code], plan.goals[code], now.goals[code],
                               GOAL_DIGITS.get(Goal(code.value), 0)))
    return rows


def spread_changes(board: Board, now: Judgement) -> list[tuple[Change, float]]:
    """Return the 差异系数 of each stage and indicator with its limit."""
    rows = []
    for plan, after in zip(board.picture.unchanged.spreads, now.spreads, strict=True):
        name = f"{Stage(after.stage.value).label} {get_definition(after.code.value).number}"
        rows.append((Change(name, after.cv_before, plan.cv_after, after.cv_after, 4), after.cv_limit))
    return rows


def quota_rows(board: Board, now: Judgement, names: Mapping[str, str]) -> list[QuotaRow]:
    """Return what the board does for each quota; ``names`` are the rule set's."""
    shares = {quota.code: quota.at_least for quota in board.picture.instance.quotas}
    return [QuotaRow(names.get(row.code, rule_name(row.code)), row.moved, row.required, row.base, shares[row.code], row.moved >= row.required)
            for row in now.quotas]


def shown_findings(board: Board, now: Judgement) -> list[Finding]:
    """Return the breaches that the page tells: those that the board has brought first, at most thirty."""
    before = {_key(finding) for finding in board.picture.unchanged.findings}
    return sorted(now.findings, key=lambda finding: _key(finding) in before)[:MOST_FINDINGS]


def broken_rules(board: Board, shown: Sequence[Finding], names: Names, persons: Mapping[str, Person]) -> list[Broken]:
    """Return the breaches as sentences."""
    before = {_key(finding) for finding in board.picture.unchanged.findings}
    return [Broken(word_finding(finding_json(finding), names), _key(finding) not in before,
                   next((persons[str(one)] for one in finding.ids if str(one) in persons), None)) for finding in shown]


def _key(finding: Finding) -> tuple[str, ...]:
    return (str(finding.code), *map(str, finding.ids))


def word_step(step: Step, names: Names, persons: Mapping[str, Person]) -> str:
    """Return a step as a sentence."""
    who, other = (persons[one].name if one in persons else one for one in (str(step.teacher), str(step.other)))
    place = names.section(step.section)
    words = {
        StepKind.SWAP: _("%(who)s and %(other)s swap places", who=who, other=other),
        StepKind.MOVE: _("%(who)s to %(place)s", who=who, place=place), StepKind.STAY: _("%(who)s stays", who=who),
        StepKind.PIN: _("%(who)s pinned", who=who), StepKind.UNPIN: _("%(who)s no longer pinned", who=who),
        StepKind.FORBID: _("%(who)s not to %(place)s", who=who, place=place),
        StepKind.ALLOW: _("%(who)s allowed to %(place)s again", who=who, place=place),
    }
    return str(words[step.kind])


def persons_in_steps(steps: Sequence[Step]) -> set[str]:
    """Return the pseudonyms of all persons that steps speak of."""
    return {str(one) for step in steps for one in (step.teacher, step.other) if one is not None}
