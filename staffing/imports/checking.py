"""Check a book against the records: every fault, or what storing it would change. Stores nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from staffing.core.facts import Findings
from staffing.core.import_report import ImportReport
from staffing.core.spreadsheets.book import Book
from staffing.core.spreadsheets.faults import BadFile
from staffing.imports.catalogue import TABLES, Scope, prepare_importing
from staffing.imports.difference import Changes, Names, compare
from staffing.imports.foreign.applying import MappedReading
from staffing.imports.foreign.mapping import BookMapping
from staffing.imports.leavers import Coverage, find_absences
from staffing.imports.periods import settle_periods
from staffing.imports.reading import read_facts
from staffing.imports.stored import StoredRecords
from staffing.imports.units import ChangeUnit, units_of

ROWS_IN_ALL: Final = 1_000_000
TOLD_SCHOOLS: Final = 10
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Checked:
    """The outcome: report, and where there is no fault what would be written, cut into units, and who is missing."""

    report: ImportReport
    changes: Changes
    stored: StoredRecords
    digest: str = ""
    units: list[ChangeUnit] = field(default_factory=list)
    coverage: Coverage = field(default_factory=lambda: Coverage((), (), ()))


def nothing_told(_done: int, _total: int) -> None:
    """Tell no progress."""


def check_book(book: Book, scope: Scope, progress: Progress = nothing_told, *, mapping: BookMapping | None = None) -> Checked:
    """Return what the book would do to the records of its scope; a foreign book is read by its mapping.

    The rows of a template's book are released while it is read.
    """
    total = sum(len(sheet.rows) for sheet in book.sheets)
    if total > ROWS_IN_ALL:
        raise BadFile("too_many_rows_in_all", found=total, limit=ROWS_IN_ALL)
    report = ImportReport()
    findings = Findings(report)
    importing = prepare_importing(scope, findings)
    if mapping is None:
        read_facts(book, importing.sheets, findings, clerk=scope.school_id is not None, progress=progress)
    else:
        MappedReading(book, mapping, importing, findings, progress).read()
    findings.tell_duplicates(TABLES)
    stored = StoredRecords(scope.county_id)
    checked = Checked(report, Changes(), stored)
    if report.fault_count:
        _count_read(findings, report)
        return checked
    stored.load(findings)
    settle_periods(findings, stored)
    names = Names(importing.schools.names, importing.teachers.persons, importing.words.exchange_kinds)
    checked.changes = compare(findings, stored, names)
    checked.digest = checked.changes.digest()
    checked.units = units_of(checked.changes, stored, names)
    checked.coverage = find_absences(findings, scope.county_id)
    _tell_coverage(checked)
    return checked


def _tell_coverage(checked: Checked) -> None:
    """Say of which schools the file holds too few persons to conclude anything from who is missing."""
    told = [f"{school}（{found}/{people}）" for school, found, people in checked.coverage.touched[:TOLD_SCHOOLS]]
    if told:
        checked.report.told.append(("schools_touched", {"schools": "、".join(told), "count": len(checked.coverage.touched)}))


def _count_read(findings: Findings, report: ImportReport) -> None:
    """Count the rows read of each sheet, since with faults nothing was compared."""
    for title, count in findings.rows.items():
        report.row_counts.setdefault(title, Counter())["rows"] = count
