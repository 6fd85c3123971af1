"""What was known at a moment, shown apart from what was true: corrections, insertions, withdrawals, records that are gone."""

import datetime as dt

import pytest
from sqlalchemy import delete

from staffing.audit.known import differences
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.core.school_year import COUNTY_TIME
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.schools.operations import change_standing, correct_school
from staffing.teachers.enums import TitleLevel
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import add_fact, correct_fact, withdraw_fact
from staffing.teachers.known import teacher_history
from staffing.teachers.models import Appointment, Employment, Teacher, TitleGrant
from staffing.teachers.operations import correct_teacher
from staffing.teachers.queries import get_whole_teacher
from tests.factories.rotation_years import create_rotation_year
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import inspect_page
from tests.helpers.statements import counted_statements

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def teacher(county) -> Teacher:
    made = create_teacher(section=create_section(school=create_school(county=county, name="演示甲校")), name="演示原名", degree=None, certificate=None)
    db.session.commit()
    return made


def whole(teacher: Teacher) -> Teacher:
    return get_whole_teacher(teacher.county_id, teacher.id, on=TODAY)


def moment() -> dt.datetime:
    """End the transaction and return a moment after it."""
    db.session.commit()
    return utc_now()


def told(answer) -> str:
    return " ".join("".join(inspect_page(answer.text).itertext()).split())


def at(when: dt.datetime) -> str:
    return when.isoformat().replace("+", "%2B")


class TestStates:
    """Which state of each row was known."""

    def test_corrected_row_reads_as_it_did(self, teacher):
        before = moment()
        fact = teacher.appointments[0]
        correct_fact(whole(teacher), FactKind.APPOINTMENT, fact, {"subject": "数学"}, version=fact.version)
        moment()
        history = teacher_history(whole(teacher))
        [one] = differences(history.at(before), history.now())
        assert (one.key[0], one.fields) == ("appointment", {"subject": ["语文", "数学"]})

    def test_inserted_row_was_not_known_and_withdrawn_row_was(self, teacher):
        first = moment()
        title = add_fact(whole(teacher), FactKind.TITLE, {"level": TitleLevel.SENIOR, "granted_on": dt.date(2020, 1, 1)})
        between = moment()
        withdraw_fact(whole(teacher), FactKind.TITLE, title, reason="演示录错人", version=title.version)
        moment()
        history = teacher_history(whole(teacher))
        titles = [[state.record.level for key, state in history.at(when).items() if key[0] == "title_grant"] for when in (first, between, utc_now())]
        assert titles == [[], [TitleLevel.SENIOR], []]

    def test_row_of_a_number_used_again_is_not_mistaken_for_the_old_one(self, teacher):
        grant = add_fact(whole(teacher), FactKind.TITLE, {"level": TitleLevel.SENIOR, "granted_on": dt.date(2020, 1, 1)})
        number, known = grant.id, moment()
        db.session.execute(delete(TitleGrant).where(TitleGrant.id == number))
        gone = moment()
        db.session.add(TitleGrant(id=number, teacher_id=teacher.id, level=TitleLevel.FIRST, granted_on=dt.date(2018, 1, 1)))
        now = moment()
        history = teacher_history(whole(teacher))
        levels = [[state.record.level for key, state in history.at(when).items() if key[0] == "title_grant"] for when in (known, gone, now)]
        assert levels == [[TitleLevel.SENIOR], [], [TitleLevel.FIRST]]

    def test_row_taken_over_from_another_record_was_not_known_of_this_one(self, teacher, county):
        other = create_teacher(section=create_section(school=create_school(county=county)), degree=None, certificate=None)
        grant = add_fact(whole(other), FactKind.TITLE, {"level": TitleLevel.SENIOR, "granted_on": dt.date(2020, 1, 1)})
        before = moment()
        grant.teacher_id = teacher.id
        moment()
        key = ("title_grant", grant.id)
        survivor, duplicate = teacher_history(whole(teacher)), teacher_history(whole(other))
        assert (key in survivor.at(before), key in survivor.now()) == (False, True)
        assert (key in duplicate.at(before), key in duplicate.now()) == (True, False)

    def test_row_changed_before_history_was_kept_is_uncertain(self, teacher):
        fact = teacher.appointments[0]
        fact.created_at, fact.updated_at, fact.version = (dt.datetime(2020, 1, day, tzinfo=dt.UTC) if day else 2 for day in (1, 9, 0))
        moment()
        db.session.execute(delete(Appointment.metadata.tables["record_version"]))
        moment()
        history = teacher_history(whole(teacher))
        sure = {when.day: history.at(when)["appointment", fact.id].uncertain for when in (dt.datetime(2020, 1, day, tzinfo=dt.UTC) for day in (5, 10))}
        assert sure == {5: True, 10: False}


