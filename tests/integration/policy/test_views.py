"""The rules' pages: every value in words with its clause, search, two rule sets side by side, versions."""

import re

import pytest

from staffing.core.access import Role
from staffing.policy.ruleset import list_rulesets


def page(client, **arguments) -> str:
    """Return the rules' page as text."""
    answer = client.get("/rules/", query_string=arguments)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def rules_shown(text: str) -> list[str]:
    """Return the keys of the rules on the page."""
    return re.findall(r'<tr id="([^"]+)"', text)


def test_page_shows_the_county_s_own_rule_set_when_none_is_asked_for(officer):
    text = page(officer)
    assert "全国默认规则集" in text
    assert {"eligibility.teacher_years", "indicators.thresholds.backbone", "load.curricula.plan_2022"} <= set(rules_shown(text))


def test_value_carries_unit_clause_and_standing_when_inherited(officer):
    text = page(officer, ruleset="xianan@2023", text="rotation_share")
    assert rules_shown(text) == ["quotas.shares.rotation_share"]
    assert "10 %" in text
    assert "每年交流轮岗教师不低于符合交流条件教师总数的 10%" in text
    assert "全国默认规则集" in page(officer, ruleset="xianan@2023", text="max_distance_km").split("<tbody>")[1]


@pytest.mark.parametrize("identity", list_rulesets(), ids=lambda item: item.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_set_can_be_written_in_words_when_asked_for(officer, identity, language):
    assert officer.post(f"/account/language/{language}").status_code == 302
    text = page(officer, ruleset=f"{identity.code}@{identity.version}")
    assert len(rules_shown(text)) > 100
    assert not re.search(r"kind=|Decimal\(|<staffing|&lt;", text)


def test_only_open_rules_are_shown_when_asked_for(officer):
    everything, unconfirmed = rules_shown(page(officer)), rules_shown(page(officer, open="on"))
    assert set(unconfirmed) < set(everything)
    assert "retirement.man" not in unconfirmed


def test_own_rules_are_shown_when_asked_for(officer):
    assert rules_shown(page(officer, ruleset="demo@1.0", own="on")) == ["calendar.engagement_rounds", "indicators.counts_at"]


def test_next_step_is_told_when_nothing_fits(officer):
    text = page(officer, text="没有这样的规则")
    assert rules_shown(text) == []
    assert 'class="empty"' in text


def test_unknown_rule_set_is_not_found(officer):
    assert officer.get("/rules/?ruleset=nowhere@1").status_code == 404


def test_comparison_shows_only_what_differs_when_not_asked_for_more(officer):
    differing = officer.get("/rules/compare?first=dalian@2022&second=national@2025.1").get_data(as_text=True)
    everything = officer.get("/rules/compare?first=dalian@2022&second=national@2025.1&equal=on").get_data(as_text=True)
    assert 0 < differing.count('<th scope="row">') < everything.count('<th scope="row">')
    assert "特色项目领衔教师" in differing


def test_comparison_of_a_rule_set_with_itself_says_so(officer):
    assert 'class="empty"' in officer.get("/rules/compare?first=national@2025.1&second=national@2025.1").get_data(as_text=True)


def test_versions_list_every_rule_set(officer):
    body = officer.get("/rules/versions").get_data(as_text=True)
    assert all(item.title in body for item in list_rulesets())


@pytest.mark.parametrize(("role", "status"), [(Role.CLERK, 200), (Role.PRINCIPAL, 200), (Role.INSPECTOR, 200), (Role.LEADER, 200),
                                              (Role.AUDITOR, 403), (Role.ADMINISTRATOR, 403)])
def test_rules_are_open_to_readers_of_records_only(client_as, role, status):
    assert client_as(role).get("/rules/").status_code == status
