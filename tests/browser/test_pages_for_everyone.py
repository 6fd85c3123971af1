"""Pages that everybody can use: no serious finding of axe on any page of the menu, and every step by keyboard alone."""

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.conftest import wait_for, wait_for_part
from tests.browser.people import enter, menu_addresses

GRAVE = {"serious", "critical"}
# Pages beside the menu that a person opens every day, by role.
FURTHER = {
    "officer": ("/tasks/", "/notices/", "/changes/rights/", "/attachments/due", "/teachers/new", "/schools/new"),
    "clerk": ("/tasks/", "/notices/"), "admin": ("/changes/rights/", "/changes/rights/degree", "/accounts/new"), "auditor": ("/tasks/",),
}
MOST_STOPS = 400


def grave_findings(browser: WebDriver) -> list[str]:
    """Return what axe calls serious or critical on the page, with the first element of each."""
    found = Axe().run(browser, None, {"resultTypes": ["violations"]})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"] if one["impact"] in GRAVE]


def first_of(browser: WebDriver, address: str, selector: str) -> list[str]:
    """Return the address of the first link of a kind on a page."""
    browser.get(address)
    return [link.get_attribute("href") for link in browser.find_elements(By.CSS_SELECTOR, selector)[:1]]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("login", ["officer", "clerk", "admin", "auditor"])
def test_no_page_of_the_menu_has_a_grave_finding(browser, site, login, locale):
    enter(browser, site, login, locale=locale)
    addresses = menu_addresses(browser) + [site.address + path for path in FURTHER[login]]
    if login in ("officer", "clerk"):
        addresses += first_of(browser, f"{site.address}/teachers/", "main table tbody a[href*='/teachers/']")
        addresses += first_of(browser, f"{site.address}/schools/", "main table tbody a[href*='/schools/']")
    if login == "clerk":
        addresses += first_of(browser, addresses[-2], "a[href*='/changes/teachers/']")
    faults = {}
    for address in addresses:
        browser.get(address)
        found = grave_findings(browser)
        if found:
            faults[address] = found
    assert faults == {}


def stops(browser: WebDriver) -> list[dict[str, object]]:
    """Walk the page with the tabulator and return every stop: its place, whether it can be seen, whether it is marked."""
    script = """
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    return {tag: one.tagName, id: one.id, text: (one.innerText || one.name || '').trim().slice(0, 40), inside: !!one.closest('main'),
            shown: box.width > 0 && box.height > 0, order: [...document.querySelectorAll('*')].indexOf(one),
            marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'};"""
    found: list[dict[str, object]] = []
    browser.execute_script("document.activeElement.blur(); window.getSelection().removeAllRanges();")
    for _ in range(MOST_STOPS):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        stop = browser.execute_script(script)
        if stop["tag"] == "BODY" or (found and stop["order"] == found[0]["order"]):
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("path", ["/", "/teachers/", "/changes/", "/tasks/", "/teachers/new", "/needs/"])
def test_a_page_is_walked_by_keyboard_in_its_own_order(browser, site, path):
    enter(browser, site, "officer")
    browser.get(site.address + path)
    found = stops(browser)
    assert len(found) > 15
    assert found[0]["text"] == "跳到正文"
    assert [stop for stop in found if not stop["shown"]] == []
    assert [stop for stop in found if not stop["marked"]] == []
    places = [stop["order"] for stop in found]
    assert places == sorted(places), "the order of the stops is not that of the page"
    assert any(stop["inside"] for stop in found)


def test_a_change_is_asked_for_and_decided_by_keyboard_alone(browser, site):
    enter(browser, site, "clerk")
    person = first_of(browser, f"{site.address}/teachers/", "main table tbody a[href*='/teachers/']")[0]
    browser.get(person)
    go_to(browser, "修改基本信息")
    wait_for_part(browser, "main [name=ethnic_group]")
    type_into(browser, "ethnic_group", "土家族")
    type_into(browser, "teaching_began_on", "2014-08-21")
    type_into(browser, "reason", "依据人事档案更正")
    press(browser, "保存并提交")
    wait_for(browser, "已提交教育局")
    number = browser.current_url.rstrip("/").rsplit("/", 1)[-1]
    enter(browser, site, "officer")
    browser.get(f"{site.address}/changes/")
    go_to(browser, number)
    wait_for(browser, "全部同意")
    press(browser, "全部同意")
    wait_for(browser, "已审批")
    browser.get(person)
    assert "2014-08-21" in browser.find_element(By.TAG_NAME, "main").text


def move_to(browser: WebDriver, fits) -> None:
    """Press the tabulator until the focus is on what is wanted."""
    for _ in range(MOST_STOPS):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if fits(browser.switch_to.active_element):
            return
    raise AssertionError(f"not reached by keyboard on {browser.current_url}")


def go_to(browser: WebDriver, words: str) -> None:
    """Follow a link by its words."""
    move_to(browser, lambda one: one.tag_name == "a" and one.text.strip() == words)
    browser.switch_to.active_element.send_keys(Keys.ENTER)


def type_into(browser: WebDriver, name: str, text: str) -> None:
    """Replace what stands in a field."""
    move_to(browser, lambda one: one.get_attribute("name") == name)
    browser.switch_to.active_element.send_keys(Keys.CONTROL, "a")
    browser.switch_to.active_element.send_keys(text)


def press(browser: WebDriver, words: str) -> None:
    """Press a button by its words."""
    move_to(browser, lambda one: one.tag_name == "button" and one.text.strip() == words)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
