"""Deciding a county's eligibility from stored records, seen as lists, verdicts, overrides and exports."""

import datetime as dt
import io
import re

import openpyxl
import pytest

from staffing.core.access import Role
from staffing.eligibility import operations, queries
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.queries import VerdictFilter
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers.enums import BackboneLevel, LeaderRole
from staffing.teachers.models import Deferral, Leadership
from tests.factories.rotation_years import create_rotation_year
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements


@pytest.fixture
def year(county):
    return create_rotation_year(county=county)


@pytest.fixture
def section(county):
    return create_section(school=create_school(county=county, name="演示第一小学"))


def decide_states(year):
    listed = operations.decide_list(year)
    return listed, queries.states_by_teacher(listed.id)


def test_states_follow_years_and_deferrals_when_decided(year, section):
    ready = create_teacher(section=section, since=dt.date(2015, 9, 1), backbone=BackboneLevel.COUNTY)
    young = create_teacher(section=section, since=dt.date(2024, 9, 1))
    ill = create_teacher(section=section, since=dt.date(2015, 9, 1))
    ill.deferrals.append(Deferral(ground="illness", valid_from=dt.date(2027, 3, 1), valid_to=dt.date(2028, 3, 1), has_evidence=True))
    db.session.flush()
    listed, states = decide_states(year)
    assert states == {ready.id: EligibilityState.ELIGIBLE, young.id: EligibilityState.OUT, ill.id: EligibilityState.DEFERRED}
    counts = queries.count_list(listed.id)
    assert (counts.eligible, counts.deferred, counts.out, counts.leaders) == (1, 1, 1, 0)
    assert counts.total == 3
    assert counts.backbone == 1


def test_leader_is_listed_apart_when_decided(year, section):
    head = create_teacher(section=section)
    head.leaderships.append(Leadership(role=LeaderRole.PRINCIPAL, school_id=section.school_id, valid_from=dt.date(2018, 8, 1), term=3))
    db.session.flush()
    listed, _ = decide_states(year)
    assert queries.count_list(listed.id).leaders == 1
    assert queries.all_verdicts(listed.id, VerdictFilter(state=EligibilityState.ELIGIBLE)) == []


def test_verdict_says_everything_in_words_when_opened(year, section, client_as):
    teacher = create_teacher(section=section, since=dt.date(2015, 9, 1))
    teacher.deferrals.append(Deferral(ground="illness", valid_from=dt.date(2027, 3, 1), valid_to=dt.date(2028, 3, 1), has_evidence=True))
    teacher.leaderships.append(Leadership(role=LeaderRole.PRINCIPAL, school_id=section.school_id, valid_from=dt.date(2018, 8, 1), term=3))
    db.session.flush()
    listed, _ = decide_states(year)
    page = client_as(Role.OFFICER).get(f"/eligibility/verdicts/{queries.find_verdict(listed.id, teacher.id).id}").text
    cells = re.sub(r"<[^>]+>", " ", page[page.index("<tbody>"):page.index("</tbody>")])
    assert re.findall(r"[A-Za-z]+(?:[._][a-z]+)+|in_post|county|primary|male", cells) == [], "no stored code is left on the page"
    assert "在岗状态：本校在岗" in cells
    assert "全国默认规则集" in cells


def test_override_counts_and_stays_when_decided_again(year, section, client_as, app):
    teacher = create_teacher(section=section)
    listed, _ = decide_states(year)
    verdict = queries.find_verdict(listed.id, teacher.id)
    client = client_as(Role.OFFICER)
    answer = client.post(f"/eligibility/verdicts/{verdict.id}/override", data={"state": "deferred", "reason": "区里安排"})
    assert answer.status_code == 302
    again, states = decide_states(year)
    assert states[teacher.id] is EligibilityState.DEFERRED
    assert queries.find_verdict(again.id, teacher.id).decided_state is EligibilityState.ELIGIBLE
    page = client.get(f"/eligibility/verdicts/{queries.find_verdict(again.id, teacher.id).id}").text
    assert "区里安排" in page


def test_override_is_refused_when_the_list_is_fixed(year, section, app):
    teacher = create_teacher(section=section)
    listed, _ = decide_states(year)
    operations.fix_list(listed)
    with pytest.raises(StaffingError):
        operations.override_verdict(year, queries.find_verdict(listed.id, teacher.id), state=EligibilityState.OUT, reason="x")


def test_school_sees_its_own_teachers_only_when_a_clerk_asks(year, section, county, client_as):
    other = create_section(school=create_school(county=county))
    create_teacher(section=section, name="甲演示")
    stranger = create_teacher(section=other, name="乙演示")
    listed, _ = decide_states(year)
    client = client_as(Role.CLERK, school=section.school)
    page = client.get("/eligibility/").text
    assert "甲演示" in page
    assert "乙演示" not in page
    assert client.get(f"/eligibility/verdicts/{queries.find_verdict(listed.id, stranger.id).id}").status_code == 404


def test_export_has_a_row_for_everybody_listed_when_asked(year, section, officer):
    create_teacher(section=section, name="甲演示", backbone=BackboneLevel.CITY)
    decide_states(year)
    answer = officer.post("/eligibility/export/eligible.xlsx")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "甲演示" in cells
    assert "市级" in cells
    assert "演示数据" in " ".join(str(cell) for cell in cells)


def test_number_of_statements_is_fixed_when_the_list_grows(year, section, officer):
    for _ in range(3):
        create_teacher(section=section)
    decide_states(year)
    with counted_statements() as few:
        officer.get("/eligibility/")
    for _ in range(20):
        create_teacher(section=section)
    decide_states(year)
    with counted_statements() as many:
        officer.get("/eligibility/")
    assert len(many) == len(few)
