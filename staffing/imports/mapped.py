"""A foreign file on its way: looked at, mapped, its words decided, checked by the mapping, rows left out. Nothing here commits."""

import datetime as dt
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from staffing.audit.record import record
from staffing.core.collecting import collection_paused
from staffing.core.school_year import today
from staffing.core.spreadsheets.book import Book, load_book
from staffing.core.transactions import flush
from staffing.extensions import db
from staffing.imports.catalogue import ruleset_of, words_of
from staffing.imports.foreign.mapping import BookMapping
from staffing.imports.foreign.surveying import count_words, propose_mapping, shown_samples, survey
from staffing.imports.foreign.targets import targets
from staffing.imports.foreign.wording import WordTable, fill_words, word_tables
from staffing.imports.models import ColumnMapping, ImportBatch
from staffing.schools.directory import SchoolDirectory
from staffing.schools.models import County

# A kept mapping is taken up again if at least this share of the file's headings is known to it.
KNOWN_AGAIN: Final = 0.5
MONTH_IN_TITLE: Final = re.compile(r"(20\d{2})年(\d{1,2})月")


def list_mappings(county_id: int) -> list[ColumnMapping]:
    """Return the county's kept mappings, the last used first."""
    return list(db.session.scalars(select(ColumnMapping).where(ColumnMapping.county_id == county_id).order_by(
        ColumnMapping.updated_at.desc(), ColumnMapping.id.desc())))


def look_at_book(book: Book, county_id: int) -> tuple[BookMapping, dict[str, Any]] | None:
    """Return the proposed mapping of a foreign book and what its page shows; None if no sheet holds a table."""
    sheets = survey(book)
    if not sheets:
        return None
    kept = find_kept(county_id, [head.key for sheet in sheets for head in sheet.layout.headings])
    mapping, proposals = propose_mapping(sheets, kept.headings if kept else None)
    if not any(code for code in mapping.target_codes() if not code.startswith("noted.")):
        return None  # not one column is about persons: another kind of file, refused as before
    if kept is not None:
        mapping.words = {code: dict(words) for code, words in kept.words.items()}
        mapping.constants = {**mapping.constants, **kept.constants}
    mapping.as_of = day_of_titles([head.text for sheet in sheets for head in sheet.layout.headings]) or today()
    kinds = exchange_words(county_id)
    for code in ("support.kind", "exchange.kind"):
        if mapping.constants.get(code) not in kinds:
            mapping.constants.pop(code, None)
    shown = {
        "kept": kept.name if kept else "",
        "sheets": [{"title": sheet.layout.title, "rows": len(sheet.layout.data_rows()), "hidden_rows": sheet.layout.hidden_rows, "totals": len(sheet.layout.totals),
                    "columns": {str(head.column): {"samples": shown_samples(sheet.samples[head.column], targets().get(told[head.column].target)),
                                                   "score": round(told[head.column].score, 2)} for head in sheet.layout.headings}}
                   for sheet, told in zip(sheets, proposals, strict=True)],
    }
    return mapping, shown


def day_of_titles(titles: list[str]) -> dt.date | None:
    """Return the first day of the month that the titles themselves name (2025年9月在岗状态), the latest if they name several."""
    found = [match for title in titles if (match := MONTH_IN_TITLE.search(title))]
    return max((dt.date(int(one[1]), int(one[2]), 1) for one in found if 1 <= int(one[2]) <= 12), default=None)


def exchange_words(county_id: int) -> tuple[str, ...]:
    """Return the county's own kinds of exchange."""
    words = words_of(ruleset_of(db.session.get_one(County, county_id)))
    return tuple(choice.label for choice in words.exchange_kinds)


def find_kept(county_id: int, headings: list[str]) -> ColumnMapping | None:
    """Return the kept mapping that knows most of these headings, None if none knows enough."""
    best: tuple[float, ColumnMapping] | None = None
    for kept in list_mappings(county_id):
        share = sum(heading in kept.headings for heading in headings) / max(1, len(headings))
        if share >= KNOWN_AGAIN and (best is None or share > best[0]):
            best = (share, kept)
    return best[1] if best else None


def load_kept_book(compressed: bytes) -> Book:
    """Return the book of a batch's content."""
    with collection_paused():
        return load_book(zlib.decompress(compressed))


def count_batch_words(batch: ImportBatch, mapping: BookMapping, book: Book) -> None:
    """Count the words of the mapped columns and note them with the batch."""
    counted = count_words(book, mapping)
    batch.counts = {**batch.counts, "words": {code: words.most_common() for code, words in counted.items()}}


def tables_of(batch: ImportBatch, mapping: BookMapping) -> list[WordTable]:
    """Return the words of the file that are to be looked at, with the proposals or decisions so far."""
    kinds = exchange_words(batch.county_id)
    counted: Mapping[str, list[tuple[str, int]]] = batch.counts.get("words", {})
    directory = SchoolDirectory(batch.county_id)
    return word_tables({code: _counter(words) for code, words in counted.items()}, mapping, directory,
                       choices={"exchange.kind": kinds, "support.kind": kinds})


def _counter(words: list[tuple[str, int]]) -> Counter[str]:
    return Counter(dict(words))


def set_mapping(batch: ImportBatch, mapping: BookMapping) -> None:
    """Keep a mapping with its batch."""
    batch.mapping = mapping.as_json()
    flush(db.session)


def keep_mapping(batch: ImportBatch, mapping: BookMapping, name: str) -> ColumnMapping:
    """Keep a mapping under a name for the county; one of the same name is replaced."""
    kept = db.session.scalar(select(ColumnMapping).where(ColumnMapping.county_id == batch.county_id, ColumnMapping.name == name))
    if kept is None:
        kept = ColumnMapping(county_id=batch.county_id, name=name, headings={}, words={}, constants={})
        db.session.add(kept)
    kept.headings, kept.words, kept.constants = mapping.remembered(), mapping.words, mapping.constants
    flush(db.session)
    record("column_mapping_kept", kept, county_id=batch.county_id, changes={"name": [None, name], "headings": [None, len(kept.headings)]})
    return kept


def propose_words(batch: ImportBatch, mapping: BookMapping) -> list[WordTable]:
    """Write what is proposed for the words into the mapping and return the tables."""
    tables = tables_of(batch, mapping)
    fill_words(mapping, tables)
    return tables
