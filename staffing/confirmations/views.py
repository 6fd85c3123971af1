"""Pages: progress of the schools, one school's persons, an answer entered for somebody, objections and their decision, one's own facts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.confirmations import operations, queries
from staffing.confirmations.forms import AnswerForm, DecisionForm
from staffing.confirmations.models import Answer, FactConfirmation, ObjectionDecision, Party
from staffing.confirmations.personal import own_verdict
from staffing.confirmations.secrets import read_words
from staffing.confirmations.seen import SeenFacts, fingerprint, seen_facts
from staffing.core.access import OFFICERS, SCHOOL_ROLES, own_school_id, person, requires_role
from staffing.core.as_of import bind_pages
from staffing.core.pages import asked_page
from staffing.core.school_year import SchoolYear, today
from staffing.core.transactions import writes
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.eligibility.queries import find_latest_list, find_verdict
from staffing.errors import StaffingError, StaleVersionError
from staffing.policy.deciding import rules_for
from staffing.rotation_years.queries import find_current_year, get_rotation_year
from staffing.schools.queries import get_school, school_names_of
from staffing.slips.personal import personal_page, requires_slip, visitor
from staffing.teachers.queries import get_teacher
from staffing.teachers.roster import load_roster

blueprint = Blueprint("confirmations", __name__)
bind_pages(blueprint, _l("Facts are confirmed by the list of the rotation year."))
PARTIES = OFFICERS | SCHOOL_ROLES


def current_list() -> EligibilityList | None:
    """Return the newest list of the current rotation year."""
    year = find_current_year(person().county_id)
    return find_latest_list(year.id) if year else None


def required_list() -> EligibilityList:
    """Return the newest list; LookupError without one."""
    listed = current_list()
    if listed is None:
        raise LookupError("no list yet")
    return listed


@blueprint.get("/confirmations/")
@requires_role(PARTIES)
def show_progress() -> Response | str:
    """Show how far each school is; a school is led to its own persons."""
    listed, own = current_list(), own_school_id()
    if listed is None:
        return render_template("confirmations/none.html")
    if own is not None:
        return redirect(url_for("confirmations.list_persons", school_id=own))
    return render_template("confirmations/progress.html", listed=listed, rows=queries.count_progress(listed),
                           open_objections=queries.count_open(listed.rotation_year_id))


@blueprint.get("/confirmations/schools/<int:school_id>")
@requires_role(PARTIES)
def list_persons(school_id: int) -> str:
    """Show a school's persons with both answers."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    listed = current_list()
    if listed is None:
        return render_template("confirmations/none.html")
    return render_template("confirmations/persons.html", listed=listed, school=school, lines=queries.list_persons(listed, school.id), Party=Party)


@blueprint.post("/confirmations/schools/<int:school_id>/confirm-rest")
@requires_role(PARTIES)
@writes
def confirm_rest(school_id: int) -> Response:
    """Let the school confirm everybody about whom it has not answered yet."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    number = operations.confirm_rest(queries.list_persons(required_list(), school.id), entered_by=person().id)
    flash(_("The school has confirmed the facts of %(number)d persons.", number=number), "success")
    return redirect(url_for("confirmations.list_persons", school_id=school.id), code=303)


@blueprint.route("/confirmations/teachers/<int:teacher_id>/<party>", methods=["GET", "POST"])
@requires_role(PARTIES)
@writes
def answer_for(teacher_id: int, party: str) -> Response | str:
    """Show the facts about one person and take the school's answer, or the teacher's as given on paper."""
    teacher = get_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    verdict = verdict_of(required_list(), teacher.id)
    one = operations.find_answer(verdict, asked_party(party))
    form = answer_form(one)
    if form.validate_on_submit() and store_answer(verdict, asked_party(party), form, entered_by=person().id):
        flash(_("Stored: %(name)s, %(answer)s.", name=teacher.name, answer=Answer(form.answer.data).label), "success")
        return redirect(url_for("confirmations.list_persons", school_id=verdict.school_id), code=303)
    return render_template("confirmations/answer.html", verdict=verdict, facts=facts_of(verdict), form=form, one=one, party=asked_party(party))


def asked_party(code: str) -> Party:
    """Return whose answer an address speaks of; LookupError for any other word."""
    if code not in list(Party):
        raise LookupError("no such party")
    return Party(code)


def verdict_of(listed: EligibilityList, teacher_id: int) -> EligibilityVerdict:
    """Return a person's verdict on the list, of the own school for school roles; LookupError if there is none."""
    verdict = find_verdict(listed.id, teacher_id)
    if verdict is None or own_school_id() not in (None, verdict.school_id):
        raise LookupError("not on the list")
    return verdict


