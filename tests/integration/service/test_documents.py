"""The certificate on paper says the months of the ledger, with the rule they were counted by."""

import datetime as dt

from staffing.core.school_year import use_today
from staffing.documents.registry import get_kind
from staffing.schools.enums import Location
from staffing.service.queries import rural_service
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher


def test_paper_and_page_say_the_same_months(app):
    county = create_county(ruleset="demo")
    village = create_section(school=create_school(county=county, location=Location.RURAL, name="演示㛃小学"))
    one, other = (create_teacher(section=village, since=day) for day in (dt.date(2025, 9, 16), dt.date(2025, 9, 17)))
    with use_today(dt.date(2026, 11, 25)):
        told = get_kind("rural_service").gather(county.id, [other.id, one.id, 0])
        months = [rural_service(county.id, teacher.id, dt.date(2026, 11, 25)).service.rural for teacher in (other, one)]
    assert [item.facts["农村任教月数"] for item in told] == [str(number) for number in months] == ["14", "15"]
    assert [spell["学校"] for spell in told[1].facts["农村任教经历"]] == ["演示㛃小学"]
    assert told[1].facts["农村任教经历"][0] | {"乡镇": ""} == {"起": "2025年9月", "止": "2026年11月", "学校": "演示㛃小学", "乡镇": "", "学段": "小学", "学科": "语文",
                                                     "性质": "任职", "月数": "15", "农村": "是"}
    assert "满 15 日" in told[0].facts["农村任教计算办法"]
