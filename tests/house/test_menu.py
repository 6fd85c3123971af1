"""Every page is reached from the menu, or is excused here with a reason."""

from staffing.core.access import Role
from staffing.core.navigation import MENU, ORDER
from tests.helpers.routes import routes_of

EXCUSED = {
    "static": "style sheets and scripts",
    "assets": "style sheets and scripts of installed packages",
    "accounts": "sign-in and own password stand in the head of each page",
    "attachments": "reached from the record that a file proves, and from the list of what waits",
    "handbook": "the help link in the head of each page leads there",
    "notices": "their number stands in the head of each page",
    "jobs": "reached from the page whose work is running",
}


def test_every_section_stands_in_the_menu_or_is_excused(app):
    sections = {section for entry in MENU for section in entry.sections}
    found = {line.endpoint.split(".")[0] for line in routes_of(app)}
    assert found - sections - set(EXCUSED) == set()
    assert set(EXCUSED) - found == set(), "an excuse that nobody needs"


def test_every_menu_entry_leads_to_a_page(app):
    missing = [entry.endpoint for entry in MENU if entry.endpoint not in app.view_functions]
    assert missing == []


def test_menu_entries_stand_in_the_section_they_lead_to():
    assert [entry.endpoint for entry in MENU if entry.endpoint.split(".")[0] not in entry.sections] == []


def test_everyone_has_a_way_in(app):
    endpoints = {line.endpoint: line.roles for line in routes_of(app)}
    for role in Role:
        visible = [entry for entry in MENU if entry.endpoint in endpoints
                   and (endpoints[entry.endpoint] is None or role in endpoints[entry.endpoint])]
        assert visible, role


def test_every_entry_has_its_place_and_stands_there_once():
    features = [entry.endpoint.split(".")[0] for entry in MENU]
    placed = [feature for _, features_of_group in ORDER for feature in features_of_group]
    assert len(set(features)) == len(features), "an entry stands twice"
    assert len(set(placed)) == len(placed), "a feature is placed twice"
    assert set(features) <= set(placed), "an entry has no place"
