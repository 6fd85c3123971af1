"""Random walks over steps, roles and versions: no forbidden transition, no approval of unseen content, no lost change, no plan that
breaks a rule shown as valid.

A model of every version is kept beside the database; after each step the two must agree.
"""

import contextlib
import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from solvers.rotation.check import check
from solvers.rotation.io import instance_sha256, parse_instance, parse_solution
from staffing.core.access import DECIDERS, OFFICERS, Role
from staffing.core.database import utc_now
from staffing.decisions import operations, queries
from staffing.decisions.content import digest
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.decisions.states import IN_FORCE, WAITING, Step, is_possible
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.models import PlanState, SolveRun
from staffing.plans.operations import delete_plan, is_outdated, marks_digest, plan_basis
from staffing.plans.queries import find_shown_run, list_moves
from staffing.plans.runs import hand_solution, store_result
from staffing.public_notices import operations as notices
from staffing.public_notices.queries import find_notice_of, is_shown
from tests.factories.accounts import create_user
from tests.factories.plans import create_plan, create_tiny_county, propose

DAY = dt.date(2026, 7, 1)
MAY_TAKE = {Step.REVIEW: DECIDERS, Step.RETURN: DECIDERS, Step.APPROVE: frozenset({Role.LEADER}), Step.WITHDRAW: OFFICERS}


@dataclass
class Expected:
    """What the model knows of a version."""

    id: int
    plan: int
    submitter: int
    digest: str
    moves: frozenset
    supersedes: int | None
    state: DecisionState = DecisionState.SUBMITTED
    approver: int | None = None


