"""A number that no record can have: there is no such page, and no such filter; never a fault of the program."""

import re

import pytest

from staffing.core.asked_numbers import LARGEST_NUMBER
from tests.helpers.routes import frozen_routes

NUMBER = re.compile(r"<int:\w+>")
TOO_LARGE = 855370095961340772352
ASKED = ("year", "school", "school_id", "section", "plan", "run", "from", "to", "group", "page", "size", "target_year", "teacher", "after")
NUMBERED = sorted({route.address for route in frozen_routes() if route.reads and NUMBER.search(route.address)})
PLAIN = sorted({route.address for route in frozen_routes() if route.reads and "<" not in route.address})


def test_there_are_pages_to_ask():
    assert len(NUMBERED) > 50
    assert len(PLAIN) > 50


def test_an_address_with_too_large_a_number_is_no_page(officer):
    asked = {address: officer.get(re.sub(r"<[^>]*>", "x", NUMBER.sub(str(TOO_LARGE), address))).status_code for address in NUMBERED}
    assert set(asked.values()) == {404}


def test_the_largest_number_of_a_record_is_asked_of_the_database(officer):
    assert officer.get(f"/plans/{LARGEST_NUMBER}").status_code == 404
    assert officer.get(f"/plans/{LARGEST_NUMBER}", follow_redirects=True).status_code == 404


@pytest.mark.slow
def test_a_filter_with_too_large_a_number_is_as_good_as_none(officer):
    wished = "&".join(f"{name}={TOO_LARGE}" for name in ASKED)
    codes = {address: officer.get(f"{address}?{wished}").status_code for address in PLAIN if "sign-out" not in address}
    assert {address: code for address, code in codes.items() if code >= 500} == {}
