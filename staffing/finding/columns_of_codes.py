"""Columns of codes over tens of thousands of rows, and how they are narrowed and counted in a few milliseconds.

A table has items (a person, or one of a person's posts); each item has any number of codes in each facet. An item may be
dead: its person was read anew after a change and stands at the end of the table. Tables are never changed, only replaced.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Mask: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.int32]
Codes: TypeAlias = Callable[[Any], Collection[str]]


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """Pairs of item and code; ``known`` gives each code its number."""

    known: Mapping[str, int]
    items: Numbers
    codes: Numbers

    def mask(self, wanted: Collection[str], length: int) -> Mask:
        """Return which items have one of the codes."""
        numbers = [self.known[code] for code in wanted if code in self.known]
        has = np.zeros(length, dtype=np.bool_)
        has[self.items[np.isin(self.codes, numbers)]] = True
        return has

    def extended(self, rows: Sequence[Collection[str]], first: int) -> "CodeColumn":
        """Return the column with the codes of further items, numbered from ``first`` on."""
        known = dict(self.known)
        pairs = [(first + place, known.setdefault(code, len(known))) for place, codes in enumerate(rows) for code in codes]
        more = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        return CodeColumn(known, np.concatenate([self.items, more[:, 0]]), np.concatenate([self.codes, more[:, 1]]))


EMPTY = CodeColumn({}, np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The columns of one kind of item. ``owner`` is the place of the item's person, -1 for a dead item.

    ``several`` tells, by place of the person, who has more than one living item.
    """

    owner: Numbers
    columns: Mapping[str, CodeColumn]
    several: Mask

    @classmethod
    def of(cls, facets: Mapping[str, Codes], items: Sequence[Any], owner: Sequence[int]) -> "CodeTable":
        """Return the table of the items."""
        table = cls(np.zeros(0, dtype=np.int32), dict.fromkeys(facets, EMPTY), np.zeros(0, dtype=np.bool_))
        return table.with_items(facets, items, owner)

    def with_items(self, facets: Mapping[str, Codes], items: Sequence[Any], owner: Sequence[int]) -> "CodeTable":
        """Return the table with further items at its end."""
        columns = {name: self.columns[name].extended([codes(item) for item in items], len(self.owner)) for name, codes in facets.items()}
        owners = np.concatenate([self.owner, np.array(owner, dtype=np.int32)])
        return CodeTable(owners, columns, np.bincount(owners[owners >= 0]) > 1)

    def counts(self, name: str, items: Mask) -> dict[str, int]:
        """Return how many persons have each code of a facet among the items, which must be living ones."""
        column = self.columns[name]
        pairs = items[column.items]
        persons, codes = self.owner[column.items[pairs]].astype(np.int64), column.codes[pairs]
        # A person with several posts may have the same code twice; everybody else is counted without looking.
        several = self.several[persons]
        twice = np.unique(persons[several] * len(column.known) + codes[several]) % max(1, len(column.known))
        numbers = np.bincount(np.concatenate([codes[~several], twice]), minlength=len(column.known))
        return {code: int(numbers[place]) for code, place in column.known.items() if numbers[place]}

    def items_of(self, persons: Mask) -> Mask:
        """Return the living items of some persons."""
        items = self.owner >= 0
        items[items] = persons[self.owner[items]]
        return items

    def without(self, persons: Collection[int]) -> "CodeTable":
        """Return the table with the items of some persons dead."""
        owner = self.owner.copy()
        owner[np.isin(owner, list(persons))] = -1
        return CodeTable(owner, self.columns, self.several)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A table under chosen codes: how many of the choices each item fails, and which it fails."""

    table: CodeTable
    failed: Mapping[str, Mask]
    failures: Numbers

    @classmethod
    def of(cls, table: CodeTable, chosen: Mapping[str, Collection[str]]) -> "Narrowed":
        """Narrow a table; choices about facets of other tables are left alone."""
        length = len(table.owner)
        failed = {name: ~table.columns[name].mask(codes, length) for name, codes in chosen.items() if name in table.columns}
        failures = np.zeros(length, dtype=np.int32)
        for mask in failed.values():
            failures += mask
        return cls(table, failed, failures)

    def items(self, *, but: str | None = None) -> Mask:
        """Return the living items that fulfil every choice, the one about ``but`` left out."""
        failures = self.failures - self.failed[but] if but is not None and but in self.failed else self.failures
        found: Mask = (failures == 0) & (self.table.owner >= 0)
        return found

    def persons(self, length: int, *, but: str | None = None) -> Mask:
        """Return which persons have such an item."""
        found = np.zeros(length, dtype=np.bool_)
        found[self.table.owner[self.items(but=but)]] = True
        return found

    def counts(self, name: str, allowed: Mask) -> dict[str, int]:
        """Return how many of the allowed persons have each code of a facet, under all choices but those about it."""
        items = self.items(but=name)
        items[items] = allowed[self.table.owner[items]]
        return self.table.counts(name, items)
