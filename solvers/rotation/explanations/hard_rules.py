"""The hard rules alone as a linear problem over the candidates: whether a plan exists never depends on goals."""

from __future__ import annotations

from solvers.rotation.candidates import Candidates
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.rules import RULES


def hard_draft(instance: Instance, candidates: Candidates) -> Draft:
    """Return a model of the hard rules: no steps, no goals, one column for each candidate."""
    draft = Draft(instance, candidates)
    for rule in RULES:
        if rule.applies(instance):
            rule.add_rows(draft)
    return draft
