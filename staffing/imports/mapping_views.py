"""Pages of a foreign file: what its columns mean, what its words mean, whose a row is, which rows are left out."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.record import record
from staffing.core.access import own_school_id, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.imports import mapped_operations as operations, queries
from staffing.imports.change_views import blueprint
from staffing.imports.foreign.targets import target_groups
from staffing.imports.mapped import exchange_words, list_mappings
from staffing.imports.mapping_forms import ColumnsForm, WordsForm, constant_choices
from staffing.imports.models import ImportBatch
from staffing.imports.views import IMPORTERS
from staffing.imports.wording import describe_batch
from staffing.releases.leaving import hand_out_file

__all__ = ["blueprint"]


@blueprint.get("/<int:batch_id>/mapping")
@requires_role(IMPORTERS)
def show_mapping(batch_id: int) -> str:
    """Show every column with samples and what it seems to mean."""
    batch = _batch(batch_id)
    mapping = operations.mapping_of(batch)
    return render_template("imports/mapping.html", batch=batch, mapping=mapping, shown=batch.counts.get("shown", {}), groups=target_groups(),
                           missing=operations.missing_for(batch, mapping), constants=constant_choices(mapping, exchange_words(batch.county_id)), form=ColumnsForm(data={"as_of": mapping.as_of}),
                           kept=list_mappings(batch.county_id))


@blueprint.post("/<int:batch_id>/mapping")
@requires_role(IMPORTERS)
@writes
def save_mapping(batch_id: int) -> Response:
    """Take what the columns mean; on to the words, or back with what is missing."""
    batch, form = _batch(batch_id), ColumnsForm()
    try:
        form.require()
        missing = operations.map_columns(batch, columns=form.columns, constants=form.constants, as_of=form.as_of.data)
    except StaffingError as error:
        flash(str(error.message), "warning")
        return redirect(url_for("imports.show_mapping", batch_id=batch.id))
    if missing:
        names = "、".join(f"{one.block.title}·{one.label}" for one in missing)
        flash(_("These fields are still missing: %(names)s. Choose their columns, or give one value for all rows.", names=names), "warning")
        return redirect(url_for("imports.show_mapping", batch_id=batch.id))
    return redirect(url_for("imports.show_words", batch_id=batch.id))


@blueprint.get("/<int:batch_id>/words")
@requires_role(IMPORTERS)
def show_words(batch_id: int) -> str:
    """Show every word of the mapped columns with its count and what it becomes."""
    batch = _batch(batch_id)
    mapping = operations.mapping_of(batch)
    tables = operations.tables_of(batch, mapping)
    return render_template("imports/words.html", batch=batch, tables=tables, open_count=sum(table.open for table in tables), form=WordsForm())


@blueprint.post("/<int:batch_id>/words")
@requires_role(IMPORTERS)
@writes
def save_words(batch_id: int) -> Response:
    """Take what the words mean, keep the mapping if it got a name, and check the file."""
    batch, form = _batch(batch_id), WordsForm()
    try:
        form.require()
        operations.map_words(batch, answers=form.answers, name=(form.name.data or "").strip())
        operations.start_check(batch, who=person())
    except StaffingError as error:
        flash(str(error.message), "warning")
        return redirect(url_for("imports.show_words", batch_id=batch.id))
    return redirect(url_for("imports.show_batch", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/rows")
@requires_role(IMPORTERS)
@writes
def leave_rows_out(batch_id: int) -> Response:
    """Check a foreign file once more without the rows that have faults."""
    batch = _batch(batch_id)
    count = operations.leave_faulty_rows_out(batch, who=person())
    flash(_("%(count)s rows with faults are left out; the others were checked again.", count=count), "info")
    return redirect(url_for("imports.show_batch", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/persons")
@requires_role(IMPORTERS)
@writes
def tell_persons(batch_id: int) -> Response:
    """Take the answers to who a row means, and check once more."""
    batch = _batch(batch_id)
    operations.tell_persons(batch, answers={name.removeprefix("who:"): value for name, value in request.form.items() if name.startswith("who:")},
                            who=person())
    return redirect(url_for("imports.show_batch", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/marked.xlsx")
@requires_role(IMPORTERS)
@writes
def download_marked(batch_id: int) -> Response:
    """Send the file as it came, every fault marked with a comment on its cell."""
    batch = _batch(batch_id)
    content, name = operations.marked_copy(batch)
    rows = sum(sheet.rows for sheet in describe_batch(batch).sheets)
    record("import_marked_taken", batch, county_id=batch.county_id, changes={"records": [None, rows]})
    return hand_out_file(content, name=name, suffix="xlsx", code="import_marked", rows=rows)


def _batch(batch_id: int) -> ImportBatch:
    return queries.get_batch(person().county_id, batch_id, school_id=own_school_id())


