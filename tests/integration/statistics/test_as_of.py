"""The day in the address (截至): honoured or answered with the reason, kept in links, told on top, in downloads too."""

import datetime as dt
from urllib.parse import unquote

import pytest

from staffing.core.access import Role
from staffing.core.as_of import ANSWERS
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.teachers.enums import AppointmentKind, DegreeLevel, TitleLevel
from staffing.teachers.models import Appointment, Degree, TitleGrant
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import inspect_page

DAY = "2020-03-01"


@pytest.fixture
def moved(county):
    """Return a teacher who served at one school until 2022 and serves at another since, with a title of 2023."""
    first, second = (create_section(school=create_school(county=county, name=name)) for name in ("演示旧校", "演示新校"))
    teacher = create_teacher(section=first, name="演示调动", since=dt.date(2015, 9, 1), degree=None)
    old = teacher.appointments[0]
    old.valid_to = dt.date(2022, 9, 1)
    db.session.add_all([
        Appointment(teacher_id=teacher.id, valid_from=dt.date(2022, 9, 1), personnel_school=second.school, personnel_stage=second.stage,
                    section=second, subject="语文", kind=AppointmentKind.REGULAR),
        TitleGrant(teacher_id=teacher.id, level=TitleLevel.SENIOR, granted_on=dt.date(2023, 12, 1)),
        Degree(teacher_id=teacher.id, level=DegreeLevel.BACHELOR, graduated_on=dt.date(2010, 7, 1)),
        Degree(teacher_id=teacher.id, level=DegreeLevel.MASTER, graduated_on=dt.date(2024, 6, 30)),
    ])
    db.session.commit()
    return teacher


def text_of(answer) -> str:
    return " ".join("".join(inspect_page(answer.text).itertext()).split())


def attributes(answer, tag: str, name: str) -> list[str]:
    """Return an attribute of all elements of that tag."""
    return [element.get(name) for element in inspect_page(answer.text).iter() if str(element.tag).endswith(tag) and element.get(name)]


def banner_of(answer):
    return next((one for one in inspect_page(answer.text).iter() if "as-of-banner" in (one.get("class") or "")), None)


def test_list_of_teachers_shows_the_day(officer, moved):
    then, now = (text_of(officer.get(f"/teachers/{asked}")) for asked in (f"?on={DAY}", ""))
    row_then, row_now = (page.split("演示调动", 1)[1] for page in (then, now))
    assert ("演示旧校" in row_then, "演示新校" in row_then, str(TitleLevel.SENIOR.label) in row_then) == (True, False, False)
    assert ("演示旧校" in row_now, "演示新校" in row_now, str(TitleLevel.SENIOR.label) in row_now) == (False, True, True)
    assert f"按 {DAY} 的资料显示" in then


@pytest.mark.parametrize(("asked", "found"), [
    (f"title=senior&on={DAY}", False), ("title=senior", True), (f"degree=bachelor&on={DAY}", True), ("degree=bachelor", False),
    (f"degree=master&on={DAY}", False), ("degree=master", True),
])
def test_filters_go_by_the_day(officer, moved, asked, found):
    assert ("演示调动" in text_of(officer.get(f"/teachers/?{asked}"))) is found


def test_links_keep_the_day_to_pages_that_honour_it_and_to_no_others(officer, moved):
    links = attributes(officer.get(f"/teachers/?on={DAY}"), "a", "href")
    assert {f"/teachers/{moved.id}?on={DAY}", f"/schools/?on={DAY}", f"/indicators/?on={DAY}"} <= set(links)
    assert {"/needs/", "/eligibility/", "/plans/"} <= set(links)


def test_search_keeps_the_day(officer, moved):
    action = next(one for one in attributes(officer.get(f"/teachers/?on={DAY}"), "form", "action") if "search" in one)
    answer = officer.post(action, data={"search": "演示调动"})
    assert f"on={DAY}" in answer.headers["Location"]


def test_way_back_takes_the_day_out(officer, moved):
    banner = banner_of(officer.get(f"/teachers/{moved.id}?on={DAY}"))
    assert [one.get("href") for one in banner.iter() if one.get("href")] == [f"/teachers/{moved.id}"]


def test_page_of_a_teacher_counts_age_by_the_day(officer, moved):
    with use_today(dt.date(2026, 11, 25)):
        assert "34 周岁" in text_of(officer.get(f"/teachers/{moved.id}?on={DAY}"))
        assert "41 周岁" in text_of(officer.get(f"/teachers/{moved.id}"))


@pytest.mark.parametrize("text", ["2024-13-01", "gestern", "1066-01-01", "2024"])
def test_what_is_no_day_is_refused_with_the_remedy(officer, text):
    answer = officer.get(f"/teachers/?on={text}")
    assert answer.status_code == 400
    assert "on=2024-09-01" in answer.text


