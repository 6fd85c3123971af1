"""The handbook in the application: everybody finds the chapter of the own duty first, every page's help leads to a section."""

import pytest

from staffing.core.access import Role
from staffing.handbook.chapters import OF_ROLE
from tests.factories.schools import create_school


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.PRINCIPAL, Role.LEADER, Role.INSPECTOR])
def test_contents_begin_with_the_chapter_of_the_reader(client_as, county, role):
    page = client_as(role, school=create_school(county=county) if role in (Role.CLERK, Role.PRINCIPAL) else None).get("/help/").get_data(as_text=True)
    first = page.split("<main", 1)[1].split('href="/help/')[1].split('"')[0]
    assert first == OF_ROLE[role]


def test_contents_name_every_chapter_to_somebody_without_one_of_the_own(client_as):
    page = client_as(Role.AUDITOR).get("/help/").get_data(as_text=True)
    assert 'class="notice"' not in page
    assert all(f'href="/help/{code}"' in page for code in OF_ROLE.values())


def test_help_of_a_page_leads_to_its_section(officer):
    assert officer.get("/help/about/receipts").location.endswith("/help/6-rotation#receipts")
    assert officer.get("/help/about/nothing_at_all").location.endswith("/help/")
