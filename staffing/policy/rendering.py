"""A rule value in words: one text, or named parts. Codes become words, numbers carry their unit.

Closed lists belong to the features above; their words come in as ``CodeWords``.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from flask_babel import get_locale, gettext as _

from staffing.policy.choice_words import CHOICES, UNITS
from staffing.policy.field_labels import FIELDS
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import MonthDay
from staffing.policy.values import Frozen, RuleValue

# The words of each closed list, by the codes that rule files may use.
CodeWords: TypeAlias = Mapping[tuple[str, ...], Mapping[str, object]]

SHARE_FIELDS: Final = frozenset({"at_least", "share", "floor_share", "slack_below", "slack_above", "retention", "rural", "remote", "weak"})
PLAIN_SHARES: Final = frozenset({"indicators.cv_limit", "indicators.composite_cv_limit_2012", "supervision.pay_ratio"})
CATALOGUES: Final = {"load.curriculum": "load.curricula", "load.load_table": "load.load_tables",
                     "load.class_ratio_table": "load.class_ratio_tables"}
UNNAMED: Final = frozenset({"name", "kind"})


@dataclass(frozen=True, slots=True)
class Words:
    """A value in words. ``parts`` are (label, words); a value with parts may have no text of its own."""

    text: str = ""
    parts: tuple[tuple[str, "Words"], ...] = ()

    def everything(self) -> str:
        """Return all words in one line, for the search."""
        return " ".join([self.text, *(f"{label} {words.everything()}" for label, words in self.parts)])


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes the values of one rule set."""

    ruleset: RuleSet
    codes: CodeWords

    def render(self, value: RuleValue[object]) -> Words:
        """Return a value of the rule set in words."""
        if value.key in CATALOGUES and isinstance(value.value, str):
            chosen: Any = self.ruleset.get(f"{CATALOGUES[value.key]}.{value.value}").value
            return Words(chosen.name)
        unit = "" if value.key in PLAIN_SHARES else value.unit
        return self._words(value.value, type(value).model_fields["value"].annotation, value.key, unit)

    def _words(self, item: Any, annotation: Any, name: str, unit: str) -> Words:
        shape = _shape_of(item, annotation)
        if isinstance(item, str):
            return Words(self._code(item, shape, name))
        if isinstance(item, Frozen) and not isinstance(item, MonthDay):
            return self._parts_of_model(item, unit)
        if isinstance(item, (Mapping, tuple)):
            return self._parts_of_table(item, shape, name, unit)
        return Words(leaf_words(item, unit))

    def _parts_of_model(self, item: Frozen, unit: str) -> Words:
        kind = getattr(item, "kind", None)
        parts = []
        for name, field in type(item).model_fields.items():
            inner = getattr(item, name)
            if name in UNNAMED or (not field.is_required() and inner == field.get_default()):
                continue
            inner_unit = "share" if name in SHARE_FIELDS else unit if name in ("primary", "junior", "senior") else ""
            parts.append((str(FIELDS[name]), self._words(inner, field.annotation, name, inner_unit)))
        return Words(str(CHOICES[f"kind.{kind}"]) if kind else "", tuple(parts))

    def _parts_of_table(self, item: Any, shape: Any, name: str, unit: str) -> Words:
        if isinstance(item, Mapping):
            outer, inner = get_args(shape) or (str, object)
            return Words("", tuple((self._code(key, outer, name), self._words(one, inner, name, _unit_in_table(name, unit)))
                                   for key, one in item.items())) if item else Words(_("none"))
        inner = (get_args(shape) or (object,))[0]
        rows = [self._words(one, inner, name, "") for one in item]
        if any(row.parts for row in rows):
            return Words("", tuple((str(place), row) for place, row in enumerate(rows, start=1)))
        return Words(list_mark().join(row.text for row in rows) or _("none"))

    def _code(self, code: str, shape: Any, name: str) -> str:
        if get_origin(shape) is Literal:
            known = self.codes.get(get_args(shape))
            if known is not None:
                return str(known[code])
        word = CHOICES.get(f"{name}.{code}")
        return str(word) if word is not None else str(FIELDS[code]) if code in FIELDS else code


def _unit_in_table(name: str, unit: str) -> str:
    return "" if name == "indicators.target_years" else unit


def leaf_words(item: object, unit: str) -> str:
    """Return a switch, a day or a number in words."""
    if item is None:
        return str(_("No such limit"))
    if isinstance(item, bool):
        return str(_("Yes") if item else _("No"))
    if isinstance(item, (int, Decimal)):
        return number_words(item, unit)
    return f"{item.month:02}-{item.day:02}" if isinstance(item, MonthDay) else str(item)


def number_words(number: int | Decimal, unit: str) -> str:
    """Return a number with its unit; shares as a percentage."""
    if unit == "share":
        return f"{plain_number(Decimal(number) * 100)} %"
    text = plain_number(number)
    return str(UNITS[unit]) % {"number": text} if unit in UNITS else text


def plain_number(number: int | Decimal) -> str:
    """Return a number without exponents or trailing zeros of a whole."""
    if isinstance(number, Decimal):
        return f"{number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize():f}"
    return str(number)


def list_mark() -> str:
    """Return what stands between the members of a list in the reader's language."""
    return "、" if str(get_locale()) == "zh" else ", "


def _shape_of(item: object, annotation: Any) -> Any:
    """Return the part of an annotation that describes the item: without Annotated and the other members of a union."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        members = [_shape_of(item, one) for one in get_args(annotation) if one is not type(None)]
        return next((one for one in members if not isinstance(one, type) or isinstance(item, one)), members[0])
    return annotation


def words_of_lists(pairs: Mapping[Any, type[StrEnum]]) -> CodeWords:
    """Return the labels of closed lists, found by the literal codes that policy knows them by."""
    return {get_args(literal): dict(_labels(members)) for literal, members in pairs.items()}


def _labels(members: type[StrEnum]) -> Iterator[tuple[str, object]]:
    for member in members:
        yield member.value, getattr(member, "label", member.value)
