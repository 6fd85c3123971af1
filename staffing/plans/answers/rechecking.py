"""The re-check of a stored plan in words: fingerprint, second check, the new run's cost and bound, versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l

from staffing.plans.answers.differences import SAME
from staffing.plans.models import SolveRun
from staffing.plans.names import Names
from staffing.plans.wording import ENGINE_STATUS, word_finding

Json = Mapping[str, Any]
CONTRADICTIONS = {
    "bound_above_plan": _l("The bound of one run lies above the plan of the other: one of them is wrong."),
    "lost_plan": _l("One run proves that there is no plan, the other has one: one of them is wrong."),
    "other_optimum": _l("Both runs call their plan the best, and the costs differ: one of them is wrong."),
}


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """One thing that was compared: the stored figure, the new one, and whether they agree (None: nothing to compare)."""

    name: str
    stored: str
    again: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class RecheckView:
    """The outcome; ``faults`` are findings of the checker and contradictions of the two runs."""

    is_confirmed: bool
    rows: tuple[RecheckRow, ...]
    faults: tuple[str, ...]


def view_recheck(content: Json, run: SolveRun, names: Names) -> RecheckView:
    """Return a re-check in words."""
    answer = content["answer"]
    again = answer["again"]
    faults = [*(word_finding(row, names) for row in answer["findings"]),
              *(str(CONTRADICTIONS[code]) for code in answer["contradictions"])]
    rows = [
        RecheckRow(_("Fingerprint of the records"), run.instance_sha256[:16], again["instance_sha256"][:16], answer["hash_matches"]),
        RecheckRow(_("Faults found by the second check"), str(len(run.findings)), str(len(answer["findings"])),
                   not answer["findings"]),
        RecheckRow(_("Result"), _status(run.status), _status(again["status"]), _same(run.status == again["status"], answer)),
        RecheckRow(_("Cost"), _number(run.cost), _number(again["cost"]), _same(answer["same_cost"], answer)),
        RecheckRow(_("Bound: no plan can go below"), _number(run.bound), _number(again["bound"]), _bounds_agree(run, again, answer)),
        RecheckRow(_("The same moves"), str(len(run.moves)), str(len(again["moves"])), answer["same_moves"] or None),
        *(RecheckRow(row["name"], row["published"] or "—", row["here"] or "—", None) for row in answer["versions"]),
    ]
    return RecheckView(content["is_confirmed"], tuple(rows), tuple(faults))


def _same(is_same: bool, answer: Json) -> bool | None:
    """Return whether a figure agrees; None where it differs and yet the two runs can both be right."""
    return True if is_same else False if answer["contradictions"] else None


def _bounds_agree(run: SolveRun, again: Json, answer: Json) -> bool | None:
    """Return whether the bounds are equal; None where they differ and yet contradict no plan."""
    if "bound_above_plan" in answer["contradictions"]:
        return False
    if run.bound is None or again["bound"] is None:
        return None
    return abs(run.bound - again["bound"]) <= SAME * max(1.0, abs(run.bound)) or None


def _status(code: str) -> str:
    return str(ENGINE_STATUS.get(code, code))


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.2f}"