def test_every_page_honours_the_day_or_says_why_not(officer, app, county):
    told = 0
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.arguments or rule.endpoint.split(".")[0] in ("assets", "static", "accounts", "cities"):
            continue
        answer = officer.get(f"{rule.rule}?on={DAY}")
        if answer.status_code != 200 or not answer.content_type.startswith("text/html"):
            continue
        banner = banner_of(answer)
        assert banner is not None, rule.endpoint
        honoured = bool(getattr(app.view_functions[rule.endpoint], ANSWERS, False))
        assert (f"按 {DAY} 的资料显示" in "".join(banner.itertext())) is honoured, rule.endpoint
        told += 1
    assert told > 10


def test_school_role_sees_on_a_past_day_only_who_is_its_own_today(client_as, moved, county):
    """A past day opens no record of somebody who has left the school since."""
    clerk = client_as(Role.CLERK, school=moved.appointments[0].personnel_school)
    assert "演示调动" not in text_of(clerk.get(f"/teachers/?on={DAY}"))
    assert clerk.get(f"/teachers/{moved.id}?on={DAY}").status_code == 404


def test_download_carries_the_day_in_its_name_and_the_log_keeps_it(officer, county):
    answer = officer.post(f"/exports/indicators_matrix.csv?on={DAY}")
    name = unquote(answer.headers["Content-Disposition"])
    assert f"（截至{DAY}）" in name


def test_list_that_knows_no_days_refuses_one(officer, county):
    actions = [one for one in attributes(officer.get(f"/exports/?on={DAY}"), "form", "action") if one.startswith("/exports/")]
    assert {action.split("/")[-1].split(".")[0] for action in actions if "on=" in action} >= {"indicators_matrix", "indicators_county", "qualifications_title"}
    assert not [action for action in actions if "on=" in action and ("needs_" in action or "eligibility_" in action)]
    answer = officer.post(f"/exports/records.xlsx?on={DAY}", follow_redirects=True)
    assert "不随日期变化" in answer.text


def test_page_of_a_day_before_the_first_rules_is_shown_all_the_same(officer, moved):
    assert officer.get(f"/teachers/{moved.id}?on=2001-01-01").status_code == 200
    assert officer.get(f"/schools/{moved.appointments[0].personnel_school_id}?on=2001-01-01").status_code == 200


def test_figures_of_a_day_before_the_first_rules_tell_why_there_are_none(officer, county):
    answer = officer.get("/indicators/?on=2001-01-01")
    assert answer.status_code == 409
    assert "2001" in text_of(answer).split("回到今天")[1]


def test_statistics_go_by_the_day_and_their_links_keep_it(officer, moved):
    links = attributes(officer.get(f"/statistics/?on={DAY}"), "a", "href")
    tables = [link for link in links if "/table?" in link]
    assert tables
    assert [link for link in tables if link.count("?") != 1 or f"on={DAY}" not in link] == []
    page = officer.get(tables[0])
    assert f"按 {DAY} 的资料显示" in text_of(page)
    assert [link for link in attributes(page, "a", "href") + attributes(page, "form", "action") if link.startswith("/statistics") and link.count("?") > 1] == []
    answer = officer.post(f"/statistics/export/table.csv?rows=title&columns=&on={DAY}")
    assert f"（截至{DAY}）" in unquote(answer.headers["Content-Disposition"])


def test_today_in_the_address_is_no_other_day(officer, moved):
    with use_today(dt.date(2026, 11, 25)):
        assert banner_of(officer.get("/teachers/?on=2026-11-25")) is None


@pytest.mark.parametrize(("day", "arrivals"), [("2022-03-01", 0), ("2023-03-01", 1)])
def test_arrivals_and_leavers_stop_at_the_day_on_page_and_in_the_list(officer, moved, day, arrivals):
    page = officer.get(f"/statistics/movements?year=2021&who=all&on={day}")
    assert text_of(page).count("演示调动") == 0
    assert f"{min(day, '2022-09-01')}" in text_of(page)
    behind = [link for link in attributes(page, "a", "href") if "kind=came" in link and "school_id" in link]
    assert len(behind) == arrivals
    assert all(f"on={day}" in link for link in behind)
    action = next(one for one in attributes(page, "form", "action") if "movements.html" in one)
    listed = text_of(officer.post(action))
    assert listed.count("演示调动") == 2 * arrivals
    assert f"截至{day}" in listed
    assert f"2021-09-01 至 {min(day, '2022-09-01')}" in listed


def test_without_a_school_year_it_is_the_last_one_ended_on_the_day(officer, moved):
    page = text_of(officer.get("/statistics/movements?on=2020-03-01"))
    assert "2018" in page
    assert "2019-09-01" in page
