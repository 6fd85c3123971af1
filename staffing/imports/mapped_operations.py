"""What officers do with a foreign file: say what columns and words mean, leave rows out, say who is meant, take the marked copy."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record
from staffing.core.access import Person
from staffing.core.columns import ValueKind
from staffing.core.import_report import CellFault
from staffing.core.school_year import today
from staffing.core.spreadsheets.values import ValueFault
from staffing.errors import StaffingError
from staffing.imports import batches, mapped
from staffing.imports.cells import CellReader
from staffing.imports.foreign.mapping import BookMapping, missing_targets
from staffing.imports.foreign.targets import Target, targets
from staffing.imports.foreign.wording import WordTable
from staffing.imports.marking import mark_copy
from staffing.imports.models import BatchState, ImportBatch
from staffing.imports.operations import DIRECT_BYTES, JOB_KIND, subject_of
from staffing.jobs.operations import enqueue

MAPPABLE: Final = frozenset({BatchState.MAPPING, BatchState.FAULTY, BatchState.READY})
UNDECIDED: Final = "?"


def mapping_of(batch: ImportBatch) -> BookMapping:
    """Return the mapping of a foreign file that can still be mapped."""
    if batch.state not in MAPPABLE or not batch.mapping:
        raise StaffingError(_l("This file has no columns to be mapped."))
    return BookMapping.from_json(batch.mapping)


def missing_for(batch: ImportBatch, mapping: BookMapping) -> list[Target]:
    """Return the required fields that are missing from the mapping."""
    del batch
    return missing_targets(mapping)


def map_columns(
    batch: ImportBatch, *, columns: Mapping[tuple[int, int], str], constants: Mapping[str, str], as_of: dt.date | None,
) -> list[Target]:
    """Take what the columns mean; returns the required fields that are still missing. The words are counted anew."""
    mapping, known = mapping_of(batch), targets()
    for (sheet, column), code in columns.items():
        if sheet >= len(mapping.sheets) or column not in mapping.sheets[sheet].columns or (code and code not in known):
            raise StaffingError(_l("The request could not be understood"))
        mapping.sheets[sheet].columns[column] = code
    _refuse_doubles(mapping)
    for code, word in constants.items():
        if code in known:
            _check_constant(known[code], word)
            mapping.constants[code] = word
    mapping.as_of = as_of
    batches_content = batches.open_upload(batch.id).content
    mapped.count_batch_words(batch, mapping, mapped.load_kept_book(batches_content))
    mapped.propose_words(batch, mapping)
    mapped.set_mapping(batch, mapping)
    record("import_mapped", batch, county_id=batch.county_id, changes={"headings": [None, len(mapping.target_codes())]})
    return missing_targets(mapping)


def _refuse_doubles(mapping: BookMapping) -> None:
    """Refuse two columns of one sheet for one field: which of them would count must not be guessed."""
    for sheet in mapping.sheets:
        seen: dict[str, int] = {}
        for column, code in sheet.columns.items():
            if code and code in seen and not targets()[code].repeatable:
                names = [head.shown for place in (seen[code], column) if (head := sheet.heading_of(place))]
                raise StaffingError(_l("Two columns mean the same field: %(names)s. Choose one of them.", names="、".join(names)))
            seen.setdefault(code, column)


def _check_constant(target: Target, word: str) -> None:
    if target.column.kind is ValueKind.CHOICE and not target.column.choices:
        return  # the words are the county's own; a wrong one is told as a fault of its rows
    try:
        if word:
            CellReader(target.column)(word)
    except ValueFault:
        raise StaffingError(_l("%(field)s cannot be %(word)s for all rows.", field=target.label, word=word)) from None


def tables_of(batch: ImportBatch, mapping: BookMapping) -> list[WordTable]:
    """Return the words to be looked at."""
    return mapped.tables_of(batch, mapping)


def map_words(batch: ImportBatch, *, answers: Mapping[tuple[str, int], str], name: str) -> None:
    """Take what the words mean; every word must have been decided. A name keeps the mapping for the county."""
    mapping = mapping_of(batch)
    still_open = 0
    for code, words in batch.counts.get("words", {}).items():
        decided = mapping.words.setdefault(code, {})
        for place, (word, _count) in enumerate(words):
            answer = answers.get((code, place))
            if answer == UNDECIDED:
                decided.pop(word, None)
            elif answer is not None:
                decided[word] = answer
            still_open += word not in decided
    mapped.set_mapping(batch, mapping)
    if still_open:
        raise StaffingError(_l("%(count)s words are not decided yet; choose what they mean, or leave them out.", count=still_open))
    if name:
        mapped.keep_mapping(batch, mapping, name)


def start_check(batch: ImportBatch, *, who: Person) -> None:
    """Check a foreign file by its mapping: a small one now, a large one by the worker."""
    missing = missing_targets(mapping_of(batch))
    if missing:
        names = "、".join(f"{one.block.title}·{one.label}" for one in missing)
        raise StaffingError(_l("These fields are still missing: %(names)s. Choose their columns, or give one value for all rows.", names=names))
    upload = batches.open_upload(batch.id)
    if len(upload.content) > DIRECT_BYTES:
        batch.state = BatchState.READING
        enqueue(JOB_KIND, subject_of(batch.id), county_id=batch.county_id, created_by=who.id, payload={"act": "again"})
    else:
        batches.note_outcome(batch, batches.check_again(upload))


def leave_faulty_rows_out(batch: ImportBatch, *, who: Person) -> int:
    """Leave out the rows whose faults were told, on the officer's word, and check the others again."""
    mapping = mapping_of(batch)
    rows = {(str(title), int(number)) for title, number in batch.counts.get("faulty_rows", []) if number}
    if batch.state is not BatchState.FAULTY or not rows:
        raise StaffingError(_l("There are no rows with faults to leave out."))
    mapping.skipped |= rows
    mapped.set_mapping(batch, mapping)
    record("import_rows_left_out", batch, county_id=batch.county_id, changes={"rows": [None, sorted(number for _, number in rows)[:500]]})
    start_check(batch, who=who)
    return len(rows)


def tell_persons(batch: ImportBatch, *, answers: Mapping[str, str], who: Person) -> None:
    """Take who is meant by rows that name a person without a number, and check again."""
    mapping = mapping_of(batch)
    told = {place: answer for place, answer in answers.items() if answer}
    mapping.persons.update(told)
    mapped.set_mapping(batch, mapping)
    record("import_person_told", batch, county_id=batch.county_id, changes={"records": [None, len(told)]})
    start_check(batch, who=who)


def marked_copy(batch: ImportBatch) -> tuple[bytes, str]:
    """Return the file as it came, with its faults and remarks as comments on the cells, and its new name."""
    content = batches.open_original(batch.id)
    told = [CellFault.from_json(one) for one in (*batch.faults, *batch.counts.get("remarks", []))]
    stem = batch.file_name.rpartition(".")[0] or batch.file_name
    return mark_copy(content, told, name=batch.file_name), f"{stem}（标注）_{today().isoformat()}"
