"""The hard rules alone as a linear problem over the candidates: whether a plan exists never depends on goals."""

from __future__ import annotations

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.rules import RULES
from solvers.rotation.vocabulary import RuleCode


def hard_draft(instance: Instance, candidates: Candidates) -> Draft:
    """Return a model of the hard rules: no steps, no goals, one column for each candidate."""
    draft = Draft(instance, candidates)
    for rule in RULES:
        if rule.applies(instance):
            rule.add_rows(draft)
    return draft


def rows_by_rule(draft: Draft) -> dict[str, IntArray]:
    """Return the rows of the rules that a county could widen, by code; nobody can be at two schools."""
    rules = {code.value for code in RuleCode} - {RuleCode.ONE_DESTINATION.value}
    quotas = {quota.code for quota in draft.instance.quotas}
    present = [family.code for family in draft.model.row_families if family.count]
    return {code: draft.model.rows_of(code) for code in dict.fromkeys(present) if code in rules | quotas}
