"""Pages: the matrix of schools and indicators, what is behind one cell, the county's table, exports."""

from typing import TypeVar

from flask import render_template, request
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.as_of import answers_as_of, honoured_day
from staffing.core.enums import LabelledEnum
from staffing.core.exports import Exported, as_format
from staffing.core.pages import asked_page
from staffing.core.transactions import writes
from staffing.indicators import exporting, matrix, queries
from staffing.indicators.codes import Basis, Scheme
from staffing.indicators.definitions import QUALITY_INDICATORS, IndicatorDefinition
from staffing.indicators.drilldown import find_record, list_behind
from staffing.indicators.panels import PERSONS, bullet_rows, section_bars
from staffing.indicators.tables import CV_TITLE, build_published_table
from staffing.indicators.views.blueprint import Asked, asked_figures, blueprint
from staffing.releases.leaving import hand_out
from staffing.schools.enums import Location, Stage
from staffing.schools.queries import get_school, list_groups, list_target_years

Member = TypeVar("Member", bound=LabelledEnum)


@blueprint.get("/")
@requires_role(RECORD_READERS)
@answers_as_of
def show_matrix() -> str:
    """Show schools against indicators, with the county below."""
    asked = asked_figures()
    page = asked_page(sortable=matrix.SORTABLE, default_sort="code")
    wanted = asked_rows(asked)
    shown = the_matrix(asked)
    return render_template(
        "indicators/matrix.html", asked=asked, wanted=wanted, matrix=shown, sort=page, indicators=QUALITY_INDICATORS,
        bases=Basis, stages=asked.figures.policy.scope.stages, Stage=Stage, states=matrix.RowState, locations=Location,
        groups=list_groups(asked.county.id), target_years=list_target_years(asked.county.id), own_school=own_school_id())


def asked_rows(asked: Asked) -> matrix.Wanted:
    """Return what the address narrows the matrix to; school roles see their own school only, in a stage it has."""
    stage, own = request.args.get("stage", ""), own_school_id()
    has = [row.section.stage for row in asked.figures.sections if own in (None, row.school.id)]
    stages = [one for one in (Stage.PRIMARY, Stage.JUNIOR) if one in has] or [Stage.PRIMARY]
    short = request.args.get("short", "")
    return matrix.Wanted(
        stage=Stage(stage) if stage in stages else stages[0], group_id=request.args.get("group", type=int),
        location=find(Location, request.args.get("location")), target_year=request.args.get("target_year", type=int),
        state=find(matrix.RowState, request.args.get("state")), short=short if short in matrix.CODES else "", school_id=own)


def find(kind: type[Member], code: str | None) -> Member | None:
    """Return the member of a code, None for nonsense."""
    return next((member for member in kind if member.value == code), None)


def the_matrix(asked: Asked) -> matrix.Matrix:
    """Return the matrix the address asks for."""
    page = asked_page(sortable=matrix.SORTABLE, default_sort="code")
    groups = queries.groups_by_school(asked.county.id, asked.figures.on)
    return matrix.build_matrix(asked.figures, asked.basis, asked_rows(asked), groups=groups,
                               targets=queries.load_targets(asked.county.id, asked.rules), sort=page.sort, descending=page.descending)


@blueprint.get("/sections/<int:section_id>/<indicator>")
@requires_role(RECORD_READERS)
@answers_as_of
def show_cell(section_id: int, indicator: str) -> str:
    """Show what is behind one figure: who was counted, who was not, by which rule."""
    asked, definition = asked_figures(), definition_of(indicator)
    place, found = find_record(asked.figures, section_id)
    if own_school_id() not in (None, found.school.id):
        raise LookupError("not the own school")
    cells = {basis: matrix.assessment_on(asked.figures, basis).section(found.key) for basis in Basis}
    behind = list_behind(asked.figures, asked.basis, definition, place)
    rule = asked.rules.indicators.thresholds[definition.code]  # type: ignore[index]
    return render_template(
        "indicators/cell.html", asked=asked, record=found, name=matrix.names_of(asked.figures.sections)[found.key],
        definition=definition, cell=cells[asked.basis].cell(definition.code), cells=cells, behind=behind, rule=rule, bases=Basis,
        chart=bullet_rows(asked.figures.policy, [cells[basis].cell(definition.code) for basis in Basis], [basis.label for basis in Basis]))


@blueprint.get("/schools/<int:school_id>/bars")
@requires_role(RECORD_READERS)
@answers_as_of
def show_bars(school_id: int) -> str:
    """Answer the fragment with L1 to L3 of one school, which the school's page asks for."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    asked = asked_figures()
    return render_template("indicators/_bars.html", asked=asked, bars=section_bars(asked.figures, asked.basis, school.id), indicators=PERSONS)


def definition_of(code: str) -> IndicatorDefinition:
    """Return an indicator of the scheme; LookupError for an unknown code."""
    for item in QUALITY_INDICATORS:
        if item.code == code:
            return item
    raise LookupError("no such indicator")


@blueprint.get("/county")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_county_table() -> str:
    """Show the county's table as counties publish it."""
    asked = asked_figures()
    tables = [(stage, build_published_table(Scheme.QUALITY, stage, places=exporting.TABLE_PLACES)) for stage in asked.assessment.stages]
    return render_template("indicators/county.html", asked=asked, tables=tables, bases=Basis, Stage=Stage, cv_title=CV_TITLE,
                           signatures=exporting.SIGNATURES)


@blueprint.post("/export/<listing>.<wanted>")
@requires_role(RECORD_READERS)
@answers_as_of
@writes
def export_list(listing: str, wanted: str) -> Response:
    """Hand out the matrix as shown, or the county's table, as a file or for print, with an audit line."""
    asked, format_ = asked_figures(), as_format(wanted)
    return hand_out(the_list(listing, asked), format_, code=f"indicators_{listing}", personal=False,
                    told={"school_year": asked.school_year, "basis": asked.basis.value})


def the_list(listing: str, asked: Asked) -> Exported:
    """Return one of the lists of this page; the county's table is not for school roles."""
    if listing == "matrix":
        return exporting.matrix_list(asked.county, [exporting.matrix_sheet(the_matrix(asked).rows, asked.figures, asked.basis, asked_rows(asked).stage)],
                                     made_by=person().name, on=honoured_day())
    if listing == "county" and own_school_id() is None:
        return exporting.county_list(asked.county, asked.assessment, asked.figures, made_by=person().name, on=honoured_day())
    raise LookupError("no such list")
