"""What the address of a rules' page asks for."""

import datetime as dt
from collections.abc import Mapping

from staffing.policy.errors import UnknownRuleSetError
from staffing.policy.presenting import RuleFilter
from staffing.policy.ruleset import load_ruleset, load_version
from staffing.policy.schema import RuleSet


def asked_ruleset(choice: str | None, county_code: str, on: dt.date) -> RuleSet:
    """Return the rule set that is asked for as "code@version", the county's own without one; LookupError if unknown."""
    try:
        if not choice:
            return load_ruleset(county_code, on)
        code, _sign, version = choice.partition("@")
        return load_version(code, version, on)
    except UnknownRuleSetError as error:
        raise LookupError(str(error)) from error


def asked_filter(arguments: Mapping[str, str]) -> RuleFilter:
    """Return which rules are asked for."""
    return RuleFilter(section=arguments.get("section", ""), text=arguments.get("text", "").strip(),
                      open_only="open" in arguments, own_only="own" in arguments)
