"""``staffing import``: check a workbook, tell every fault, and store it whole where it is clean and confirmed."""

import argparse
from pathlib import Path
from typing import Any

from sqlalchemy import select

from staffing.audit.record import record
from staffing.cli.output import Column, Progress, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.words import _
from staffing.core.import_report import CellFault
from staffing.core.spreadsheets.faults import refusal_text
from staffing.core.spreadsheets.guarding import kind_of
from staffing.core.transactions import commit, flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.models import BatchState, ImportBatch
from staffing.imports.wording import sheet_counts
from staffing.schools.models import County, School


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("import", help=_("check a workbook and store it"), description=_(
        "Check a file (.xlsx, .xls or .csv) against the records and print every fault. Nothing is stored without --confirm, and nothing "
        "from a file with faults. Exit code 4 if the file has faults or was refused."))
    parser.add_argument("file", type=Path, help=_("the file"))
    parser.add_argument("--confirm", action="store_true", help=_("store the file if it has no fault"))
    parser.add_argument("--school", help=_("code of the school, for a file that one school hands in"))
    parser.add_argument("--county", help=_("code of the county, where the database holds several"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, tell, and store if asked."""
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise StaffingError(_("%(path)s cannot be read: %(reason)s", path=options.file, reason=error.strerror or error)) from None
    with application():
        county = the_county(options.county)
        batch_id = keep(county, content, options.file.name, school_of(county, options.school))
        outcome = check(batch_id)
        batch = batches.get_content(batch_id)
        if options.confirm and batch.state is BatchState.READY:
            batches.store_outcome(batch, outcome)
            commit(db.session)
        return tell_batch(batches.get_content(batch_id), form=options.format)


def school_of(county: County, code: str | None) -> int | None:
    """Return the id of a school by its code."""
    if code is None:
        return None
    found = db.session.scalar(select(School.id).where(School.county_id == county.id, School.code == code))
    if found is None:
        raise StaffingError(_("There is no school with code %(code)s.", code=code))
    return found


def keep(county: County, content: bytes, name: str, school_id: int | None) -> int:
    """Keep the file as a batch, as the import page does; what is certainly no spreadsheet is refused before."""
    kind_of(content, batches.limits())
    batch = ImportBatch(county_id=county.id, school_id=school_id, file_name=name[-160:], file_sha256=batches.digest_of_file(content),
                        state=BatchState.READING)
    db.session.add(batch)
    flush(db.session)
    batches.seal_file(batch, content)
    record("import_handed_in", batch, county_id=county.id,
           changes={"file_sha256": [None, batch.file_sha256], "bytes": [None, len(content)], "school_id": [None, school_id]})
    batch_id = batch.id
    commit(db.session)
    return batch_id


def check(batch_id: int) -> batches.Outcome:
    """Check the file in a transaction that leaves the write lock to others, then note what was found."""
    progress = Progress()
    db.session.connection(execution_options={"read_only": True})
    outcome = batches.check_file(batches.open_upload(batch_id), lambda done, total: progress.show(
        _("Checking row %(done)s of %(total)s", done=done, total=total)))
    progress.end()
    db.session.rollback()
    batch = batches.get_content(batch_id)
    unchanged = batches.audit_head(batch.county_id) == outcome.head
    batches.note_outcome(batch, outcome)
    flush(db.session)
    if unchanged:
        # Our own line moved the log on; nothing else did, so that storing need not check once more.
        outcome.head = batches.audit_head(batch.county_id)
    commit(db.session)
    return outcome


def tell_batch(batch: ImportBatch, *, form: str) -> int:
    """Print the faults, or what the sheets do; returns the exit code."""
    tell(_("File %(number)s: %(state)s", number=batch.id, state=batch.state.label))
    if batch.state is BatchState.REFUSED:
        raise StaffingError(str(refusal_text(batch.message, batch.counts.get("params", {}))))
    if batch.fault_count:
        tell(_("%(count)s faults; the first %(shown)s are shown", count=batch.fault_count, shown=len(batch.faults)))
        print_rows(fault_columns(), [fault_row(CellFault.from_json(fault)) for fault in batch.faults], form=form)
        return ExitCode.FINDINGS
    columns = [Column("sheet", _("Sheet")), Column("rows", _("Number of rows")), Column("new", _("New")), Column("changed", _("Changed")),
               Column("unchanged", _("Unchanged"))]
    print_rows(columns, [{"sheet": one.title, "rows": one.rows, "new": one.new, "changed": one.changed, "unchanged": one.unchanged}
                         for one in sheet_counts(batch.counts)], form=form)
    if batch.state is BatchState.READY:
        tell(_("Nothing is stored yet: confirm on the import page, or run again with --confirm."))
    return ExitCode.DONE


def fault_columns() -> list[Column]:
    """Return the columns of a fault."""
    return [Column("sheet", _("Sheet")), Column("place", _("Cell")), Column("heading", _("Column")), Column("value", _("Value")),
            Column("reason", _("Reason")), Column("remedy", _("Remedy"))]


def fault_row(fault: CellFault) -> dict[str, Any]:
    """Return a fault in words; personal values are masked already."""
    return {"sheet": fault.sheet, "place": fault.place, "heading": fault.heading, "value": fault.value, "reason": str(fault.reason),
            "remedy": str(fault.remedy)}
