"""The forms of the mapping: one select for each column, one for each word, one for each field that is the same in all rows."""

import re

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from staffing.core.columns import ValueKind
from staffing.core.fields import DayField
from staffing.core.forms import length, optional
from staffing.imports.foreign.mapping import BookMapping, missing_targets
from staffing.imports.foreign.targets import Target, targets
from staffing.imports.forms import TickedForm

COLUMN_FIELD = re.compile(r"column:(\d+):(\d+)")
WORD_FIELD = re.compile(r"word:([a-z_.]+):(\d+)")
UNDECIDED = "?"


class ColumnsForm(TickedForm):
    """What each column means, and values for all rows."""

    as_of = DayField(_l("State of the file on"), validators=[optional()])

    @property
    def columns(self) -> dict[tuple[int, int], str]:
        """The targets by sheet (from 0) and column (from 1)."""
        return {(int(found[1]), int(found[2])): value for name, value in request.form.items() if (found := COLUMN_FIELD.fullmatch(name))}

    @property
    def constants(self) -> dict[str, str]:
        """The values for all rows by target."""
        return {name.removeprefix("constant:"): value.strip() for name, value in request.form.items() if name.startswith("constant:")}


class WordsForm(TickedForm):
    """What each word means, and the name under which the mapping is kept."""

    name = StringField(_l("Keep this mapping under the name"), validators=[optional(), length(maximum=60)])

    @property
    def answers(self) -> dict[tuple[str, int], str]:
        """The answers by target and the word's place."""
        return {(found[1], int(found[2])): value for name, value in request.form.items() if (found := WORD_FIELD.fullmatch(name))}


def constant_choices(mapping: BookMapping, kinds: tuple[str, ...]) -> list[tuple[Target, str, tuple[str, ...]]]:
    """Return the fields that may be the same in all rows: those missing, and those that have such a value; with their words.

    ``kinds``: the county's kinds of exchange.
    """
    known = targets()
    codes = dict.fromkeys([*(one.code for one in missing_targets(mapping)), *mapping.constants])
    taken = mapping.target_codes()
    return [(known[code], mapping.constants.get(code, ""), kinds if code.endswith("ge.kind") or code == "support.kind" else _words(known[code])) for code in codes
            if code in known and code not in taken and known[code].column.kind in SAME_FOR_ALL]


SAME_FOR_ALL = frozenset({ValueKind.CHOICE, ValueKind.DAY, ValueKind.NAME, ValueKind.TEXT, ValueKind.YEAR, ValueKind.TRUTH})


def _words(target: Target) -> tuple[str, ...]:
    return tuple(choice.label for choice in target.column.choices)
