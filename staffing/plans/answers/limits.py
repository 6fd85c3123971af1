"""Prices of rules, and levers where there is no plan: each rule loosened by a step, in the officer's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _, ngettext

from staffing.plans.answers.persons import rule_named
from staffing.plans.names import Names
from staffing.plans.settings import PlanSettings
from staffing.plans.wording_reasons import place_named

Json = Mapping[str, Any]
QuotaNames = Mapping[str, str]
DISTANCES = {"distance": "max_distance_km", "couples": "couple_distance_km"}
SHARES = {"school_outflow": "school_outflow_share", "cell_outflow": "cell_outflow_share"}
PERCENT = 100
EXACT = 0.05
CENTS = 2


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What one step of a rule costs: words of the step, marginal price, confirmed price, dearest places."""

    rule: str
    step: str
    relaxed: float | None
    least: float | None
    most: float | None
    share: float | None
    places: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """True if the confirming solves leave no doubt about the price."""
        return self.least is not None and self.most is not None and self.most - self.least < EXACT


@dataclass(frozen=True, slots=True)
class LeverRow:
    """One way out where there is no plan: what it takes, how sure that is, whom to ask."""

    rule: str
    helps: bool
    step: str
    proof: str
    persons: tuple[str, ...]


def price_rows(content: Sequence[Json], names: Names, quotas: QuotaNames, cost: float | None) -> list[PriceRow]:
    """Return the rules with the dearest first."""
    rows = [_price(row, names, quotas, cost) for row in content]
    return sorted(rows, key=lambda row: (-(row.most if row.most is not None else row.relaxed or 0.0), row.rule))


def _price(row: Json, names: Names, quotas: QuotaNames, cost: float | None) -> PriceRow:
    confirmed = row["confirmed"] or {"least": None, "most": None}
    share = confirmed["most"] / cost if confirmed["most"] is not None and cost else None
    places = tuple(f"{place} ({one['price']:,.0f})" for one in row["places"]
                   if (place := place_named(row["code"], one["ids"], names)))
    return PriceRow(rule_named(row["code"], quotas), step_words(row["unit"], 1), row["relaxed"], confirmed["least"], confirmed["most"],
                    share, places)


def step_words(unit: str, step: int) -> str:
    """Return how far a rule is loosened, e.g. “2 posts more in each school”."""
    words = {
        "persons": lambda: ngettext("%(num)d person fewer", "%(num)d persons fewer", step),
        "persons_per_cell": lambda: ngettext("%(num)d person more or fewer in each subject of each section",
                                             "%(num)d persons more or fewer in each subject of each section", step),
        "percentage_points": lambda: ngettext("%(num)d percentage point", "%(num)d percentage points", step),
        "posts_per_school": lambda: ngettext("%(num)d post more in each school", "%(num)d posts more in each school", step),
        "persons_per_school": lambda: ngettext("%(num)d person more or fewer at each school",
                                               "%(num)d persons more or fewer at each school", step),
        "km": lambda: ngettext("%(num)d kilometre more", "%(num)d kilometres more", step),
        "switch": lambda: _("rule off for this plan"),
    }
    return str(words[unit]())


def lever_rows(content: Sequence[Json], names: Names, quotas: QuotaNames, settings: PlanSettings) -> list[LeverRow]:
    """Return the levers, those that help first."""
    return [_lever(row, names, quotas, settings) for row in content]


def _lever(row: Json, names: Names, quotas: QuotaNames, settings: PlanSettings) -> LeverRow:
    persons = tuple(sorted(names.teacher(one) for one in row["teachers"]))
    rule = str(_PERSONS[row["code"]]()) if row["code"] in _PERSONS else rule_named(row["code"], quotas)
    if row["step"] is None:
        proof = _("proven: does not help alone, not even without the rule") if row["is_confirmed"] else _("not settled in time")
        return LeverRow(rule, False, "", str(proof), persons)
    return LeverRow(rule, True, _step(row, settings), _lever_proof(row), persons)


_PERSONS = {
    "deferrals": lambda: _("Deferred teachers who waive their deferral"),
    "volunteers": lambda: _("Teachers who volunteer to go farther"),
}


def _step(row: Json, settings: PlanSettings) -> str:
    """Return the step, with the value before and after where the plan has one number for the rule."""
    if row["code"] in _PERSONS:
        return str(ngettext("%(num)d person", "%(num)d persons", row["step"]))
    words = step_words(row["unit"], row["step"])
    before, after = _values(row, settings)
    return str(_("%(step)s: %(before)s → %(after)s", step=words, before=before, after=after)) if before else words


def _values(row: Json, settings: PlanSettings) -> tuple[str, str]:
    code, step = row["code"], row["step"]
    if code in DISTANCES:
        km = getattr(settings, DISTANCES[code])
        return f"{km.normalize():f} km", f"{(km + step).normalize():f} km"
    if code in SHARES:
        share = getattr(settings, SHARES[code])
        return _percent(share), _percent(min(Decimal(1), share + Decimal(step) / PERCENT))
    if row["unit"] == "percentage_points" and code in settings.quotas:
        share = settings.quotas[code].at_least
        return _percent(share), _percent(max(Decimal(0), share - Decimal(step) / PERCENT))
    return "", ""


def _percent(share: Decimal) -> str:
    return f"{round(share * PERCENT, CENTS).normalize():f} %"


def _lever_proof(row: Json) -> str:
    if row["is_confirmed"]:
        least = _("a plan was found and checked; proven that one step less does not suffice") if row["is_least"] else \
            _("a plan was found and checked; less may suffice")
        return str(least)
    return str(_("proven that less does not suffice; whether this suffices was not settled in time"))
