"""The planning board: steps, undo, two officers at once, taking over; the verdict is always the checker's own."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation.check import amounts, check, check_moves
from solvers.rotation.instance import Forbid, Move as ModelMove, Pin
from solvers.rotation.io import parse_instance, parse_solution
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import GoalCode, RuleCode
from staffing.core.access import Role
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import JobState
from staffing.plans import queries
from staffing.plans.answers import repair_jobs
from staffing.plans.board import operations
from staffing.plans.board.judging import concerned_sections, judge
from staffing.plans.board.models import BoardDraft, StepKind
from staffing.plans.board.pictures import picture_of
from staffing.plans.board.steps import Step, begin, replay, take
from staffing.plans.models import MarkKind, Plan, PlanOrigin, PlanState
from tests.factories.plans import create_plan
from tests.helpers.statements import counted_statements

READ = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def run(proposed):
    """Return the run that the proposed plan shows."""
    return queries.find_shown_run(proposed.county_id, proposed.id)


@pytest.fixture
def stayer(tiny, run):
    """Return a teacher of the first school whom the plan leaves there."""
    gone = {move.teacher_id for move in run.moves}
    return next(teacher for teacher in tiny.teachers[:6] if teacher.id not in gone)


def send(client, plan, kind, teacher, version, act="steps", **more):
    """Make a step as the form does."""
    return client.post(f"/board/{plan.id}/{act}", data={"kind": kind, "teacher_id": teacher and teacher.id, "version": version, **more},
                       follow_redirects=True)


def draft_of(plan) -> BoardDraft:
    """Return the stored draft."""
    return db.session.scalar(select(BoardDraft).where(BoardDraft.plan_id == plan.id))


def test_board_opens_on_the_plan_as_it_is(officer, proposed, run):
    page = officer.get(f"/board/{proposed.id}").text
    assert "全部规则均符合，复核通过" in page
    assert "尚无编排步骤" in page
    assert f"/board/{proposed.id}" in officer.get(f"/plans/{proposed.id}").text
    assert draft_of(proposed) is None, "looking stores nothing"


def test_board_leads_back_when_there_are_no_moves(officer, tiny):
    plan = create_plan(tiny, "空方案")
    answer = officer.get(f"/board/{plan.id}", follow_redirects=True)
    assert "还没有调动安排" in answer.text


def test_step_is_stored_answered_undone_and_done_again(officer, proposed, tiny, stayer):
    place = tiny.sections[1].id
    page = send(officer, proposed, "move", stayer, 0, place=f"{place}").text
    assert f"{stayer.name}调往" in page
    draft = draft_of(proposed)
    assert (draft.done, len(draft.steps), draft.version) == (1, 1, 1)
    assert "尚无编排步骤" in send(officer, proposed, None, None, 1, act="undo").text
    assert (draft_of(proposed).done, len(draft_of(proposed).steps)) == (0, 1)
    assert f"{stayer.name}调往" in send(officer, proposed, None, None, 2, act="redo").text
    assert "没有可重做的步骤" in send(officer, proposed, None, None, 3, act="redo").text


def test_broken_rule_is_told_at_once_and_filtered(officer, proposed, tiny, stayer):
    send(officer, proposed, "forbid", stayer, 0, place=tiny.sections[1].id)
    page = send(officer, proposed, "move", stayer, 1, place=tiny.sections[1].id).text
    assert "属于禁止去向" in page
    assert "条规则不符合" in page
    only = officer.get(f"/board/{proposed.id}?broken=1&teacher={stayer.id}").text
    assert stayer.name in only
    assert "重新允许" in only


def test_breach_of_a_school_is_shown_at_its_own_sections(run):
    picture = picture_of(run)
    school = picture.instance.schools[1]
    finding = Finding(RuleCode.SCHOOL_OUTFLOW, (school.id,), "")
    assert concerned_sections(picture.instance, picture.base, (finding,)) == {
        section.id: 1 for section in picture.instance.index.sections_of_school[school.id]}


def test_second_officer_cannot_overwrite_the_first(officer, client_as, proposed, tiny, stayer):
    other = client_as(Role.OFFICER)
    send(officer, proposed, "pin", stayer, 0)
    page = send(other, proposed, "move", stayer, 0, place=tiny.sections[1].id).text
    assert "您的这一步没有生效" in page
    assert draft_of(proposed).done == 1
    assert f"{stayer.name}已固定" in page, "the second one sees what the first one did"


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.CLERK, Role.ADMINISTRATOR])
def test_board_is_the_officers_alone(client_as, proposed, role):
    client = client_as(role)
    assert client.get(f"/board/{proposed.id}").status_code == 403
    assert client.post(f"/board/{proposed.id}/steps").status_code == 403


def test_incomplete_step_is_refused_in_words(officer, proposed, stayer):
    assert "请选择要做什么" in send(officer, proposed, "fly", stayer, 0).text
    assert "请先选择人员" in send(officer, proposed, "move", None, 0).text
    assert "请选择调往哪里" in send(officer, proposed, "move", stayer, 0).text
    assert "请选择与谁互换" in send(officer, proposed, "swap", stayer, 0).text
    assert draft_of(proposed) is None


def test_by_subject_and_search_show_their_persons(officer, proposed, stayer):
    by_subject = officer.get(f"/board/{proposed.id}?by=subject&subject={stayer.appointments[0].subject}").text
    assert stayer.name in by_subject
    found = officer.get(f"/board/{proposed.id}?text={stayer.number}&teacher={stayer.id}").text
    assert stayer.name in found
    assert "可调往" in found


def test_taking_over_makes_a_checked_plan_and_uses_the_draft_up(officer, proposed, run, stayer):
    send(officer, proposed, "pin", stayer, 0)
    officer.post(f"/board/{proposed.id}/take-over", data={"name": "手工方案", "version": 1})
    made = db.session.scalar(select(Plan).where(Plan.name == "手工方案"))
    stored = queries.find_shown_run(made.county_id, made.id)
    instance, solution = parse_instance(stored.instance_text), parse_solution(stored.solution_text)
    assert made.origin is PlanOrigin.HAND_MADE
    assert made.state is PlanState.VALID
    assert check(instance, solution) == []
    assert {move.teacher_id for move in stored.moves} == {move.teacher_id for move in run.moves}
    assert [(mark.teacher_id, mark.kind) for mark in made.marks] == [(stayer.id, MarkKind.PIN)]
    assert draft_of(proposed) is None
    assert officer.get(f"/plans/{made.id}").status_code == 200
    assert queries.find_shown_run(proposed.county_id, proposed.id).id == run.id, "the old plan stays"


def test_plan_that_breaks_rules_is_taken_over_as_invalid(officer, proposed, run):
    mover = run.moves[0].teacher
    send(officer, proposed, "stay", mover, 0)
    for version, move in enumerate(run.moves[1:], start=1):
        send(officer, proposed, "stay", move.teacher, version)
    officer.post(f"/board/{proposed.id}/take-over", data={"name": "无人交流", "version": len(run.moves)})
    made = db.session.scalar(select(Plan).where(Plan.name == "无人交流"))
    assert made.state is PlanState.INVALID
    stored = queries.find_shown_run(made.county_id, made.id)
    assert "rotation_share" in {finding["code"] for finding in stored.findings}


def test_solver_completes_what_stands_on_the_board(officer, proposed, run, stayer, work):
    send(officer, proposed, "pin", stayer, 0)
    officer.post(f"/board/{proposed.id}/complete", data={"name": "补全方案", "version": 1})
    made = db.session.scalar(select(Plan).where(Plan.name == "补全方案"))
    pinned = {mark.teacher_id: mark.section_id for mark in made.marks}
    assert pinned.items() >= {move.teacher_id: move.to_section_id for move in run.moves}.items()
    assert work().state is JobState.DONE
    db.session.refresh(made)
    assert made.state is PlanState.VALID
    assert draft_of(proposed) is not None, "the draft stays"


def test_solver_repairs_with_the_fewest_changes(officer, proposed, run, work, monkeypatch):
    monkeypatch.setattr(repair_jobs, "resolve_text", lambda texts, amendments, budget, search, **_listeners: repair_jobs.entry.resolve_text(
        *texts, amendments, budget, search.params, QuietControl()))
    mover = run.moves[0]
    send(officer, proposed, "stay", mover.teacher, 0)
    send(officer, proposed, "pin", mover.teacher, 1)
    officer.post(f"/board/{proposed.id}/repair", data={"name": "修复方案", "version": 2})
    made = db.session.scalar(select(Plan).where(Plan.name == "修复方案"))
    assert [(mark.teacher_id, mark.section_id) for mark in made.marks] == [(mover.teacher_id, mover.from_section_id)]
    assert work().state is JobState.DONE
    stored = queries.find_shown_run(made.county_id, made.id)
    assert mover.teacher_id not in {move.teacher_id for move in stored.moves}


def test_draft_stands_on_its_run_and_says_when_the_plan_was_solved_again(officer, proposed, run, stayer, work):
    send(officer, proposed, "pin", stayer, 0)
    officer.post(f"/plans/{proposed.id}/propose")
    assert work().state is JobState.DONE
    page = officer.get(f"/board/{proposed.id}").text
    assert "草稿仍以原结果为底" in page
    assert draft_of(proposed).run_id == run.id
    send(officer, proposed, None, None, 1, act="discard")
    assert draft_of(proposed) is None
    assert "草稿仍以原结果为底" not in officer.get(f"/board/{proposed.id}").text


def test_number_of_statements_does_not_grow_with_persons_and_steps(officer, proposed, run, tiny):
    with counted_statements() as few:
        officer.get(f"/board/{proposed.id}")
    for version, teacher in enumerate(tiny.teachers[:5]):
        send(officer, proposed, "pin", teacher, version)
    with counted_statements() as many:
        officer.get(f"/board/{proposed.id}?teacher={tiny.teachers[0].id}&text=演示")
    assert len(many) <= len(few) + 4


def ordered_acts(instance):
    """Return a strategy of single acts on an instance, sensible ones and others."""
    teachers = st.sampled_from([teacher.id for teacher in instance.teachers])
    places = st.sampled_from([section.id for section in instance.sections])
    subjects = st.sampled_from(sorted({teacher.subject for teacher in instance.teachers}))
    return st.builds(Step, st.sampled_from(list(StepKind)), teachers, places, st.none() | subjects, teachers)


@READ
@given(data=st.data())
def test_verdict_agrees_with_the_checker_after_any_steps(run, data):
    """Play acts beside a plain book of ends, pins and forbids; the board's judgement is the checker's on that book."""
    picture = picture_of(run)
    instance, standing = picture.instance, picture.base
    steps = []
    for step in data.draw(st.lists(ordered_acts(instance), max_size=12)):
        try:
            standing = take(instance, standing, step)
        except StaffingError:
            continue
        steps.append(step)
    again = replay(instance, begin(instance, picture.base.moves.values()), [Step.read(step.stored()) for step in steps])
    assert again == standing, "what is stored plays back the same"
    moves, pins, forbids = book_of(instance, picture.base.moves, steps)
    plain = instance.replace(pins=tuple(Pin(*pair) for pair in pins.items()), forbids=tuple(Forbid(*pair) for pair in forbids))
    now = judge(instance, standing, picture.today, picture.known)
    assert {(finding.code, finding.ids) for finding in now.findings} == {(finding.code, finding.ids) for finding in check_moves(plain, moves)}
    assert now.goals == pytest.approx(amounts(plain, moves))
    assert len(now.failing) == now.goals[GoalCode.FAILING_SECTIONS]


def book_of(instance, base, steps):
    """Return moves, pins and forbids after the steps by the simplest means."""
    ends = {teacher.id: (teacher.section, teacher.subject) for teacher in instance.teachers}
    ends.update({move.teacher: (move.to_section, move.subject) for move in base.values()})
    homes = {teacher.id: (teacher.section, teacher.subject) for teacher in instance.teachers}
    pins, forbids = dict(instance.index.pin), set(instance.index.forbidden)
    for step in steps:
        who = step.teacher
        if step.kind is StepKind.MOVE:
            ends[who] = (step.section, step.subject or ends[who][1])
        elif step.kind is StepKind.STAY:
            ends[who] = homes[who]
        elif step.kind is StepKind.SWAP:
            (one, teaches), (other, taught) = ends[who], ends[step.other]
            ends[who], ends[step.other] = (other, teaches), (one, taught)
        elif step.kind is StepKind.PIN:
            pins[who] = ends[who][0]
        elif step.kind is StepKind.UNPIN:
            pins.pop(who, None)
        elif step.kind is StepKind.FORBID:
            forbids.add((who, step.section))
            ends[who] = homes[who] if ends[who][0] == step.section else ends[who]
        else:
            forbids.discard((who, step.section))
        ends = {key: homes[key] if end[0] == homes[key][0] else end for key, end in ends.items()}
    moves = [ModelMove(key, homes[key][0], *end) for key, end in ends.items() if end != homes[key]]
    return moves, pins, forbids


def test_steps_that_contradict_what_is_settled_are_refused(run, tiny):
    picture = picture_of(run)
    instance, teacher = picture.instance, picture.instance.teachers[0]
    elsewhere = next(section.id for section in instance.sections if section.id != teacher.section)
    pinned = take(instance, begin(instance, ()), Step(StepKind.PIN, teacher.id))
    with pytest.raises(StaffingError):
        take(instance, pinned, Step(StepKind.MOVE, teacher.id, elsewhere))
    with pytest.raises(StaffingError):
        take(instance, pinned, Step(StepKind.FORBID, teacher.id, teacher.section))
    with pytest.raises(StaffingError):
        take(instance, pinned, Step(StepKind.MOVE, "nobody", elsewhere))
    with pytest.raises(StaffingError):
        take(instance, pinned, Step(StepKind.MOVE, teacher.id, "0"))
    kept_out = take(instance, begin(instance, ()), Step(StepKind.FORBID, teacher.id, elsewhere))
    there = take(instance, kept_out, Step(StepKind.MOVE, teacher.id, elsewhere))
    with pytest.raises(StaffingError):
        take(instance, there, Step(StepKind.PIN, teacher.id))


def test_name_is_asked_for_before_a_plan_is_made(officer, proposed):
    page = officer.post(f"/board/{proposed.id}/take-over", data={"name": " ", "version": 0}, follow_redirects=True).text
    assert "请给新方案起个名称" in page
    assert operations.open_board(proposed).draft is None
