"""The fairness report in words: worst section, 差异系数, who bears what by sex, age group and township, missed exchanges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l

from staffing.indicators.definitions import get_definition
from staffing.plans.names import Names
from staffing.plans.settings import Goal
from staffing.plans.wording import goal_name, rule_name
from staffing.schools.enums import Stage
from staffing.teachers.enums import Sex

Json = Mapping[str, Any]
LABELS = {"sex": _l("Sex"), "age_group": _l("Age group"), "township": _l("Home township")}
MOST_SHOWN = 50
GOALS = frozenset(goal.value for goal in Goal)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What one group bears; None where nobody of it moves, or nobody's figure is known."""

    label: str
    name: str
    eligible: int
    moved: int
    share: float | None
    burden: float | None
    distance_km: float | None
    farthest_km: float | None
    extra_km: float | None
    first_wish: int
    other_wish: int
    no_wish_met: int
    years_since: float | None
    years_stayed: float | None


@dataclass(frozen=True, slots=True)
class CoefficientRow:
    """One indicator's 差异系数 of one stage before and after."""

    name: str
    before: float | None
    after: float | None
    limit: float


@dataclass(frozen=True, slots=True)
class TradeRow:
    """One person's part in an exchange."""

    name: str
    now: str
    then: str
    burden_now: float
    burden_then: float


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """An exchange that would make two or more better off; ``stopped_by`` empty: the plan missed it."""

    trades: tuple[TradeRow, ...]
    gain: float
    stopped_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FairnessView:
    """The whole report."""

    worst: str
    coefficients: tuple[CoefficientRow, ...]
    everybody: GroupRow
    groups: tuple[GroupRow, ...]
    exchanges: tuple[ExchangeRow, ...]
    found: int
    judged: int
    missed: int
    reasons: tuple[tuple[str, int], ...]


def view_fairness(content: Json, names: Names) -> FairnessView:
    """Return the report in words."""
    report, exchanges = content["fairness"], content["exchanges"]
    rows = [_exchange(row, names) for row in exchanges["exchanges"]]
    # What nothing stops comes first: that is what the officer must look at.
    rows.sort(key=lambda row: bool(row.stopped_by))
    reasons: dict[str, int] = {}
    for row in rows:
        for word in row.stopped_by:
            reasons[word] = reasons.get(word, 0) + 1
    return FairnessView(
        _worst(report["worst"], names), tuple(_coefficient(row) for row in report["spreads"]), _group("", _("Everybody"), report["all"]),
        tuple(_group(str(LABELS[row["label"]]), _value(row["label"], row["value"]), row["figures"]) for row in sorted(report["groups"], key=_place_in_table)),
        tuple(rows[:MOST_SHOWN]), exchanges["found"], len(rows), sum(not row.stopped_by for row in rows),
        tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))))


def _place_in_table(row: Json) -> tuple[int, bool, str]:
    """Return where a group stands: sex, age groups from the youngest, townships by name."""
    return list(LABELS).index(row["label"]), not row["value"].startswith("<"), row["value"]


def _worst(worst: Json | None, names: Names) -> str:
    if worst is None or not worst["missing_after"]:
        return str(_("No measured section misses a threshold after the plan."))
    return str(_("%(place)s misses most after the plan: %(after).1f persons (weighted) to the thresholds, %(before).1f before.",
                 place=names.section(worst["section"]), after=worst["missing_after"], before=worst["missing_before"]))


def _coefficient(row: Json) -> CoefficientRow:
    definition = get_definition(row["code"])
    return CoefficientRow(f"{Stage(row['stage']).label} {definition.number} {definition.label}", row["cv_before"], row["cv_after"],
                          row["cv_limit"])


def _value(label: str, value: str) -> str:
    if label == "age_group" and value.startswith(("<", ">=")):
        age = value.lstrip("<>=")
        return str(_("below %(age)s", age=age) if value.startswith("<") else _("%(age)s and above", age=age))
    if label == "sex" and value in {sex.value for sex in Sex}:
        return str(Sex(value).label)
    return value or str(_("unknown"))


def _group(label: str, name: str, figures: Json) -> GroupRow:
    met = figures["wishes"]["met"]
    return GroupRow(
        label, str(name), figures["eligible"], figures["moved"], figures["moved"] / figures["eligible"] if figures["eligible"] else None,
        figures["burden"]["mean"], figures["distance_km"]["mean"], figures["distance_km"]["most"], figures["extra_commute_km"]["mean"],
        met[0] if met else 0, sum(met[1:]), figures["wishes"]["none_met"], figures["years_since"]["mean"], figures["years_stayed"]["mean"])


def _exchange(row: Json, names: Names) -> ExchangeRow:
    trades = tuple(TradeRow(names.teacher(one["teacher"]), _cell(one["now"], names), _cell(one["then"], names), one["burden_now"],
                            one["burden_then"]) for one in row["trades"])
    words = tuple(goal_name(code) if code in GOALS else rule_name(code) for code in row["stopped_by"])
    return ExchangeRow(trades, row["gain"], words)


def _cell(cell: Any, names: Names) -> str:
    return f"{names.section(cell[0])} {cell[1]}"
