"""What an officer decided about a foreign workbook: column → target, word → word, values for all rows. As data, to be kept."""

import datetime as dt
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.imports.foreign.layout import Heading, Layout
from staffing.imports.foreign.targets import BLOCK_OF, Target, targets

# A word that is left out on purpose: the cell counts as empty.
LEFT_OUT: Final = ""


@dataclass(slots=True)
class SheetMapping:
    """One sheet: where its table stands and what its columns mean (column from 1 → target's code, empty: not imported)."""

    layout: Layout
    columns: dict[int, str] = field(default_factory=dict)

    def places(self, block: str) -> dict[str, int]:
        """Return our column → place, for one block."""
        found: dict[str, int] = {}
        for place, code in self.columns.items():
            head, _, tail = code.partition(".")
            if head == block and tail:
                found.setdefault(tail, place)
        return found

    def blocks(self) -> list[str]:
        """Return the blocks this sheet states facts of, in their order."""
        named = {code.partition(".")[0] for code in self.columns.values() if code}
        return [code for code in BLOCK_OF if code in named]

    def heading_of(self, place: int) -> Heading | None:
        """Return the heading of a column."""
        return next((one for one in self.layout.headings if one.column == place), None)


@dataclass(slots=True)
class BookMapping:
    """A whole workbook's mapping. ``words``: target → plain word of the file → our word; ``constants``: target → word for all rows.

    ``as_of`` is the day for which the file tells the state: a status that differs from the records begins on it.
    ``persons``: row of the file → staff number or "new", where the officer was asked who is meant. ``skipped``: rows left out.
    """

    sheets: list[SheetMapping] = field(default_factory=list)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    as_of: dt.date | None = None
    persons: dict[str, str] = field(default_factory=dict)
    skipped: set[tuple[str, int]] = field(default_factory=set)

    def target_codes(self) -> set[str]:
        """Return every target a column stands for."""
        return {code for sheet in self.sheets for code in sheet.columns.values() if code}

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "sheets": [{"title": one.layout.title, "heading_row": one.layout.heading_row, "last_row": one.layout.last_row,
                        "totals": sorted(one.layout.totals), "hidden_rows": one.layout.hidden_rows,
                        "headings": [[head.column, head.text, head.group, head.hidden] for head in one.layout.headings],
                        "columns": {str(place): code for place, code in one.columns.items()}} for one in self.sheets],
            "words": self.words, "constants": self.constants, "as_of": self.as_of.isoformat() if self.as_of else "", "persons": self.persons,
            "skipped": [list(one) for one in sorted(self.skipped)],
        }

    @classmethod
    def from_json(cls, stored: Map[str, Any]) -> "BookMapping":
        """Return the mapping that was stored."""
        sheets = [SheetMapping(
            Layout(one["title"], tuple(Heading(*head) for head in one["headings"]), one["heading_row"], one["last_row"], frozenset(one["totals"]),
                   one.get("hidden_rows", 0)),
            {int(place): code for place, code in one["columns"].items()}) for one in stored["sheets"]]
        return cls(sheets, {code: dict(words) for code, words in stored["words"].items()}, dict(stored["constants"]),
                   dt.date.fromisoformat(stored["as_of"]) if stored["as_of"] else None, dict(stored.get("persons", {})),
                   {(one[0], int(one[1])) for one in stored.get("skipped", [])})

    def remembered(self) -> dict[str, str]:
        """Return heading → target, by which the mapping is found again in another file."""
        return {head.key: sheet.columns.get(head.column, "")
                for sheet in self.sheets for head in sheet.layout.headings}


def missing_targets(mapping: BookMapping) -> list[Target]:
    """Return the required fields that no column and no value for all rows stands for; birth and sex come from the identity number."""
    codes, known = mapping.target_codes(), targets()
    missing: list[Target] = []
    if codes & {code for code in known if code.startswith("teachers.") and code not in ("teachers.name", "teachers.id_number")} or not codes:
        needed = ["teachers.name", "teachers.employment", "teachers.category"]
        if "teachers.id_number" not in codes:
            needed += ["teachers.sex", "teachers.birth_date"]
        missing += [known[code] for code in needed if code not in codes and not mapping.constants.get(code)]
    for block in BLOCK_OF.values():
        told = {code for code in codes if code.startswith(f"{block.code}.")}
        if not told or block.code in ("teachers", "noted"):
            continue
        for column in block.sheet.columns:
            code = f"{block.code}.{column.code}"
            if column.required and code in known and code not in codes and not mapping.constants.get(code) and column.code not in FILLED:
                missing.append(known[code])
    return missing


# Found elsewhere in the row where no column of their own stands for them (see applying).
FILLED: Final = frozenset({"school", "personnel_stage", "title"})
