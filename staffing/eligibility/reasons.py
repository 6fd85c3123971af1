"""Reason: one judgement on one teacher with its rule, clause, inputs and the comparison made; and what a caution is."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from staffing.eligibility.enums import ReasonEffect
from staffing.policy.values import RuleReference, RuleValue

Scalar: TypeAlias = str | int | bool | None
Relation: TypeAlias = Literal["at_least", "at_most", "less_than", "one_of", "is", "before", "not_before", "after"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict (判定理由): ``value`` compared with ``required`` by ``relation``, and whether that holds.

    ``code`` is stable: the name of the check or the code of the ground in the rule set's catalogue. ``inputs`` are the
    facts that were used. Dates are ISO text, so that a stored reason reads the same for ever.
    """

    code: str
    effect: ReasonEffect
    rule: RuleReference
    inputs: tuple[tuple[str, Scalar], ...] = ()
    value: Scalar = None
    relation: Relation | None = None
    required: Scalar = None
    holds: bool = True
    title: str = ""
    """Chinese name of a ground in the rule set; empty for the checks every rule set has."""

    def as_dict(self) -> dict[str, object]:
        """Return the reason as it is stored with a list."""
        return {
            "code": self.code, "effect": self.effect.value, "title": self.title, "value": self.value,
            "relation": self.relation, "required": self.required, "holds": self.holds, "inputs": dict(self.inputs),
            "rule": self.rule.key, "clause": self.rule.citation, "status": self.rule.status.value,
            "ruleset": self.rule.ruleset, "version": self.rule.version,
        }


@dataclass(frozen=True, slots=True)
class Caution:
    """Something an officer should look at, without effect on the state."""

    code: str
    inputs: tuple[tuple[str, Scalar], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the caution as it is stored with a list."""
        return {"code": self.code, "inputs": dict(self.inputs)}


def one_of(code: str, held: str, rule: RuleValue[tuple[str, ...]], *, input_name: str) -> Reason:
    """Return the reason that something must be one of the listed codes; outside the scope if it is not."""
    holds = held in rule.value
    effect = ReasonEffect.MEETS if holds else ReasonEffect.OUT
    return Reason(code, effect, rule.reference, ((input_name, str(held)),), str(held), "one_of", " ".join(rule.value), holds)


def iso(day: dt.date | None) -> str | None:
    """Return the day as stored text."""
    return None if day is None else day.isoformat()
