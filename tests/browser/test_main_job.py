"""The main job walked in a real browser, in the order an officer does it: from a faulty workbook to an exported list.

The tests of this file build on each other; each page is photographed at desk and phone width and its console must be clean.
"""

import pathlib
import re
import urllib.parse
import urllib.request

import openpyxl
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import NARROW, WIDE, Site, resize, too_wide, wait_for_part

OWN_PASSWORD = "春天开会讨论轮岗-2027"
PLAN = "浏览器走查方案"
SOLVE_SECONDS = 240
CONFIRM = "form[action$='/confirm']"

pytestmark = pytest.mark.timeout(900)


def open_page(browser: WebDriver, site: Site, path: str) -> None:
    """Go to a page of the site."""
    browser.get(site.address + path)


def fill(browser: WebDriver, name: str, value: str) -> None:
    """Fill a field by its name."""
    item = browser.find_element(By.NAME, name)
    if item.get_attribute("type") != "file":
        item.clear()
    item.send_keys(value)


def click(browser: WebDriver, selector: str) -> None:
    """Bring the first part that fits into view and click it, as a person would."""
    item = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", item)
    item.click()


def hand_in(browser: WebDriver, site: Site, file: pathlib.Path) -> None:
    """Hand in a workbook and wait until it has been read."""
    open_page(browser, site, "/imports/new")
    fill(browser, "file", str(file))
    click(browser, "main form button[type=submit]")
    wait_for_part(browser, ".notice-danger, form[action$='/discard']", seconds=120)


