"""Look at a foreign workbook once: tables, samples of every column, and how often each word of a column stands there."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.core.columns import DataClass, ValueKind
from staffing.core.import_report import MASK
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.book import Book, RawSheet, day_or
from staffing.imports.foreign.layout import Layout, find_layout
from staffing.imports.foreign.mapping import BookMapping, SheetMapping
from staffing.imports.foreign.proposing import SAMPLED, Proposal, look_at, propose
from staffing.imports.foreign.targets import Target, targets

SHOWN_SAMPLES: Final = 3
LONG_NUMBER: Final = re.compile(r"\d{11}")
WORD_KINDS: Final = frozenset({ValueKind.CHOICE, ValueKind.SUBJECT, ValueKind.TRUTH})
WORD_COLUMNS: Final = frozenset({"ethnic_group", "political_status", "personnel_school", "school", "post_grade"})


@dataclass(slots=True)
class SurveyedSheet:
    """A sheet with a table: its layout, and the first cells of every column."""

    layout: Layout
    samples: dict[int, list[Any]] = field(default_factory=dict)
    raw: RawSheet | None = None


def survey(book: Book) -> list[SurveyedSheet]:
    """Return the sheets of the book that hold a table, with samples."""
    known = {name for target in targets().values() for name in target.names}
    found: list[SurveyedSheet] = []
    for raw in book.sheets:
        layout = find_layout(raw, known)
        if layout is None or not layout.data_rows():
            continue
        rows = layout.data_rows()
        step = max(1, len(rows) // SAMPLED)
        samples = {head.column: [_cell(raw, number, head.column) for number in rows[::step][:SAMPLED]] for head in layout.headings}
        found.append(SurveyedSheet(layout, samples, raw))
    return found


def _cell(raw: RawSheet, number: int, column: int) -> Any:
    row = raw.rows[number - 1]
    return day_or(row[column - 1]) if column <= len(row) else ""


def propose_mapping(sheets: list[SurveyedSheet], remembered: Mapping[str, str] | None = None) -> tuple[BookMapping, list[dict[int, Proposal]]]:
    """Return the proposed mapping of a surveyed book, and the proposals with their sureness."""
    proposals = [propose(one.layout, one.samples, remembered) for one in sheets]
    mapping = BookMapping([SheetMapping(one.layout, {column: proposal.target for column, proposal in told.items()})
                           for one, told in zip(sheets, proposals, strict=True)])
    for code in mapping.target_codes():
        for name, word in targets()[code].block.constants:
            full = f"{targets()[code].block.code}.{name}"
            if full not in mapping.target_codes():
                mapping.constants.setdefault(full, word)
    return mapping, proposals


def shown_samples(cells: list[Any], target: Target | None) -> list[str]:
    """Return a few different cells as the page shows them: masked where they are, or look, personal."""
    look = look_at(cells)
    personal = target is not None and (target.column.data_class in (DataClass.IDENTITY, DataClass.RESTRICTED) or target.column.code == "name")
    personal = personal or look.identity > 0.1 or look.phone > 0.1 or _like_names(cells)
    texts = dict.fromkeys(values.text_of_cell(cell)[:40] for cell in cells if not values.is_blank(cell))
    return [f"{text[:1]}{MASK}" if personal or LONG_NUMBER.search(text) else text for text in list(texts)[:SHOWN_SAMPLES]]


def _like_names(cells: list[Any]) -> bool:
    """True if most cells are short Chinese words that hardly repeat: names of persons, also under an unknown heading."""
    texts = [values.text_of_cell(cell) for cell in cells if not values.is_blank(cell)]
    short = [text for text in texts if 2 <= len(text) <= 4 and all("\u3400" <= letter <= "\u9fff" or letter == "·" for letter in text)]
    return len(texts) >= 5 and len(short) > 0.8 * len(texts) and len(set(texts)) > 0.7 * len(texts)


def is_worded(target: Target) -> bool:
    """True if the words of a column are mapped one by one."""
    if target.block.code == "noted":
        return False
    return target.column.kind in WORD_KINDS or target.column.code in WORD_COLUMNS


def count_words(book: Book, mapping: BookMapping) -> dict[str, Counter[str]]:
    """Return how often each word stands in the columns whose words are mapped one by one."""
    by_title = {raw.title: raw for raw in book.sheets}
    counted: dict[str, Counter[str]] = {}
    for sheet in mapping.sheets:
        raw = by_title.get(sheet.layout.title)
        wanted = [(place, code) for place, code in sheet.columns.items() if code and is_worded(targets()[code])]
        if raw is None or not wanted:
            continue
        rows = [raw.rows[number - 1] for number in sheet.layout.data_rows() if number <= len(raw.rows)]
        for place, code in wanted:
            words = Counter(row[place - 1] for row in rows if place <= len(row) and isinstance(row[place - 1], (str, int, float, bool)))
            target = counted.setdefault(code, Counter())
            for cell, count in words.items():
                if values.text_of_cell(cell) and not (values.is_blank(cell) and targets()[code].column.kind is not ValueKind.TRUTH):
                    target[values.text_of_cell(cell)] += count
    return counted
