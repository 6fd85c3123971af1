"""Pages of documents: the kinds, a kind's fields and templates, filling for teachers, batches."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import reading, writes
from staffing.documents import operations, queries
from staffing.documents.certificates import WRITERS
from staffing.documents.forms import PreviewForm, SchoolForm, StepForm, UploadForm
from staffing.documents.making import Maker
from staffing.documents.models import BatchState, DocumentBatch
from staffing.documents.operations import TemplateFaultsError
from staffing.documents.registry import DocumentKind, Filled, all_kinds, example_facts, get_kind
from staffing.documents.responses import file_response, wanted_suffix
from staffing.documents.staff import list_staff, staff_ids
from staffing.documents.wording import LOOKS, fault_words
from staffing.errors import StaffingError, StaleVersionError
from staffing.jobs.queries import find_latest_job
from staffing.jobs.watching import progress_of
from staffing.jobs.wording import describe_job
from staffing.schools.queries import get_county, list_school_choices
from staffing.teachers.queries import find_by_number, get_teacher

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.get("/")
@requires_role(RECORD_READERS)
def list_kinds() -> str:
    """Show the kinds of documents and the person's own batches."""
    batches = queries.list_batches(person().county_id, asked_by=person().id)
    running = next((one for one in batches if one.state is BatchState.MAKING), None)
    job = find_latest_job(operations.subject_of(running.id)) if running is not None else None
    return render_template("documents/list.html", kinds=all_kinds(), active=queries.active_templates(person().county_id), batches=batches,
                           looks=LOOKS, kind_title=kind_title, may_take=operations.may_take, view=describe_job(job) if job else None, running=running,
                           writers=WRITERS)


def kind_title(one: DocumentBatch) -> str:
    """Return the official name of a batch's kind."""
    return get_kind(one.kind).title


@blueprint.get("/<code>")
@requires_role(RECORD_READERS)
def show_kind(code: str) -> str:
    """Show a kind: its fields, its versions, a preview."""
    return kind_page(get_kind(code), UploadForm(formdata=None))


def kind_page(kind: DocumentKind, form: UploadForm, faults: list[tuple[str, str]] | None = None) -> str:
    """Return the page of a kind, with the faults of a template that was not taken."""
    versions = queries.list_templates(person().county_id, kind.code)
    return render_template("documents/kind.html", kind=kind, form=form, faults=faults or [], versions=versions, preview=PreviewForm(formdata=None),
                           step=StepForm(formdata=None), shipped=not any(one.active for one in versions), writers=WRITERS)


@blueprint.post("/<code>/templates")
@requires_role(OFFICERS)
@writes
def upload(code: str) -> Response | str:
    """Take a new version of the county's template."""
    kind, form = get_kind(code), UploadForm()
    if not form.validate_on_submit():
        return kind_page(kind, form)
    try:
        made = operations.upload(kind, county_id=person().county_id, content=form.file.data.read(), file_name=form.file.data.filename or "",
                                 note=form.note.data or "", uploaded_by=person().id)
    except StaffingError as error:
        faults = [(one.paragraph, fault_words(one)) for one in error.faults] if isinstance(error, TemplateFaultsError) else []
        form.take_error(error)
        return kind_page(kind, form, faults)
    flash(_("Version %(number)s was checked and is in use now.", number=made.number), "success")
    return redirect(url_for("documents.show_kind", code=code), code=303)


@blueprint.post("/<code>/templates/<int:number>/use")
@requires_role(OFFICERS)
@writes
def use_template(code: str, number: int) -> Response:
    """Put a version in use; number 0 is the shipped template."""
    kind, form = get_kind(code), StepForm()
    form.validate()
    try:
        if number:
            operations.use(queries.get_template(person().county_id, kind.code, number), version=form.version.data)
        else:
            operations.rest(person().county_id, kind.code)
    except StaleVersionError as error:
        flash(str(error.message), "danger")
    else:
        flash(_("Documents are made from this version now."), "success")
    return redirect(url_for("documents.show_kind", code=code), code=303)


@blueprint.get("/<code>/templates/<int:number>.docx")
@requires_role(RECORD_READERS)
def download_template(code: str, number: int) -> Response:
    """Send a version as a Word file; number 0 is the shipped template."""
    kind = get_kind(code)
    content = queries.get_template(person().county_id, kind.code, number).content if number else kind.default()
    return file_response(content, f"{kind.title}（模板{number or '原始'}）", "docx")


