"""Pages: sections against subjects, what is behind one cell, a need set by hand, exports."""

from typing import TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.enums import LabelledEnum
from staffing.core.exports import Exported, as_format
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.indicators.queries import groups_by_school
from staffing.needs import exporting, operations
from staffing.needs.forms import NeedForm
from staffing.needs.from_ruleset import build_curriculum, build_pe_norms
from staffing.needs.norms import compute_norm_need
from staffing.needs.people import COMPULSORY
from staffing.needs.pictures import draw_diverging
from staffing.needs.presenting import NeedState, Wanted, build_table, cell_parts, names_of, section_totals
from staffing.needs.queries import get_county_section
from staffing.needs.views.blueprint import Asked, asked_needs, blueprint
from staffing.releases.leaving import hand_out
from staffing.schools.enums import Location, Stage
from staffing.schools.queries import get_school, list_groups

Member = TypeVar("Member", bound=LabelledEnum)


@blueprint.get("/")
@requires_role(RECORD_READERS)
def show_needs() -> str:
    """Show surplus and shortage of every section by subject."""
    asked = asked_needs()
    wanted = asked_rows(asked)
    table = build_table(asked.needs, wanted, groups_by_school(asked.county.id, asked.needs.on))
    return render_template(
        "needs/table.html", asked=asked, wanted=wanted, table=table, chart=draw_diverging(table.totals), Stage=Stage, states=NeedState,
        locations=Location, groups=list_groups(asked.county.id), own_school=own_school_id())


def asked_rows(asked: Asked) -> Wanted:
    """Return what the address narrows the table to; school roles see their own school, in a stage it has."""
    own, stage = own_school_id(), request.args.get("stage", "")
    has = {row.section.stage for row in asked.needs.sections if own in (None, row.school.id)}
    stages = [one for one in (Stage.PRIMARY, Stage.JUNIOR) if one in has] or [Stage.PRIMARY]
    return Wanted(stage=Stage(stage) if stage in stages else stages[0], group_id=request.args.get("group", type=int),
                  location=find(Location, request.args.get("location")), state=find(NeedState, request.args.get("state")),
                  subject=request.args.get("subject", ""), school_id=own)


def find(kind: type[Member], code: str | None) -> Member | None:
    """Return the member of a code, None for nonsense."""
    return next((member for member in kind if member.value == code), None)


@blueprint.get("/sections/<int:section_id>/<subject>")
@requires_role(RECORD_READERS)
def show_cell(section_id: int, subject: str) -> str:
    """Show what one need is made of, and who is there."""
    asked = asked_needs()
    section = asked.section(section_id)
    curriculum = build_curriculum(asked.year.rules, asked.year.rules.load.curriculum.value)
    parts = cell_parts(asked.needs, section, subject, curriculum)
    if parts is None:
        raise LookupError("nobody is needed and nobody is there")
    classes = {grade.grade: grade.classes for grade in section.year.grades}
    norms = [norm for norm in compute_norm_need(classes, build_pe_norms(asked.year.rules)) if norm.subject == subject]
    return render_template(
        "needs/cell.html", asked=asked, section=section, subject=subject, name=names_of(asked.needs.sections)[section.key], parts=parts,
        norms=norms, override=asked.needs.overrides.get((section.key, subject)), load=load_of(asked, section.section.stage.value, subject),
        rules=asked.year.rules.load)


@blueprint.get("/schools/<int:school_id>/bars")
@requires_role(RECORD_READERS)
def show_bars(school_id: int) -> str:
    """Answer the fragment with staff against need of one school, which the school's page asks for."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    asked = asked_needs()
    bars = [(row.name, draw_diverging(section_totals(row))) for stage in COMPULSORY
            for row in build_table(asked.needs, Wanted(stage, school_id=school.id), {}).rows]
    return render_template("needs/_bars.html", asked=asked, bars=bars)


def load_of(asked: Asked, stage: str, subject: str) -> str:
    """Return the standard load of a subject in words of numbers."""
    table = asked.year.rules.load.load_tables[asked.year.rules.load.load_table.value].value
    band = table.band(stage, subject)  # type: ignore[arg-type]
    if band is None:
        return ""
    return f"{band.least.normalize():f}" if band.least == band.most else f"{band.least.normalize():f}–{band.most.normalize():f}"


@blueprint.route("/sections/<int:section_id>/<subject>/set", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def set_need(section_id: int, subject: str) -> Response | str:
    """Let an officer set least and most of a need, with a reason."""
    asked = asked_needs()
    row, parts_of = asked.section(section_id), asked.needs.overrides
    form = NeedForm(obj=parts_of.get((row.key, subject)))
    if form.validate_on_submit():
        try:
            operations.set_need(row.section, asked.year.school_year, subject, least=form.least.data, most=form.most.data, reason=form.reason.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("needs.show_cell", section_id=section_id, subject=subject))
    return render_template("needs/set_need.html", form=form, subject=subject, cell=asked.needs.cell(row.key, subject),
                           section=row, name=names_of(asked.needs.sections)[row.key])


@blueprint.post("/sections/<int:section_id>/<subject>/release")
@requires_role(OFFICERS)
@writes
def release_need(section_id: int, subject: str) -> Response:
    """Let the computed need count again."""
    section = get_county_section(person().county_id, section_id)
    try:
        operations.release_need(section, asked_needs().year.school_year, subject)
    except StaffingError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("The computed need counts again."), "success")
    return redirect(url_for("needs.show_needs", stage=section.stage.value, subject=subject))


@blueprint.post("/export/<listing>.<wanted>")
@requires_role(RECORD_READERS)
@writes
def export_list(listing: str, wanted: str) -> Response:
    """Hand out one of the lists of need, with an audit line."""
    asked, format_ = asked_needs(), as_format(wanted)
    try:
        exported = the_list(listing, asked)
    except StaffingError as error:
        flash(str(error.message), "warning")
        return redirect(url_for("needs.show_gaps"))
    return hand_out(exported, format_, code=f"needs_{listing}", personal=False, told={"school_year": asked.year.school_year})


def the_list(listing: str, asked: Asked) -> Exported:
    """Return a list of these pages; school roles get the need of their own school only."""
    if listing == "table":
        wanted = asked_rows(asked)
        table = build_table(asked.needs, wanted, groups_by_school(asked.county.id, asked.needs.on))
        return exporting.need_list(asked.county, [exporting.need_sheet(table, asked.needs, wanted.stage)], made_by=person().name)
    if own_school_id() is not None or listing not in exporting.COUNTY_LISTS:
        raise LookupError("no such list")
    if listing == "supplement":
        return exporting.supplement_list(asked.county, asked.year, asked.needs, plan_id=request.args.get("plan", type=int))
    return exporting.COUNTY_LISTS[listing](asked.county, asked.year, asked.needs)
