"""The pages of need: figures against a hand count, what is behind them, changes, overrides, scope of roles, statements."""

import datetime as dt
import io
import re
from dataclasses import replace

import openpyxl
import pytest
from sqlalchemy import event, select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.needs.decomposition import Bounds, ShortageKey, ShortageKind
from staffing.needs.expected import LineKind
from staffing.needs.gathering import gather_needs
from staffing.needs.models import ChangeKind, ExpectedChange, NeedOverride
from staffing.needs.operations import store_study
from staffing.needs.queries import need_year
from staffing.needs.study import FurtherState, Study
from staffing.schools.enums import Stage
from staffing.teachers.enums import AppointmentKind, StaffCategory
from staffing.teachers.models import Appointment
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher


@pytest.fixture
def pair(county):
    """Two primary sections of 18 classes: one with three PE teachers, one with none and many of 语文."""
    first = create_section(school=create_school(county=county, name="演示甲小学"), pupils_by_grade=135, classes_by_grade=3)
    second = create_section(school=create_school(county=county, name="演示乙小学"), pupils_by_grade=135, classes_by_grade=3)
    for _ in range(3):
        create_teacher(section=first, subject="体育")
    for _ in range(20):
        create_teacher(section=second, subject="语文")
    return first, second


def the_needs(county):
    """Return the county's need as the pages see it."""
    year = need_year(county)
    return gather_needs(county.id, year.school_year, year.rules)


def cell(needs, section, subject):
    """Return one balance."""
    return next(row for row in needs.balances if (row.section, row.subject) == (str(section.id), subject))