@blueprint.post("/<code>/preview")
@requires_role(RECORD_READERS)
@writes
def preview(code: str) -> Response:
    """Send a filled document: with a teacher's facts, or invented ones."""
    kind, form = get_kind(code), PreviewForm()
    form.validate()
    try:
        teacher_id = _previewed(kind, form.number.data or "")
        return _one(kind, teacher_id, name=f"{kind.title}（预览）")
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("documents.show_kind", code=code), code=303)


def _previewed(kind: DocumentKind, number: str) -> int | None:
    """Return whose facts are shown, None for invented ones."""
    if not number.strip() or not kind.about_teachers:
        return None
    found = find_by_number(person().county_id, number)
    if found is None or person().role not in kind.roles:
        raise StaffingError(_("There is no teacher with this staff number among those you may see."))
    return get_teacher(person().county_id, found.id, on=today(), own_school_id=own_school_id()).id


def _one(kind: DocumentKind, teacher_id: int | None, *, name: str = "") -> Response:
    """Return one document, with its line in the log."""
    county, suffix = get_county(person().county_id), wanted_suffix()
    if teacher_id is None:
        filled = Filled(kind.title, example_facts(kind.fields))
    else:
        filled = kind.gather(county.id, [teacher_id])[0]
        operations.note_made(kind, county_id=county.id, teacher_id=teacher_id, suffix=suffix)
    return file_response(Maker(county, kind).make(filled, suffix), name or f"{kind.title}_{filled.name}", suffix)


@blueprint.get("/<code>/fill")
@requires_role(WRITERS)
def choose(code: str) -> str:
    """Let somebody choose the teachers of a school for whom a document is filled."""
    form = SchoolForm(request.args)
    form.school_id.choices = list_school_choices(person().county_id)
    school_id = own_school_id() or form.school_id.data
    found = list_staff(person().county_id, on=today(), school_id=school_id, name=(form.name.data or "").strip())
    return render_template("documents/fill.html", kind=_about_teachers(code), form=form, teachers=found, school_id=school_id, own=own_school_id())


def _about_teachers(code: str) -> DocumentKind:
    kind = get_kind(code)
    if not kind.about_teachers or person().role not in kind.roles:
        raise LookupError
    return kind


@blueprint.post("/<code>/fill")
@requires_role(WRITERS)
@writes
def make(code: str) -> Response:
    """Fill a document for the chosen teachers: one is sent at once, several are made by the worker."""
    kind = _about_teachers(code)
    asked = request.form.getlist("listed" if "everybody" in request.form else "teacher", type=int)
    chosen = staff_ids(person().county_id, asked, on=today(), school_id=own_school_id())
    try:
        if len(chosen) == 1:
            return _one(kind, chosen[0])
        operations.ask(kind, chosen, wanted_suffix(), who=person())
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("documents.choose", code=code), code=303)
    flash(_("The documents are being made. They stand below when they are ready."), "success")
    return redirect(url_for("documents.list_kinds"), code=303)


@blueprint.post("/of-list")
@requires_role(WRITERS)
@writes
def make_of_list() -> Response:
    """Fill a document for the teachers who were ticked in the list of teachers, or for all of that list."""
    kind, query = _about_teachers(request.form.get("document", "")), request.form.get("query", "")
    with reading():
        listed, _words = current_app.config["TEACHER_LIST"](person().county_id, query, own_school_id())
    ticked = request.form.getlist("chosen", type=int)
    chosen = listed if "all" in request.form else staff_ids(person().county_id, ticked, on=today(), school_id=own_school_id())
    try:
        operations.ask(kind, chosen, wanted_suffix(), who=person())
    except StaffingError as error:
        flash(str(error.message), "warning")
        return redirect(f"{url_for('teachers.list_teachers', on=None)}?{query or 'view=all'}", code=303)
    return redirect(url_for("documents.list_kinds"), code=303)


@blueprint.get("/batches/<int:document_batch_id>/progress")
@requires_role(RECORD_READERS)
def watch_batch(document_batch_id: int) -> Response:
    """Answer how far a batch is; how far says nothing of whom it is about."""
    one = queries.get_batch(person().county_id, document_batch_id)
    return progress_of(find_latest_job(operations.subject_of(one.id)))


@blueprint.post("/batches/<int:document_batch_id>/take")
@requires_role(RECORD_READERS)
@writes
def take_batch(document_batch_id: int) -> Response:
    """Send the documents of a batch as one zip."""
    one = queries.get_batch(person().county_id, document_batch_id, asked_by=person().id)
    try:
        content = operations.take(one)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("documents.list_kinds"), code=303)
    return file_response(content, f"{kind_title(one)}_{today():%Y%m%d}_{one.made}份", "zip")
