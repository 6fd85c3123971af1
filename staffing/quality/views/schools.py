"""Pages: progress by school, a school's own totals, re-check of a school, the catalogue."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import RECORD_READERS, own_school_id, person, requires_role
from staffing.core.pages import table_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.quality import operations, pictures, queries
from staffing.quality.catalogue import RULES
from staffing.quality.enums import FindingState
from staffing.quality.forms import TotalsForm
from staffing.quality.gathering import Scope, rules_of
from staffing.quality.rule_words import RULE_WORDS
from staffing.quality.school_rows import Totals
from staffing.quality.views.blueprint import KEEPERS, blueprint
from staffing.schools.queries import get_county, get_school


@blueprint.get("/schools")
@requires_role(RECORD_READERS)
def show_progress() -> str:
    """Show how far each school is."""
    rows = queries.list_progress(person().county_id, on=today(), school_id=own_school_id())
    largest = max((row.total for row in rows), default=0)
    page = table_page(rows)
    bars = {row.school_id: pictures.draw_bar({FindingState.NEW: row.open, FindingState.IGNORED: row.ignored, FindingState.MENDED: row.mended},
                                             whole=largest) for row in page.rows}
    return render_template("quality/progress.html", page=page, bars=bars, may_work=person().role in KEEPERS)


@blueprint.post("/schools/<int:school_id>/check")
@requires_role(KEEPERS)
@writes
def check_school(school_id: int) -> Response:
    """Check one school and everybody there at once."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    run = operations.check_now(school.county_id, Scope(school_id=school.id), made_by=person().id)
    flash(_("Checked: %(new)s new, %(mended)s mended, %(found)s found in all.", **run.counts), "success")
    return redirect(url_for("quality.list_findings", school=school_id))


@blueprint.route("/schools/<int:school_id>/totals", methods=["GET", "POST"])
@requires_role(KEEPERS)
@writes
def report_totals(school_id: int) -> Response | str | tuple[str, int]:
    """Enter how many persons the school says it has."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    year = get_county(school.county_id).school_year
    row = queries.find_reported(school.id, year)
    form = TotalsForm(obj=row)
    if row is not None:
        form_seen(form, row, school.county_id)
    if form.validate_on_submit():
        try:
            save_totals(school_id, year, form)
        except StaleVersionError:
            return show_conflict(form, TotalsForm(obj=row, formdata=None), target=row, county_id=school.county_id, heading=school.name)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("quality.list_findings", school=school_id))
    return render_template("quality/totals.html", form=form, school=school, year=year)


def save_totals(school_id: int, year: int, form: TotalsForm) -> None:
    """Store the totals and check the school against them at once."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    told = Totals(form.staff.data, form.established.data, form.teachers.data)
    operations.report_totals(school, year, told, version=form.version.data)
    operations.check_now(school.county_id, Scope(school_id=school.id), made_by=person().id)


@blueprint.get("/catalogue")
@requires_role(RECORD_READERS)
def show_catalogue() -> str:
    """Show every rule with severity, remedy and how many findings are open."""
    county = get_county(person().county_id)
    wanted = queries.FindingFilter(school_id=own_school_id())
    return render_template("quality/catalogue.html", rules=RULES, words=RULE_WORDS, counts=queries.count_rules(county.id, wanted),
                           left_out=rules_of(county).quality.left_out.value)