def text_of(answer) -> str:
    """Return the visible text, blanks folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def count_statements(action) -> int:
    """Return how many statements an action sends."""
    seen = []

    def note(*args) -> None:
        seen.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        action()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def last_event() -> AuditEvent:
    """Return the newest audit line."""
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


def test_balance_is_need_less_staff_when_counted_by_hand(county, pair):
    first, second = pair
    needs = the_needs(county)
    here = cell(needs, first, "体育")
    assert here.present == 3
    assert cell(needs, second, "体育").present == 0
    assert cell(needs, second, "体育").shortage == here.minimum > 0
    chinese = cell(needs, second, "语文")
    assert chinese.surplus == 20 - chinese.maximum
    assert sum(row.present for row in needs.balances) == 23


def test_only_full_time_teachers_are_present(county, pair):
    create_teacher(section=pair[0], subject="体育", category=StaffCategory.WORKER)
    assert cell(the_needs(county), pair[0], "体育").present == 3


def test_expected_state_adds_up_line_by_line(county, pair):
    first, second = pair
    teachers = [entry.id for entry in the_needs(county).staff.entries]
    rows = [(ChangeKind.RETIREMENT, teachers[0], first, "", 1), (ChangeKind.LEAVER, teachers[5], second, "", 1),
            (ChangeKind.RECRUIT, None, second, "体育", 2)]
    for kind, teacher, section, subject, persons in rows:
        db.session.add(ExpectedChange(county_id=county.id, school_year=2026, kind=kind, teacher_id=teacher, section_id=section.id,
                                      subject=subject, persons=persons))
    db.session.flush()
    state = the_needs(county).staff.state
    assert [state.total(line) for line in (LineKind.PRESENT, LineKind.RETIREMENT, LineKind.LEAVER, LineKind.RECRUIT)] == [23, -1, -1, 2]
    assert sum(state.by_cell().values()) == 23
    assert state.by_cell()[str(second.id), "体育"] == 2
    assert len(the_needs(county).staff.places) == 21


def test_returner_leaves_the_host_and_stands_at_home(county, pair):
    first, second = pair
    guest = create_teacher(section=first, subject="音乐")
    guest.appointments[0].valid_to = dt.date(2025, 9, 1)
    guest.appointments.append(Appointment(valid_from=dt.date(2025, 9, 1), kind=AppointmentKind.EXCHANGE, personnel_school=first.school,
                                          personnel_stage=Stage.PRIMARY, section=second, subject="音乐"))
    db.session.flush()
    assert cell(the_needs(county), second, "音乐").present == 1
    db.session.add(ExpectedChange(county_id=county.id, school_year=2026, kind=ChangeKind.RETURNER, teacher_id=guest.id, section_id=first.id))
    db.session.flush()
    needs = the_needs(county)
    assert cell(needs, second, "音乐").present == 0
    assert cell(needs, first, "音乐").present == 1
    assert needs.staff.state.total(LineKind.HOST_END) == -1


def test_table_shows_the_balances_and_filters_them(officer, county, pair):
    page = text_of(officer.get("/needs/"))
    shortage = cell(the_needs(county), pair[1], "体育").shortage
    assert f"−{shortage}" in page
    narrowed = text_of(officer.get("/needs/?state=surplus&subject=语文"))
    assert "演示乙小学" in narrowed
    assert "演示甲小学" not in narrowed


def test_cell_opens_to_parts_and_persons_that_add_up(officer, county, pair):
    page = officer.get(f"/needs/sections/{pair[0].id}/体育")
    assert page.status_code == 200
    assert len(re.findall(r"/teachers/\d+", page.get_data(as_text=True))) == 3
    demand = the_needs(county).cell(str(pair[0].id), "体育")
    assert sum(part.low for part in demand.parts) == demand.low
    assert officer.get(f"/needs/sections/{pair[0].id}/天文").status_code == 404


def test_need_set_by_hand_replaces_the_computed_and_is_audited(officer, county, pair):
    address = f"/needs/sections/{pair[0].id}/体育"
    assert "summary" in officer.post(f"{address}/set", data={"least": "7", "most": "5", "reason": "试点"}).get_data(as_text=True)
    assert officer.post(f"{address}/set", data={"least": "5", "most": "6", "reason": "体育特色班"}).status_code == 302
    assert cell(the_needs(county), pair[0], "体育").shortage == 2
    assert (last_event().action, last_event().reason) == ("need_set", "体育特色班")
    assert officer.post(f"{address}/release").status_code == 302
    assert db.session.scalars(select(NeedOverride)).all() == []


def test_change_is_added_corrected_and_removed_with_audit(officer, county, pair):
    teacher = create_teacher(section=pair[0], subject="美术")
    new = "/needs/expected/changes/new"
    refused = officer.post(new, data={"kind": "retirement", "number": "", "persons": "1"})
    assert refused.status_code == 200
    assert officer.post(new, data={"kind": "retirement", "number": teacher.number, "section": "0", "persons": "1"}).status_code == 302
    change = db.session.scalars(select(ExpectedChange)).one()
    assert (change.section_id, change.school_year) == (pair[0].id, 2026)
    assert cell_or_none(the_needs(county), pair[0], "美术") is None or cell(the_needs(county), pair[0], "美术").present == 0
    corrected = {"kind": "leaver", "number": teacher.number, "section": str(pair[0].id), "persons": "1"}
    assert officer.post(f"/needs/expected/changes/{change.id}", data=corrected).status_code == 302
    assert last_event().changes == {"kind": ["retirement", "leaver"]}
    assert officer.post(f"/needs/expected/changes/{change.id}/remove").status_code == 302
    assert last_event().action == "change_removed"
    assert db.session.scalars(select(ExpectedChange)).all() == []


def cell_or_none(needs, section, subject):
    """Return one balance, None where there is none."""
    return next((row for row in needs.balances if (row.section, row.subject) == (str(section.id), subject)), None)


def test_due_retirements_are_offered_and_added_once(officer, county, pair):
    create_teacher(section=pair[0], subject="语文", name="演示老教师", birth_date=dt.date(1962, 1, 1), since=dt.date(1985, 9, 1))
    assert "演示老教师" in text_of(officer.get("/needs/expected"))
    assert officer.post("/needs/expected/retirements").status_code == 302
    assert [row.kind for row in db.session.scalars(select(ExpectedChange))] == [ChangeKind.RETIREMENT]
    officer.post("/needs/expected/retirements")
    assert len(db.session.scalars(select(ExpectedChange)).all()) == 1


def test_posts_follow_from_pupils_and_stand_beside_the_authorised(officer, county, pair):
    ratio = the_needs(county).ratios[pair[0].school.id]
    # 6 x 135 pupils at 1 : 19 are 42.6 posts.
    assert ratio.posts in (42, 43)
    page = text_of(officer.get("/needs/posts"))
    assert "演示甲小学 810 18 42.6" in page


def test_school_roles_see_their_own_school_only(client_as, pair):
    principal = client_as(Role.PRINCIPAL, school=pair[1].school)
    page = text_of(principal.get("/needs/"))
    assert "演示乙小学" in page
    assert "演示甲小学" not in page
    assert principal.get(f"/needs/sections/{pair[0].id}/体育").status_code == 404
    assert principal.get("/needs/expected").status_code == 403
    assert principal.post("/needs/export/posts.xlsx").status_code == 404


def test_table_sends_as_many_statements_for_many_sections_as_for_two(county, officer, pair):
    few = count_statements(lambda: officer.get("/needs/"))
    for _ in range(6):
        create_teacher(section=create_section(school=create_school(county=county)))
    many = count_statements(lambda: officer.get("/needs/"))
    assert many == few
    assert many < 45


def test_exported_need_holds_the_figures_of_the_page(officer, county, pair):
    book = openpyxl.load_workbook(io.BytesIO(officer.post("/needs/export/table.xlsx").data))
    rows = list(book.active.iter_rows(values_only=True))
    heading = next(row for row in rows if "学校" in row)
    second = next(row for row in rows if "演示乙小学" in row)
    assert second[heading.index("体育余缺")] == -cell(the_needs(county), pair[1], "体育").shortage
    assert second[heading.index("语文余缺")] == cell(the_needs(county), pair[1], "语文").surplus


@pytest.mark.parametrize("listing", ["expected", "posts"])
def test_county_lists_can_be_exported_in_every_format(officer, pair, listing):
    for wanted in ("xlsx", "csv", "html"):
        assert officer.post(f"/needs/export/{listing}.{wanted}").status_code == 200


def test_stored_study_is_shown_and_becomes_the_supplement(officer, county, pair):
    short = ShortageKey(str(pair[1].id), ShortageKind.SUBJECT, "体育")
    study = Study({short: 4}, {short: 3}, {short: 2}, {short: 2}, {str(pair[1].id): "primary"}, FurtherState.PROVEN,
                  {ShortageKind.SUBJECT: Bounds(2, 2)})
    assert officer.post("/needs/export/supplement.csv").status_code == 302
    store_study(county.id, 2026, study, plan_id=1, run_id=1, plan_name="演示方案")
    assert "演示乙小学 体育 4 1 1 0 2" in text_of(officer.get("/needs/gaps"))
    listed = officer.post("/needs/export/supplement.csv").get_data().decode("utf-8-sig")
    assert "招聘学科教师" in listed
    assert "学科缺口共 2 人：已证明任何交流都不能更少。" in officer.post("/needs/export/supplement.html").get_data(as_text=True)
    other = replace(study, unlimited={short: 1}, bounds={ShortageKind.SUBJECT: Bounds(0, 1)})
    store_study(county.id, 2026, other, plan_id=2, run_id=2, plan_name="演示另案")
    assert "已证明任何交流都不能更少" in officer.post("/needs/export/supplement.html?plan=1").get_data(as_text=True)
    latest = officer.post("/needs/export/supplement.html").get_data(as_text=True)
    assert "任何交流都不能更少；若以增加另一类缺口为代价，最少 0 人。" in latest
    assert "演示另案" in officer.get("/needs/gaps?plan=1").get_data(as_text=True)