def fetch(browser: WebDriver, site: Site, path: str, form: dict[str, str]) -> bytes:
    """Post a form with the browser's own session and return the answer's body."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in browser.get_cookies())
    form["csrf_token"] = browser.find_element(By.NAME, "csrf_token").get_attribute("value")
    request = urllib.request.Request(site.address + path, data=urllib.parse.urlencode(form).encode(),
                                     headers={"Cookie": cookies, "Referer": site.address})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def test_officer_signs_in_and_chooses_a_password(browser, site, wait, shoot):
    open_page(browser, site, "/")
    shoot("01-sign-in")
    fill(browser, "login", "officer")
    fill(browser, "password", site.passwords["officer"])
    click(browser, "main button")
    wait("一次性密码")
    fill(browser, "current", site.passwords["officer"])
    fill(browser, "password", OWN_PASSWORD)
    fill(browser, "repeated", OWN_PASSWORD)
    click(browser, "main form button")
    wait("工作台")
    shoot("02-workbench")


def test_faulty_workbook_changes_nothing(browser, site, wait, shoot):
    faulty = next((site.folder / "out").glob("*重复学校*.xlsx"))
    hand_in(browser, site, faulty)
    assert "只保留一行" in browser.find_element(By.TAG_NAME, "main").text
    assert not browser.find_elements(By.CSS_SELECTOR, CONFIRM)
    shoot("03-import-faulty")


def test_mended_workbook_is_stored_once(browser, site, wait, shoot, tmp_path):
    faulty = next((site.folder / "out").glob("*重复学校*.xlsx"))
    workbook = openpyxl.load_workbook(faulty)
    sheet = workbook["学校"]
    headings = [cell.value for cell in sheet[2]]
    names, seen = headings.index("学校名称") + 1, set()
    phones = headings.index("学校简称") + 1
    for row in range(sheet.max_row, 2, -1):
        name = sheet.cell(row, names).value
        if name and [sheet.cell(other, names).value for other in range(3, row)].count(name):
            sheet.delete_rows(row)
        elif name and not seen:
            sheet.cell(row, phones).value = "走查简称"
            seen.add(name)
    mended = tmp_path / "改正后.xlsx"
    workbook.save(mended)
    hand_in(browser, site, mended)
    shoot("04-import-ready")
    click(browser, f"{CONFIRM} button")
    wait_for_part(browser, ".status-good", seconds=120)
    shoot("05-import-stored")
    hand_in(browser, site, mended)
    assert not browser.find_elements(By.CSS_SELECTOR, CONFIRM), "a second import of the same file must change nothing"


def test_indicators_lead_to_the_persons_behind_them(browser, site, wait, shoot):
    open_page(browser, site, "/indicators/")
    shoot("06-indicators")
    click(browser, "td.heat a")
    WebDriverWait(browser, 20).until(lambda driver: "/indicators/sections/" in driver.current_url)
    shoot("07-indicator-cell")


def test_records_of_schools_and_teachers_open(browser, site, shoot):
    open_page(browser, site, "/schools/")
    shoot("08-schools")
    click(browser, "tbody th a")
    shoot("09-school")
    open_page(browser, site, "/teachers/")
    shoot("10-teachers")
    click(browser, "tbody th a")
    shoot("11-teacher")


def test_eligible_list_opens_with_reasons(browser, site, wait, shoot):
    open_page(browser, site, "/eligibility/")
    shoot("12-eligible")
    click(browser, "tbody th a")
    wait("本校连续任教")
    shoot("13-verdict")
    open_page(browser, site, "/needs/")
    shoot("14-needs")


def test_plan_is_proposed_with_progress(browser, site, wait, shoot):
    open_page(browser, site, "/plans/")
    click(browser, "main a[href*='/new']")
    fill(browser, "name", PLAN)
    click(browser, "main form button[type=submit]")
    wait(PLAN)
    click(browser, "main form[action$='/propose'] button")
    wait_for_part(browser, "[data-watching]")
    shoot("15-progress")
    wait("复核通过", seconds=SOLVE_SECONDS)
    shoot("16-plan")


def test_exported_list_comes_back_as_a_plan(browser, site, wait, shoot, tmp_path):
    open_page(browser, site, "/plans/")
    browser.find_element(By.LINK_TEXT, PLAN).click()
    wait("复核通过")
    forms = browser.find_elements(By.CSS_SELECTOR, "form[action*='export'], form[action*='download']")
    address = next(form.get_attribute("action") for form in forms if "moves" in form.get_attribute("action"))
    body = fetch(browser, site, urllib.parse.urlsplit(address).path, {})
    listed = tmp_path / "交流名单.xlsx"
    listed.write_bytes(body)
    assert openpyxl.load_workbook(listed).active.max_row > 5
    open_page(browser, site, "/plans/import")
    fill(browser, "name", "手工名单走查")
    fill(browser, "file", str(listed))
    click(browser, "main form button[type=submit]")
    WebDriverWait(browser, 120).until(lambda driver: "手工名单走查" in driver.title)
    shoot("17-hand-list")


def test_pages_speak_english_when_asked(browser, site, shoot):
    open_page(browser, site, "/")
    click(browser, "header button[lang=en]")
    for name, path in (("workbench", "/"), ("indicators", "/indicators/"), ("eligible", "/eligibility/"), ("plans", "/plans/"),
                       ("needs", "/needs/"), ("imports", "/imports/"), ("rules", "/rules/"), ("exports", "/exports/")):
        open_page(browser, site, path)
        shoot(f"en-{name}")
    click(browser, "header button[lang=zh-CN]")


def words_of_the_other_language(browser: WebDriver) -> list[str]:
    """Return runs of three English words on a Chinese page: a sentence nobody translated."""
    return re.findall(r"[A-Za-z][a-z]+ [a-z]+ [a-z]+", browser.find_element(By.TAG_NAME, "main").text)


def test_every_page_of_the_menu_fits_a_phone_and_speaks_its_language(browser, site):
    resize(browser, *NARROW)
    for language in ("en", "zh-CN"):
        open_page(browser, site, "/")
        switch = browser.find_elements(By.CSS_SELECTOR, f"header button[lang={language}]")
        if switch:
            switch[0].click()
        waiting = [item.get_attribute("href") for item in browser.find_elements(By.CSS_SELECTOR, ".menu a")]
        seen: list[str] = []
        while waiting:
            seen.append(waiting.pop(0))
            browser.get(seen[-1])
            tabs = [item.get_attribute("href") for item in browser.find_elements(By.CSS_SELECTOR, "main nav.tabs.no-print a")]
            waiting += [tab for tab in tabs if tab not in seen and tab not in waiting]
            assert too_wide(browser) <= 1, f"{seen[-1]} is {too_wide(browser)} px too wide ({language})"
            assert language == "en" or words_of_the_other_language(browser) == [], seen[-1]
        assert len(seen) > 15
    resize(browser, *WIDE)


def test_filters_apply_by_keyboard_alone(browser, site, wait):
    open_page(browser, site, "/teachers/")
    assert browser.find_elements(By.CSS_SELECTOR, "details.facet summary")
    assert browser.find_elements(By.CSS_SELECTOR, "[data-find]")
    skip = browser.find_element(By.CSS_SELECTOR, ".skip-link")
    browser.execute_script("arguments[0].focus()", skip)
    assert browser.switch_to.active_element == skip
