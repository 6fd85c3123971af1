"""Pages of decisions: the whole road by its pages, what each role may do, the conflict page, the second check, the lists."""

import io

import openpyxl
import pytest

from staffing.core.access import Role
from staffing.decisions import operations, queries
from staffing.decisions.models import DecisionState
from staffing.decisions.rechecking import recheck
from staffing.eligibility.models import EligibilityList
from staffing.extensions import db
from staffing.plans.models import PlanState
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan, create_stored_run, create_submitted
from tests.factories.plans import create_plan, propose
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements


@pytest.fixture
def clients(app, tiny):
    """Return signed-in clients: officer, reviewer (another officer), leader."""
    made = {"officer": Role.OFFICER, "reviewer": Role.OFFICER, "leader": Role.LEADER, "inspector": Role.INSPECTOR}
    return {name: sign_in_client(app, create_user(county=tiny.county, role=role)) for name, role in made.items()}


def seen(one):
    """Return what a form carries."""
    return {"version": one.version, "seen": one.content_sha256}


def test_whole_road_by_pages(tiny, clients):
    plan = create_plan(tiny)
    create_stored_run(tiny, plan)
    assert "/submit" in clients["officer"].get(f"/plans/{plan.id}").get_data(as_text=True)
    assert clients["officer"].get(f"/decisions/plans/{plan.id}/submit").status_code == 200
    sent = clients["officer"].post(f"/decisions/plans/{plan.id}/submit", data={"remark": "请审核"})
    assert sent.status_code == 303
    one = queries.list_versions(tiny.year.id)[0]
    address = f"/decisions/{one.id}"
    assert f"{address}/review" not in clients["officer"].get(address).get_data(as_text=True)
    assert clients["reviewer"].post(f"{address}/review", data=seen(one)).status_code == 303
    one = queries.get_decided_plan(tiny.county.id, one.id)
    assert clients["reviewer"].post(f"{address}/approve", data=seen(one)).status_code == 403
    assert clients["leader"].get(address).status_code == 200
    assert clients["leader"].post(f"{address}/approve", data=seen(one)).status_code == 303
    assert queries.find_in_force(tiny.year.id).id == one.id
    assert "/approve" not in clients["leader"].get(address).get_data(as_text=True)
    assert clients["inspector"].get("/decisions/").status_code == 200


def test_stale_or_forged_page_gets_the_conflict_page(tiny, clients, reviewer):
    one = create_submitted(tiny)
    operations.review(one, who=reviewer, version=None, seen=one.content_sha256)
    address = f"/decisions/{one.id}/approve"
    assert clients["leader"].post(address, data={**seen(one), "seen": "0" * 64}).status_code == 409
    assert clients["leader"].post(address, data={**seen(one), "version": one.version - 1}).status_code == 409
    assert queries.get_decided_plan(tiny.county.id, one.id).state is DecisionState.REVIEWED


def test_returning_without_a_remark_is_told_beside_the_field(tiny, clients):
    one = create_submitted(tiny)
    answer = clients["leader"].post(f"/decisions/{one.id}/return", data=seen(one))
    assert answer.status_code == 200
    assert "remark-error" in answer.get_data(as_text=True)
    assert clients["leader"].post(f"/decisions/{one.id}/return", data={**seen(one), "remark": "请复核距离"}).status_code == 303


def test_solved_version_is_confirmed_and_a_changed_one_is_not(tiny, clients, reviewer):
    plan = propose(tiny, create_plan(tiny))
    assert plan.state is PlanState.VALID
    one = operations.submit(plan, who=reviewer)
    assert [item.code for item in recheck(one).items if not item.agrees] == []
    assert recheck(one).is_confirmed
    assert clients["inspector"].get(f"/decisions/{one.id}/recheck").status_code == 200
    one.moves[0].subject = "历史"
    db.session.flush()
    assert {item.code for item in recheck(one).items if not item.agrees} == {"moves", "solved"}
    one.content = one.content + " "
    assert not recheck(one).is_confirmed
    one.run.instance_text = "{}"
    assert {item.code for item in recheck(one).items if not item.agrees} >= {"readable"}


def test_moves_that_break_rules_are_found_again(tiny):
    one = create_submitted(tiny, moves=((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1), (0, 4, 1), (0, 5, 1)))
    outcome = recheck(one)
    assert outcome.findings
    assert not outcome.is_confirmed


def test_second_version_shows_its_difference_and_exports_it(tiny, clients):
    create_decided_plan(tiny, moves=((0, 0, 1), (0, 2, 1)))
    second = create_submitted(tiny, moves=((0, 0, 2), (0, 4, 1)), name="方案二")
    page = clients["leader"].get(f"/decisions/{second.id}").get_data(as_text=True)
    for teacher in (tiny.teacher(0, 0), tiny.teacher(0, 2), tiny.teacher(0, 4)):
        assert teacher.name in page
    sent = clients["officer"].post(f"/decisions/{second.id}/export/changes.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sent.data)).active.iter_rows(values_only=True))
    changed = {row[2]: row[1] for row in rows if row[1] in ("新增", "取消", "调整")}
    assert changed == {tiny.teacher(0, 0).name: "调整", tiny.teacher(0, 2).name: "取消", tiny.teacher(0, 4).name: "新增"}


def test_notice_list_has_the_seven_columns_and_nothing_else(tiny, clients):
    one = create_decided_plan(tiny)
    sent = clients["officer"].post(f"/decisions/{one.id}/export/notice.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sent.data)).active.iter_rows(values_only=True))
    heading = next(row for row in rows if row[0] == "序号")
    assert heading == ("序号", "姓名", "现任教学校", "拟交流学校", "学段学科", "交流类型", "起止时间")


def statements(client, address):
    """Return how many statements a page costs."""
    with counted_statements() as sent:
        assert client.get(address).status_code == 200
    return len(sent)


def test_list_and_page_send_a_fixed_number_of_statements(tiny, clients):
    first, leader = create_decided_plan(tiny, moves=((0, 0, 1),)), clients["leader"]
    few = statements(leader, "/decisions/"), statements(leader, f"/decisions/{first.id}")
    second = create_submitted(tiny, moves=((0, 0, 2), (0, 2, 1), (0, 4, 1), (1, 0, 2), (2, 0, 1)), name="方案二")
    assert statements(leader, "/decisions/") == few[0]
    assert statements(leader, f"/decisions/{second.id}") <= few[1] + 2  # the moves of the version before


def test_a_version_names_the_eligibility_list_it_was_made_from_and_tells_of_a_later_one(tiny, clients):
    one = create_submitted(tiny)
    name = f"{tiny.year.school_year} 年度资格名单（{tiny.verdicts.decided_on.isoformat()} 判定）"
    assert f'<a href="/eligibility/">{name}</a>' in clients["leader"].get(f"/decisions/{one.id}").get_data(as_text=True)
    made = {field: getattr(tiny.verdicts, field) for field in ("county_id", "rotation_year_id", "ruleset", "ruleset_version", "ruleset_digest", "decided_on")}
    db.session.add(EligibilityList(**made))
    db.session.flush()
    page = clients["leader"].get(f"/decisions/{one.id}").get_data(as_text=True)
    assert f'<a href="/eligibility/">{name}</a>' not in page
    assert "此后已重新判定名单" in page
