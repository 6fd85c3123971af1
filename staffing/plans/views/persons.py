"""Pages about one person in a plan: why, which chain, wishes, why not another school, what if he or she drops out; the letter."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, requires_role
from staffing.core.transactions import writes
from staffing.plans import queries
from staffing.plans.answers import outcomes, persons
from staffing.plans.answers.queries import latest_jobs_below, list_answers
from staffing.plans.answers.questions import OF_PERSONS, AnswerKind, Question
from staffing.plans.models import Plan, SolveRun
from staffing.plans.views.asking import Asking, ask_or_tell, asking, names_in, quota_names_of, shown, told_job
from staffing.plans.views.blueprint import blueprint
from staffing.plans.wording_reasons import word_reason
from staffing.schools.queries import list_sections
from staffing.teachers.models import Teacher

Frame = dict[str, Any]  # what a template is given


@blueprint.get("/<int:plan_id>/persons/<int:teacher_id>")
@requires_role(COUNTY_READERS)
def show_person(plan_id: int, teacher_id: int) -> str:
    """Show what the plan does with a person, and every answer about it."""
    plan, run = shown(plan_id)
    if run.cost is None:
        raise LookupError
    teacher = queries.get_teacher(plan.county_id, teacher_id)
    why, drop, others, jobs = _askings(run, teacher.id)
    names = names_in(plan, [one.content for one in (why, drop, *others)])
    return render_template(
        "plans/answers/person.html", why=why, drop=drop, why_not_jobs=jobs, **_told(plan, run, teacher, why, names, own=False),
        drop_out=outcomes.view_drop_out(drop.content, names, quota_names_of(plan), teacher.pseudonym) if drop.content else None,
        answers=[outcomes.view_why_not(one.answer, names, quota_names_of(plan)) for one in others if one.answer],
        sections=list_sections(plan.county_id))


@blueprint.get("/<int:plan_id>/persons/<int:teacher_id>/letter")
@requires_role(COUNTY_READERS)
def show_letter(plan_id: int, teacher_id: int) -> str:
    """Show the answer to hand to the person: reasons and wishes, nobody else's data."""
    plan, run = shown(plan_id)
    if run.cost is None:
        raise LookupError
    teacher = queries.get_teacher(plan.county_id, teacher_id)
    why = asking(run, Question(AnswerKind.PERSON, teacher.id))
    return render_template("plans/answers/letter.html", **_told(plan, run, teacher, why, names_in(plan, []), own=True))


@blueprint.post("/<int:plan_id>/persons/<int:teacher_id>/ask/<code>")
@requires_role(OFFICERS)
@writes
def ask_person(plan_id: int, teacher_id: int, code: str) -> Response:
    """Ask a question about a person."""
    if code not in OF_PERSONS:
        raise LookupError
    kind = AnswerKind(code)
    section_id = request.form.get("section", type=int) if kind is AnswerKind.WHY_NOT else None
    if kind is AnswerKind.WHY_NOT and section_id is None:
        raise LookupError
    ask_or_tell(plan_id, Question(kind, teacher_id, section_id))
    return redirect(url_for("plans.show_person", plan_id=plan_id, teacher_id=teacher_id))


def _askings(run: SolveRun, teacher_id: int) -> tuple[Asking, Asking, list[Asking], list[Any]]:
    """Return the questions about a person: why, drop-out, and each school asked about with the jobs not done."""
    others = [Asking(Question(one.kind, one.teacher_id, one.section_id), one, None)
              for one in list_answers(run.id, teacher_id, AnswerKind.WHY_NOT)]
    prefix = Question(AnswerKind.WHY_NOT, teacher_id).subject(run.id) + ":"
    jobs = [view for job in latest_jobs_below(prefix) if (view := told_job(job)) is not None]
    return (asking(run, Question(AnswerKind.PERSON, teacher_id)), asking(run, Question(AnswerKind.DROP_OUT, teacher_id)), others, jobs)


def _told(plan: Plan, run: SolveRun, teacher: Teacher, why: Asking, names: Any, *, own: bool) -> Frame:
    """Return what is known about the person's place in the plan: of the stored answer, else the reasons kept with the move."""
    quotas, answer = quota_names_of(plan), why.content
    move = queries.find_move(run, teacher.id)
    reasons = [] if move is None else [word_reason(reason) for reason in move.reasons]
    if answer and answer["reasons"]:
        reasons = [persons.word_told_reason(reason, names, quotas) for reason in answer["reasons"]["reasons"]]
    return {
        "plan": plan, "run": run, "teacher": teacher, "move": move, "names": names, "reasons": reasons,
        "wishes": persons.wish_lines(answer["wishes"], names, quotas, own=own) if answer else None,
        "chain": persons.chain_steps(answer["chain"], names, teacher.pseudonym) if answer and not own else [],
        "is_cycle": bool(answer and answer["chain"] and answer["chain"]["is_cycle"])}