def facts_of(verdict: EligibilityVerdict) -> SeenFacts:
    """Return what is shown of a verdict."""
    county_id = verdict.eligibility_list.county_id
    entry = load_roster(county_id, today()).by_id().get(verdict.teacher_id)
    names = school_names_of(county_id, [verdict.school_id] if verdict.school_id else [])
    return seen_facts(verdict, entry, names.get(verdict.school_id or 0, "—"))


def answer_form(one: FactConfirmation | None) -> AnswerForm:
    """Return the form with the answer given so far."""
    form = AnswerForm(answer=one.answer.value, words=read_words(one)) if one else AnswerForm()
    if not form.is_submitted():
        form.version.data = one.version if one else None
    return form


def store_answer(verdict: EligibilityVerdict, party: Party, form: AnswerForm, *, entered_by: int | None) -> bool:
    """Store the answer of a form; False with the fault on the form where it is refused."""
    try:
        operations.give_answer(verdict, party=party, answer=Answer(form.answer.data), words=form.words.data or "", entered_by=entered_by,
                               version=form.version.data)
    except StaffingError as error:
        form.take_error(error)
        return False
    return True


@blueprint.get("/confirmations/objections")
@requires_role(OFFICERS)
def list_objections() -> str:
    """Show the objections of the current year, those that wait first of all."""
    year, everything = get_rotation_year(person().county_id), "all" in request.args
    page = queries.list_objections(year.id, asked_page(sortable=("given",), default_sort="given"), only_open=not everything)
    schools = school_names_of(person().county_id, {one.school_id for one in page.rows if one.school_id})
    return render_template("confirmations/objections.html", year=year, page=page, everything=everything, schools=schools, read_words=read_words)


@blueprint.route("/confirmations/<int:confirmation_id>/decide", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def decide_objection(confirmation_id: int) -> Response | str | tuple[str, int]:
    """Let the officer decide an objection."""
    one = queries.get_confirmation(person().county_id, confirmation_id)
    verdict, form = verdict_of(required_list(), one.teacher_id), decision_form(one)
    if form.validate_on_submit():
        try:
            operations.decide_objection(one, version=form.version.data, decision=ObjectionDecision(form.decision.data), reason=form.reason.data or "",
                                        decided_by=person().id)
        except StaleVersionError:
            return show_conflict(form, decision_form(one, formdata=None), target=one, county_id=one.county_id, heading=one.teacher.name)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Decided. Teacher and school read the decision with its reason."), "success")
            return redirect(url_for("confirmations.list_objections"), code=303)
    return render_template("confirmations/decide.html", one=one, words=read_words(one), verdict=verdict, facts=facts_of(verdict), form=form,
                           changed=one.seen_digest != fingerprint(verdict))


def decision_form(one: FactConfirmation, **given: Any) -> DecisionForm:
    """Return the form with what was decided so far."""
    form = DecisionForm(data={"decision": one.decision.value if one.decision else None, "reason": one.decision_reason}, **given)
    form_seen(form, one, one.county_id)
    return form


@blueprint.get("/confirmations/deferrals")
@requires_role(OFFICERS)
def list_deferrals() -> str:
    """Show the deferrals that run out before the moves begin, and during the year."""
    year = get_rotation_year(person().county_id)
    begins, ends = SchoolYear(year.school_year).starts_on, SchoolYear(year.school_year + 1).starts_on
    grounds = {code: stated.value.name for code, stated in rules_for(year.ruleset, year.school_year).deferrals.items()}
    rows = queries.list_running_out(person().county_id, since=min(today(), year.cut_off_on), until=ends)
    return render_template("confirmations/deferrals.html", year=year, rows=rows, begins=begins, grounds=grounds)


@blueprint.route("/my/facts", methods=["GET", "POST"])
@requires_slip
@writes
def show_own() -> Response | str:
    """Show a teacher the facts used about him or her and take the answer."""
    verdict = own_verdict(visitor())
    if verdict is None:
        return redirect(url_for("slips.show_home"))
    one = operations.find_answer(verdict, Party.TEACHER)
    form = answer_form(one)
    if form.validate_on_submit() and store_answer(verdict, Party.TEACHER, form, entered_by=None):
        flash(_("Thank you, your answer is stored."), "success")
        return redirect(url_for("confirmations.show_own"), code=303)
    return personal_page("confirmations/own.html", **own_page_facts(verdict, one, form))


def own_page_facts(verdict: EligibilityVerdict, one: FactConfirmation | None, form: AnswerForm) -> dict[str, Any]:
    """Return what one's own page shows."""
    return {"verdict": verdict, "facts": facts_of(verdict), "one": one, "form": form,
            "stale": one is not None and one.seen_digest != fingerprint(verdict)}