class TestPage:
    """What an officer sees."""

    def test_differences_about_a_day_are_told_and_others_left_out(self, officer, teacher):
        before = moment()
        fact = teacher.appointments[0]
        correct_fact(whole(teacher), FactKind.APPOINTMENT, fact, {"subject": "数学"}, version=fact.version)
        add_fact(whole(teacher), FactKind.TITLE, {"level": TitleLevel.SENIOR, "granted_on": dt.date(2024, 1, 1)})
        moment()
        page = told(officer.get(f"/teachers/{teacher.id}/known?known={at(before)}"))
        assert ("内容不同" in page, "后来录入" in page, str(TitleLevel.SENIOR.label) in page) == (True, True, True)
        page = told(officer.get(f"/teachers/{teacher.id}/known?known={at(before)}&on=2020-09-01"))
        assert ("语文" in page, "数学" in page, str(TitleLevel.SENIOR.label) in page) == (True, True, False)
        assert "没有差别" in told(officer.get(f"/teachers/{teacher.id}/known?known={at(utc_now())}"))

    def test_day_means_its_end_in_the_county(self, officer, county):
        teacher = create_teacher(section=create_section(school=create_school(county=county)))
        teacher.created_at = dt.datetime.combine(dt.date(2026, 3, 1), dt.time(23, 59), tzinfo=COUNTY_TIME)
        moment()
        assert "基本信息" in told(officer.get(f"/teachers/{teacher.id}/known?known=2026-02-28"))
        assert "基本信息" not in told(officer.get(f"/teachers/{teacher.id}/known?known=2026-03-01"))

    def test_secret_numbers_are_told_as_changed_and_not_shown(self, officer, teacher):
        correct_teacher(whole(teacher), version=teacher.version, changes={}, phone="13800001111")
        before = moment()
        correct_teacher(whole(teacher), version=teacher.version, changes={}, phone="13800002222")
        moment()
        page = told(officer.get(f"/teachers/{teacher.id}/known?known={at(before)}"))
        assert "（不显示）" in page
        assert "1380000" not in page

    def test_record_that_is_gone_can_still_be_asked(self, officer, teacher):
        before, number = moment(), teacher.id
        for model in (Employment, Appointment):
            db.session.execute(delete(model).where(model.teacher_id == number))
        db.session.execute(delete(Teacher).where(Teacher.id == number))
        db.session.commit()
        db.session.expunge_all()
        answer = officer.get(f"/teachers/{number}/known?known={at(before)}")
        assert "演示原名" in told(answer)
        assert "当时有，后撤销" in told(answer)

    def test_school_page_tells_corrections_and_standings(self, officer, teacher):
        before, school = moment(), teacher.appointments[0].personnel_school
        correct_school(school, version=school.version, entity_name=school.entity.name, changes={"township": "演示镇"})
        standing = school.standings[0]
        change_standing(school, valid_from=dt.date(2026, 1, 1), ownership=standing.ownership, location=standing.location,
                        remoteness=standing.remoteness, strength=None)
        moment()
        page = told(officer.get(f"/schools/{school.id}/known?known={at(before)}"))
        assert ("演示镇" in page, "后来录入" in page, "内容不同" in page) == (True, True, True)

    @pytest.mark.parametrize("text", ["2024-13-01", "yesterday", "2024-09-01T99"])
    def test_what_is_no_moment_is_refused_with_the_remedy(self, officer, teacher, text):
        answer = officer.get(f"/teachers/{teacher.id}/known?known={text}")
        assert (answer.status_code, "known=2024-09-01" in answer.text) == (400, True)

    def test_schools_do_not_see_it(self, client_as, teacher):
        clerk = client_as(Role.CLERK, school=teacher.appointments[0].personnel_school)
        assert clerk.get(f"/teachers/{teacher.id}/known").status_code == 403

    def test_other_counties_do_not_see_it(self, officer, teacher):
        assert officer.get("/teachers/999999/known").status_code == 404

    def test_number_of_statements_is_fixed(self, officer, teacher):
        moment()
        with counted_statements() as statements:
            officer.get(f"/teachers/{teacher.id}/known")
        assert len(statements) <= 30, len(statements)


class TestOutdated:
    """Results that rest on an earlier version are told with the way to the differences."""

    def test_list_decided_before_the_correction_is_told(self, officer, teacher, county):
        year = create_rotation_year(county=county)
        listed = EligibilityList(county_id=county.id, rotation_year_id=year.id, ruleset="demo", ruleset_version="1", ruleset_digest="0" * 64,
                                 decided_on=TODAY)
        db.session.add(listed)
        db.session.flush()
        db.session.add(EligibilityVerdict(list_id=listed.id, teacher_id=teacher.id, state=EligibilityState.ELIGIBLE, decided_state=EligibilityState.ELIGIBLE))
        moment()
        assert "依据的是修改前的资料" not in told(officer.get(f"/teachers/{teacher.id}"))
        fact = teacher.appointments[0]
        correct_fact(whole(teacher), FactKind.APPOINTMENT, fact, {"subject": "数学"}, version=fact.version)
        moment()
        page = officer.get(f"/teachers/{teacher.id}")
        assert "依据的是修改前的资料" in told(page)
        assert "1 处不同" in told(page)
        assert f"/teachers/{teacher.id}/known?known=" in page.text

    def test_change_that_says_nothing_about_the_day_of_the_list_is_none(self, officer, teacher, county):
        year = create_rotation_year(county=county)
        listed = EligibilityList(county_id=county.id, rotation_year_id=year.id, ruleset="demo", ruleset_version="1", ruleset_digest="0" * 64,
                                 decided_on=TODAY)
        db.session.add(listed)
        db.session.flush()
        db.session.add(EligibilityVerdict(list_id=listed.id, teacher_id=teacher.id, state=EligibilityState.ELIGIBLE, decided_state=EligibilityState.ELIGIBLE))
        moment()
        add_fact(whole(teacher), FactKind.TITLE, {"level": TitleLevel.SENIOR, "granted_on": year.cut_off_on + dt.timedelta(days=400)})
        moment()
        assert "依据的是修改前的资料" not in told(officer.get(f"/teachers/{teacher.id}"))
