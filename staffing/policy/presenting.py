"""A rule set as a page shows it: sections of rules in words, narrowed by what is asked; two rule sets side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from flask_babel import LazyString

from staffing.policy.labels import RULES, SECTIONS
from staffing.policy.rendering import CodeWords, Renderer, Words
from staffing.policy.schema import RuleSet, RuleSetIdentity
from staffing.policy.schema_indicators import IndicatorCode
from staffing.policy.values import RuleValue


@dataclass(frozen=True, slots=True)
class RuleFilter:
    """Which rules are asked for."""

    section: str = ""
    text: str = ""
    open_only: bool = False
    own_only: bool = False

    def fits(self, line: "RuleLine") -> bool:
        """True if the rule is asked for; the text is sought in label, value, document and clause."""
        if (self.section and line.section != self.section) or (self.open_only and line.value.confirmed):
            return False
        if self.own_only and line.value.inherited:
            return False
        sought = f"{line.label} {line.words.everything()} {line.value.citation} {line.value.note} {line.value.key}".lower()
        return all(part in sought for part in self.text.lower().split())


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of a page."""

    value: RuleValue[object]
    label: str
    words: Words

    @property
    def section(self) -> str:
        """Return the code of its section."""
        return self.value.key.split(".")[0]


@dataclass(frozen=True, slots=True)
class RuleSection:
    """A section with its rules."""

    code: str
    label: LazyString
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule in two rule sets; a side is None where that rule set has no such entry."""

    label: str
    section: LazyString
    first: RuleLine | None
    second: RuleLine | None

    @property
    def differs(self) -> bool:
        """True if the two say different things."""
        return self.first is None or self.second is None or self.first.value.value != self.second.value.value


def list_lines(ruleset: RuleSet, codes: CodeWords) -> list[RuleLine]:
    """Return every rule of a rule set in words, in the order of its sections."""
    renderer = Renderer(ruleset, codes)
    return [RuleLine(value, rule_label(value, codes), renderer.render(value)) for value in ruleset.by_key.values()]


def rule_label(value: RuleValue[object], codes: CodeWords) -> str:
    """Return what officers call a rule; an entry of a catalogue has its own name, an indicator that of its list."""
    if value.key in RULES:
        return str(RULES[value.key])
    named: Any = value.value
    if hasattr(named, "name"):
        return str(named.name)
    code = value.key.rsplit(".", 1)[-1]
    return str(codes.get(get_args(IndicatorCode), {}).get(code, code))


def group_lines(lines: Sequence[RuleLine], wanted: RuleFilter) -> list[RuleSection]:
    """Return the asked rules by section; sections without any are left out."""
    chosen = [line for line in lines if wanted.fits(line)]
    sections = (RuleSection(code, label, tuple(line for line in chosen if line.section == code)) for code, label in SECTIONS.items())
    return [section for section in sections if section.lines]


def compare_lines(first: Sequence[RuleLine], second: Sequence[RuleLine]) -> list[Difference]:
    """Return every rule of either rule set with both values, in the order of the first."""
    one, two = ({line.value.key: line for line in lines} for lines in (first, second))
    keys = [*one, *(key for key in two if key not in one)]
    order = list(SECTIONS)
    keys.sort(key=lambda key: order.index(key.split(".")[0]))
    found = []
    for key in keys:
        line = one.get(key) or two[key]
        found.append(Difference(line.label, SECTIONS[line.section], one.get(key), two.get(key)))
    return found


def title_of(identities: Sequence[RuleSetIdentity], value: RuleValue[object]) -> str:
    """Return the title of the rule set and version that states a value."""
    return next((item.title for item in identities if (item.code, item.version) == (value.ruleset, value.version)), value.ruleset)
