"""Answers to "why not another school?" and "what if this person drops out?" as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext as _, lazy_gettext as _l, ngettext

from staffing.plans.answers.differences import DifferenceView, proof_lines, view_difference
from staffing.plans.answers.persons import ChainStep, broken_lines, chain_steps, condition_lines
from staffing.plans.models import PlanAnswer
from staffing.plans.names import Names
from staffing.plans.wording_reasons import explain_no_plan

Json = Mapping[str, Any]
QuotaNames = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WhyNotView:
    """Why a person is not at a section: verdict in one line, the rules that stop it or the price of it, and the proof."""

    section: str
    section_id: int
    look: str
    verdict: str
    stopped_by: tuple[str, ...]
    proof: tuple[str, ...]
    difference: DifferenceView | None


@dataclass(frozen=True, slots=True)
class DropOutView:
    """What follows if a person stays: the chain, the rules that break, the repair with its proof, or why there is none."""

    chain: tuple[ChainStep, ...]
    is_cycle: bool
    broken: tuple[str, ...]
    is_repaired: bool
    proof: tuple[str, ...]
    difference: DifferenceView | None
    cause: tuple[str, ...]
    is_open: bool


def view_why_not(answer: PlanAnswer, names: Names, quotas: QuotaNames) -> WhyNotView:
    """Return the answer to "why not this section?"."""
    content = answer.content
    look, verdict = _verdict(content)
    stopped_by = [*condition_lines(content["conditions"]), *explain_no_plan(content["cause"] or {}, names, quotas)]
    if content["nearest"] and not content["cause"]:
        stopped_by += broken_lines(content["nearest"]["findings"], names, quotas, own=False)
    difference = content["difference"]
    return WhyNotView(
        names.section(answer.section_id), answer.section_id or 0, look, verdict, tuple(stopped_by),
        tuple(proof_lines(content["nearest"])) if content["nearest"] else (), view_difference(difference, names) if difference else None)


def _verdict(content: Json) -> tuple[str, str]:
    if content["verdict"] == "possible":
        return "warn", _possible(content["others"])
    look, words = _VERDICTS[content["verdict"]]
    return look, str(words)


_VERDICTS: Mapping[str, tuple[str, LazyString]] = {
    "already": ("good", _l("The plan does just that.")),
    "no_candidate": ("bad", _l("Not possible, whatever the others do.")),
    "decided": ("info", _l("People elsewhere decided another place.")),
    "impossible": ("bad", _l("Proven: no plan keeps all rules with this person there.")),
    "unknown": ("warn", _l("Not settled in time. Ask again when the computer is less busy.")),
}


def _possible(others: int) -> str:
    if not others:
        return str(_("Possible, and nobody else would have to end elsewhere; below stands what it costs."))
    return str(ngettext("Possible if %(num)d other person ends elsewhere; below stands what it costs.",
                        "Possible if %(num)d other persons end elsewhere; below stands what it costs.", others))


def view_drop_out(content: Json, names: Names, quotas: QuotaNames, pseudonym: str) -> DropOutView:
    """Return the answer to "what if this person drops out?"."""
    repair, difference = content["repair"], content["difference"]
    return DropOutView(
        tuple(chain_steps(content["chain"], names, pseudonym)), bool(content["chain"] and content["chain"]["is_cycle"]),
        tuple(broken_lines(content["broken"], names, quotas, own=False)), repair["cost"] is not None, tuple(proof_lines(repair)),
        view_difference(difference, names) if difference else None, tuple(explain_no_plan(content["cause"] or {}, names, quotas)),
        repair["cost"] is None and repair["status"] != "infeasible")
