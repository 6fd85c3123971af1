"""Pages: ask the schools of a proposal, what they answered, one answer, the bureau's decision about it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, Role, own_school_id, person, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.decisions import opinions, queries
from staffing.decisions.forms import UPHELD, OpinionForm, UpholdForm
from staffing.decisions.operations import submittable_run
from staffing.decisions.opinion_words import counted, official_words
from staffing.decisions.telling import tell_principals
from staffing.decisions.views.blueprint import blueprint
from staffing.errors import StaffingError, StaleVersionError
from staffing.plans.queries import get_plan
from staffing.schools.queries import section_names


@blueprint.post("/plans/<int:plan_id>/opinions")
@requires_role(OFFICERS)
@writes
def ask_schools(plan_id: int) -> Response:
    """Ask the schools of a valid proposal for their opinions."""
    plan = get_plan(person().county_id, plan_id)
    made = opinions.ask_opinions(plan, submittable_run(plan), on=today(), who=person())
    tell_principals(made)
    flash(_("The principals have been told; they may answer until %(day)s.", day=made.due_on.isoformat()), "success")
    return redirect(url_for("decisions.show_round", round_id=made.id), code=303)


@blueprint.get("/opinions/<int:round_id>")
@requires_role(COUNTY_READERS | {Role.PRINCIPAL})
def show_round(round_id: int) -> str:
    """Show what the schools say; to a principal the own school only."""
    asked = queries.get_round(person().county_id, round_id)
    rows = queries.list_opinions(round_id, school_id=own_school_id())
    return render_template("decisions/round.html", asked=asked, rows=rows, counted=counted(rows, today()), words=official_words, day=today(),
                           names=section_names(asked.county_id))


@blueprint.route("/opinions/answers/<int:opinion_id>", methods=["GET", "POST"])
@requires_role(Role.PRINCIPAL)
@writes
def give_opinion(opinion_id: int) -> Response | str | tuple[str, int]:
    """Let a principal say what the school thinks of one move."""
    one = queries.get_opinion(person().county_id, opinion_id, school_id=own_school_id())
    form = OpinionForm(data={"version": one.version, "answer": one.answer, "reason": one.reason})
    return answered(opinion_id, form, lambda: opinions.answer(
        one, given=form.answer.data, reason=form.reason.data or "", on=today(), who=person(), version=form.version.data))


@blueprint.route("/opinions/answers/<int:opinion_id>/decide", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def decide_opinion(opinion_id: int) -> Response | str | tuple[str, int]:
    """Let the officer decide about an opinion that does not agree."""
    one = queries.get_opinion(person().county_id, opinion_id)
    form = UpholdForm(data={"version": one.version})
    return answered(opinion_id, form, lambda: opinions.decide(
        one, upheld=form.outcome.data == UPHELD, reason=form.reason.data or "", who=person(), version=form.version.data))


def answered(opinion_id: int, form: OpinionForm | UpholdForm, do: "object") -> Response | str | tuple[str, int]:
    """Take an answer and go back to the round; a stale form is shown again with what stands now."""
    code = 200
    if form.validate_on_submit():
        try:
            do()  # type: ignore[operator]
            one = queries.get_opinion(person().county_id, opinion_id)
            flash(_("Stored: %(name)s, %(words)s", name=one.teacher.name, words=official_words(one, today())), "success")
            return redirect(url_for("decisions.show_round", round_id=one.round_id), code=303)
        except StaleVersionError as error:
            form.take_error(error)
            code = 409
        except StaffingError as error:
            form.take_error(error)
    one = queries.get_opinion(person().county_id, opinion_id)
    form.version.data = one.version if code != 200 else form.version.data
    return render_template("decisions/opinion.html", one=one, form=form, words=official_words(one, today()), names=section_names(person().county_id),
                           most=opinions.protected_most(one)), code