class Walk(RuleBasedStateMachine):
    """Two plans of one year; two officers, a clerk, two leaders, who look at pages and act on what they saw, now or later."""

    tiny = None
    solved = None
    reached: set[DecisionState] = set()

    def __init__(self):
        super().__init__()
        tiny = self.tiny
        self.savepoint = db.session.begin_nested()
        self.instance, self.good = self.solved
        self.people = [create_user(county=tiny.county, role=role) for role in (Role.OFFICER, Role.OFFICER, Role.LEADER, Role.LEADER, Role.INSPECTOR)]
        self.plans = [create_plan(tiny, f"方案{name}") for name in "甲乙"]
        self.basis = plan_basis(self.plans[0], time_limit_s=10)
        self.versions: list[Expected] = []
        self.pages: dict[tuple[int, int], tuple[int, str]] = {}
        for plan in self.plans:
            self.store(plan, len(self.good))

    def teardown(self):
        self.reached.update(one.state for one in self.versions)
        self.savepoint.rollback()
        db.session.expire_all()

    def store(self, plan, kept):
        """Store a run of a plan: the proven moves, or only some of them, judged by the checker as a job does."""
        solution = hand_solution(self.instance, self.good[:kept])
        run = SolveRun(plan_id=plan.id, ruleset="demo", ruleset_digest=self.basis.rules.digest, eligibility_list_id=self.basis.verdicts.id,
                       instance_text="", instance_sha256=instance_sha256(self.instance), created_at=utc_now(),
                       parameters={"settings": plan.settings, "marks": marks_digest(plan)})
        db.session.add(run)
        db.session.flush()
        store_result(run, plan, self.instance, solution, check(self.instance, solution), self.basis.settings)

    @contextlib.contextmanager
    def refused(self, *, when):
        """Take back what the block began if it is refused, and demand that it is refused exactly when the model says so."""
        savepoint, told = db.session.begin_nested(), None
        try:
            yield
        except StaffingError as error:
            savepoint.rollback()
            db.session.expire_all()
            told = error
        else:
            savepoint.commit()
        assert (told is not None) == when, told and str(told.message)

    def stored(self, expected):
        return db.session.get_one(DecidedPlan, expected.id)

    def of_state(self, states):
        return [one for one in self.versions if one.state in states]

    @rule(which=st.booleans(), kept=st.sampled_from([9, 9, 1, 0]))
    def propose_anew(self, which, kept):
        self.store(self.plans[which], kept if kept < len(self.good) else len(self.good))

    @rule(which=st.booleans(), distance=st.sampled_from(["20", "30"]))
    def change_settings(self, which, distance):
        self.plans[which].settings = {**self.plans[which].settings, "max_distance_km": distance}
        db.session.flush()

    @precondition(lambda self: self.versions)
    @rule(place=st.integers(0, 99))
    def delete_what_was_submitted(self, place):
        one = self.versions[place % len(self.versions)]
        with self.refused(when=True):
            delete_plan(self.stored(one).plan)

    @rule(which=st.booleans(), who=st.integers(0, 4))
    def submit(self, which, who):
        self.submit_by(self.plans[which], self.people[who])

    def submit_by(self, plan, person):
        run = find_shown_run(plan.county_id, plan.id)
        bad = person.role not in OFFICERS or plan.state is not PlanState.VALID or bool(run.findings) or is_outdated(plan, run) or bool(self.of_state(WAITING))
        former, made = self.of_state(IN_FORCE), []
        with self.refused(when=bad):
            made.append(operations.submit(plan, who=person))
        if not bad:
            moves = frozenset((move.teacher_id, move.to_section_id) for move in list_moves(run))
            self.versions.append(Expected(made[0].id, plan.id, person.id, made[0].content_sha256, moves, former[0].id if former else None))

    @precondition(lambda self: self.versions)
    @rule(place=st.integers(0, 99), who=st.integers(0, 4))
    def look(self, place, who):
        one = self.versions[-1 - place % len(self.versions)]
        self.pages[one.id, who] = (self.stored(one).version, self.stored(one).content_sha256)

    @precondition(lambda self: self.pages)
    @rule(page=st.integers(0, 99), step=st.sampled_from([Step.REVIEW, Step.RETURN, Step.APPROVE, Step.APPROVE, Step.WITHDRAW]),
          fresh=st.booleans(), forged=st.booleans(), remark=st.sampled_from(["", "请核对"]))
    def act(self, page, step, fresh, forged, remark):
        key = sorted(self.pages)[page % len(self.pages)]
        one = next(row for row in self.versions if row.id == key[0])
        row = self.stored(one)
        version, seen = (row.version, row.content_sha256) if fresh else self.pages[key]
        self.attempt(one, self.people[key[1]], step, version=version, seen="0" * 64 if forged else seen, remark=remark)

    @rule(which=st.booleans())
    def proceed_as_one_should(self, which):
        waiting = self.of_state(WAITING)
        if not waiting:
            self.store(self.plans[which], len(self.good))
            self.submit_by(self.plans[which], self.people[which])
            return
        row = self.stored(waiting[0])
        step, choice = (Step.REVIEW, self.people[:2]) if row.state is DecisionState.SUBMITTED else (Step.APPROVE, self.people[2:4])
        person = next(one for one in choice if one.id != row.submitted_by)
        self.attempt(waiting[0], person, step, version=row.version, seen=row.content_sha256, remark="")

    @precondition(lambda self: self.of_state(WAITING))
    @rule(step=st.sampled_from([Step.RETURN, Step.WITHDRAW]), remark=st.sampled_from(["请核对", ""]))
    def turn_back(self, step, remark):
        one = self.of_state(WAITING)[0]
        other = next(person for person in self.people if person.id != one.submitter)
        self.attempt(one, other, step, version=self.stored(one).version, seen="", remark=remark)

    def attempt(self, one, person, step, *, version, seen, remark):
        """Take a step on a version with what a page carried."""
        row = self.stored(one)
        reads = step in (Step.REVIEW, Step.APPROVE)
        in_force = self.of_state(IN_FORCE)
        own = person.id == one.submitter and step is not Step.WITHDRAW
        bad = (version != row.version or not is_possible(one.state, step) or (reads and seen != one.digest)
               or person.role not in MAY_TAKE[step] or own or (step is Step.RETURN and not remark)
               or (step is Step.APPROVE and one.supersedes != (in_force[0].id if in_force else None)))
        with self.refused(when=bad):
            {Step.REVIEW: lambda: operations.review(row, who=person, version=version, seen=seen, remark=remark),
             Step.APPROVE: lambda: operations.approve(row, who=person, version=version, seen=seen, remark=remark),
             Step.RETURN: lambda: operations.give_back(row, who=person, version=version, remark=remark),
             Step.WITHDRAW: lambda: operations.withdraw(row, who=person, version=version, remark=remark)}[step]()
        if not bad:
            self.took(one, step, person)

    def took(self, one, step, person):
        """Tell the model what a step did."""
        if step is Step.APPROVE:
            for former in self.of_state(IN_FORCE):
                former.state = DecisionState.SUPERSEDED
            one.approver = person.id
        one.state = {Step.REVIEW: DecisionState.REVIEWED, Step.APPROVE: DecisionState.APPROVED, Step.RETURN: DecisionState.RETURNED,
                     Step.WITHDRAW: DecisionState.WITHDRAWN}[step]

    @precondition(lambda self: self.versions)
    @rule(place=st.integers(0, 99))
    def show_to_everybody(self, place):
        one = self.versions[-1 - place % len(self.versions)]
        bad = one.state not in IN_FORCE or find_notice_of(one.id) is not None
        with self.refused(when=bad):
            notices.open_notice(self.stored(one), starts_on=DAY, who=self.people[0])
        if not bad:
            one.state = DecisionState.PUBLISHED

    @precondition(lambda self: self.of_state(WAITING))
    @rule(who=st.integers(2, 3))
    def approve_what_was_changed_behind(self, who):
        row = self.stored(self.of_state(WAITING)[0])
        with self.refused(when=True):
            row.content = row.content.replace('"moves":[', '"moves":[ ', 1)
            db.session.flush()
            operations.approve(row, who=self.people[who], version=None, seen=row.content_sha256)

    @invariant()
    def versions_are_as_the_model_says(self):
        rows = {row.id: row for row in queries.list_versions(self.tiny.year.id)}
        assert set(rows) == {one.id for one in self.versions}
        for one in self.versions:
            row = rows[one.id]
            assert (row.state, row.content_sha256, row.submitted_by, row.approved_by, row.supersedes_id) == (
                one.state, one.digest, one.submitter, one.approver, one.supersedes)
            assert row.approved_by is None or row.approved_by != row.submitted_by
        assert len(self.of_state(WAITING)) <= 1
        assert len(self.of_state(IN_FORCE)) <= 1
        assert sorted(row.number for row in rows.values()) == list(range(1, len(rows) + 1))

    @invariant()
    def content_and_moves_are_as_submitted(self):
        for one in self.of_state(IN_FORCE | WAITING):
            row = self.stored(one)
            assert digest(row.content) == one.digest
            assert {(move.teacher_id, move.to_section_id) for move in row.moves} == one.moves

    @invariant()
    def nothing_that_breaks_a_rule_is_shown_as_valid(self):
        for plan in self.plans:
            run = find_shown_run(plan.county_id, plan.id)
            assert (plan.state is PlanState.VALID) == (not run.findings)
        for one in self.versions:
            assert not self.stored(one).run.findings
            notice = find_notice_of(one.id)
            assert notice is None or is_shown(notice, DAY) == (one.state is DecisionState.PUBLISHED)


@pytest.fixture
def walk(app):
    """Return the machine over a tiny county whose best moves are proven once."""
    Walk.tiny = create_tiny_county()
    plan = propose(Walk.tiny, create_plan(Walk.tiny, "底稿"))
    run = find_shown_run(plan.county_id, plan.id)
    Walk.solved = parse_instance(run.instance_text), parse_solution(run.solution_text).moves
    assert len(Walk.solved[1]) > 0
    Walk.reached.clear()
    return Walk


@pytest.mark.slow
def test_two_thousand_steps(walk):
    run_state_machine_as_test(walk, settings=settings(max_examples=40, stateful_step_count=50, deadline=None))
    assert walk.reached == set(DecisionState)


@pytest.mark.sweep
def test_twenty_thousand_steps(walk):
    run_state_machine_as_test(walk, settings=settings(max_examples=200, stateful_step_count=100, deadline=None))
