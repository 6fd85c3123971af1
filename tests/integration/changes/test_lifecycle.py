"""Random histories of one record: no forbidden step is taken, no agreed change is lost, nothing is applied without consent.

A model of the record and of every request is kept beside the database; after each step the two must agree.
"""

import contextlib
from dataclasses import dataclass, field

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from staffing.changes import deciding, operations, queries
from staffing.changes.enums import ChangeAct, RequestState
from staffing.changes.models import ChangeRequest
from staffing.changes.states import OPEN
from staffing.changes.targets import TargetKey, open_target
from staffing.core.access import Role
from staffing.core.school_year import today
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import correct_fact
from staffing.teachers.models import Degree
from staffing.teachers.queries import get_whole_teacher
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

FIELDS = ("academic_degree", "institution", "major")
VALUES = ("甲", "乙", "丙")
REASON = "依据毕业证书更正"


@dataclass
class Expected:
    """What the model knows of a request."""

    id: int
    base: dict[str, str]
    wanted: dict[str, str]
    asker: int
    state: RequestState = RequestState.WAITING
    applied: set[str] = field(default_factory=set)


class Histories(RuleBasedStateMachine):
    """One degree of one teacher, a clerk who asks, two officers who decide and edit."""

    county = None

    def __init__(self):
        super().__init__()
        school = create_school(county=self.county)
        self.teacher = create_teacher(section=create_section(school=school))
        self.clerk = create_user(county=self.county, role=Role.CLERK, school=school)
        self.officers = [create_user(county=self.county, role=Role.OFFICER) for _ in range(2)]
        self.key = TargetKey("degree", self.teacher.id, ChangeAct.CORRECT, self.teacher.degrees[0].id)
        self.record = dict.fromkeys(FIELDS, "")
        self.requests: list[Expected] = []

    def target(self):
        return open_target(self.key, self.county.id)

    def request(self, expected: Expected) -> ChangeRequest:
        return queries.get_request(self.county.id, expected.id)

    @contextlib.contextmanager
    def refused(self, *, when: bool):
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

    @rule(wanted=st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(VALUES), min_size=1))
    def ask(self, wanted):
        changed = {name: value for name, value in wanted.items() if self.record[name] != value}
        busy = {name for one in self.requests if one.state in OPEN for name in one.wanted}
        target = self.target()
        form = target.form_with(wanted)
        form.version.data = target.row.version
        made = []
        with self.refused(when=bool(busy & set(changed))):
            made.append(operations.submit(target, form, policy=queries.load_policy(self.county.id), asker=self.clerk, reason=REASON).request)
            db.session.flush()
        if made and made[0] is not None and not busy & set(changed):
            self.requests.append(Expected(made[0].id, {name: self.record[name] for name in changed}, changed, self.clerk.id))

    @rule(name=st.sampled_from(FIELDS), value=st.sampled_from(VALUES), who=st.sampled_from([0, 1]))
    def edit_directly(self, name, value, who):
        teacher = get_whole_teacher(self.county.id, self.teacher.id, on=today())
        values = {one: getattr(teacher.degrees[0], one) for one in ("level", *FIELDS, "graduated_on")} | {name: value}
        correct_fact(teacher, FactKind.DEGREE, teacher.degrees[0], values, version=teacher.degrees[0].version)
        self.record[name] = value

    @precondition(lambda self: self.requests)
    @rule(place=st.integers(0, 99), agreed=st.lists(st.booleans(), min_size=3, max_size=3), looked=st.booleans(), who=st.sampled_from([0, 1, 2]),
          stale_page=st.booleans(), reason=st.sampled_from(["", "材料不足"]))
    def decide(self, place, agreed, looked, who, stale_page, reason):
        expected = self.requests[place % len(self.requests)]
        request, target = self.request(expected), self.target()
        decider = (*self.officers, self.clerk)[who]
        answers = dict(zip(FIELDS, agreed, strict=True))
        verdicts = {item.id: deciding.Verdict(answers[item.field], reason, looked) for item in request.items}
        moved = {name for name, base in expected.base.items() if self.record[name] != base}
        bad = (expected.state is not RequestState.WAITING or decider.id == expected.asker or stale_page
               or any(not answers[name] and not reason for name in expected.wanted)
               or any(answers[name] and name in moved and not looked for name in expected.wanted))
        with self.refused(when=bad):
            seen = "another" if stale_page else deciding.seen_mark(request, target)
            deciding.decide(request, target, verdicts, decider=decider, version=request.version, seen=seen)
        if not bad:
            taken = {name for name in expected.wanted if answers[name]}
            self.record |= {name: expected.wanted[name] for name in taken}
            expected.applied = taken
            expected.state = (RequestState.ACCEPTED if taken == set(expected.wanted) else RequestState.PARTLY if taken else RequestState.REFUSED)

    @precondition(lambda self: self.requests)
    @rule(place=st.integers(0, 99), behind=st.booleans())
    def send_back(self, place, behind):
        expected = self.requests[place % len(self.requests)]
        request = self.request(expected)
        with self.refused(when=behind or expected.state is not RequestState.WAITING):
            deciding.send_back(request, decider=self.officers[0], version=request.version - behind, note="请附证书")
        if not behind and expected.state is RequestState.WAITING:
            expected.state = RequestState.RETURNED

    @precondition(lambda self: self.requests)
    @rule(place=st.integers(0, 99))
    def complete(self, place):
        expected = self.requests[place % len(self.requests)]
        request = self.request(expected)
        with self.refused(when=expected.state is not RequestState.RETURNED):
            operations.complete_request(request, asker=self.clerk, reason=REASON, version=request.version)
        if expected.state is RequestState.RETURNED:
            expected.state = RequestState.WAITING

    @precondition(lambda self: self.requests)
    @rule(place=st.integers(0, 99))
    def take_back(self, place):
        expected = self.requests[place % len(self.requests)]
        request = self.request(expected)
        with self.refused(when=expected.state not in OPEN):
            operations.take_back(request, version=request.version)
        if expected.state in OPEN:
            expected.state = RequestState.TAKEN_BACK

    @invariant()
    def the_record_holds_what_was_agreed_and_nothing_else(self):
        db.session.flush()
        db.session.expire_all()
        degree = db.session.get(Degree, self.key.row_id)
        assert {name: getattr(degree, name) for name in FIELDS} == self.record

    @invariant()
    def every_request_stands_where_it_should(self):
        for expected in self.requests:
            request = self.request(expected)
            assert request.state is expected.state
            assert {item.field for item in request.items if item.state == "accepted"} == expected.applied
            assert (request.decided_by is not None) == (expected.state in (RequestState.ACCEPTED, RequestState.PARTLY, RequestState.REFUSED))
            assert request.decided_by != request.asked_by


@pytest.mark.slow
def test_random_histories_of_a_record(app, county):
    class OfThisCounty(Histories):
        """Histories in the county of this test."""

    OfThisCounty.county = county
    with app.test_request_context():
        run_state_machine_as_test(OfThisCounty, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))
