"""A foreign workbook walked in a real browser: shuffled and renamed, mapped with few clicks, checked, its faults left out, stored."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import Select, WebDriverWait

from staffing.imports.foreign.targets import targets
from tests.browser.conftest import Site, wait_for_part
from tests.browser.test_main_job import click, fill, hand_in, open_page
from tests.helpers.dirty_form import (
    COLUMN,
    Form,
    clean_form,
    form_workbook,
    shuffled_and_renamed,
    soil,
    true_target,
)

PASSWORD = "表格对应走查-2027-秋"
MOST_CLICKS = 15

pytestmark = pytest.mark.timeout(900)


def sign_in(browser: WebDriver, site: Site, wait) -> None:
    """Sign in as the officer, with the one-time password or, where another walk came first, with its own."""
    open_page(browser, site, "/imports/new")
    if not browser.find_elements(By.NAME, "login"):
        return
    fill(browser, "login", "officer")
    fill(browser, "password", site.passwords["officer"])
    click(browser, "main button")
    wait("一次性密码")
    fill(browser, "current", site.passwords["officer"])
    fill(browser, "password", PASSWORD)
    fill(browser, "repeated", PASSWORD)
    click(browser, "main form button")
    wait("工作台")


def school_names(browser: WebDriver, site: Site) -> list[str]:
    """Return names of primary schools of the demonstration county."""
    open_page(browser, site, "/schools/?kind=primary_school")
    return [item.text.splitlines()[0] for item in browser.find_elements(By.CSS_SELECTOR, "main tbody th a")]


def dirty_form_of(names: list[str]) -> Form:
    """Return a form with every kind of dirt whose schools are those of the installation."""
    form = soil(clean_form(120, schools=3), each=1)
    for row in form.rows:
        for code in ("post.personnel_school", "exchange.to_school"):
            text = str(row[COLUMN[code]])
            if text.startswith("演示第"):
                row[COLUMN[code]] = names[(int(text[3:-2]) - 1) % len(names)]
    return form


def mended_columns(browser: WebDriver, form: Form) -> int:
    """Put right every column that was mapped wrongly and return their number."""
    wrong = 0
    titles = shuffled_and_renamed(form).titles
    for row in range(len(form.titles)):
        select = browser.find_element(By.ID, f"column-0-{row + 1}")
        heading = browser.find_element(By.CSS_SELECTOR, f"label[for='column-0-{row + 1}']").text.replace("，", ",")
        wanted = next((true_target(title) for title in titles if title.replace("，", ",") == heading), "")
        if Select(select).first_selected_option.get_attribute("value") != wanted:
            assert wanted in targets()
            Select(select).select_by_value(wanted)
            wrong += 1
    return wrong


def test_a_shuffled_and_renamed_form_takes_few_clicks(browser, site, wait, shoot, tmp_path):
    sign_in(browser, site, wait)
    form = dirty_form_of(school_names(browser, site)[:3])
    file = tmp_path / "教师信息表.xlsx"
    file.write_bytes(form_workbook(shuffled_and_renamed(form), title_rows=2))
    hand_in(browser, site, file)
    click(browser, "main a[href$='/mapping']")
    shoot("20-mapping")
    wrong = mended_columns(browser, form)
    clicks = 2 * wrong
    assert wrong <= 0.05 * len(form.titles)
    fill(browser, "constant:honour.granted_on", "2024-09-01")
    for select in browser.find_elements(By.CSS_SELECTOR, "select[name^='constant:']"):
        if not Select(select).first_selected_option.get_attribute("value"):
            Select(select).select_by_index(1)
            clicks += 2
    click(browser, "main form button[type=submit]")
    clicks += 2
    WebDriverWait(browser, 30).until(lambda driver: "/words" in driver.current_url)
    shoot("21-words")
    for select in browser.find_elements(By.CSS_SELECTOR, "select[name^='word:']"):
        if Select(select).first_selected_option.get_attribute("value") == "?":
            Select(select).select_by_value("")
            clicks += 2
    fill(browser, "name", "走查对应方案")
    click(browser, "main form button[type=submit]")
    wait_for_part(browser, "form[action$='/rows'], form[action$='/confirm']", seconds=120)
    assert clicks + 1 <= MOST_CLICKS
    shoot("22-mapped-faults")
    click(browser, "form[action$='/rows'] button")
    wait_for_part(browser, "form[action$='/confirm']", seconds=120)
    shoot("23-mapped-preview")
    click(browser, "main td a[href*='/changes'], main th a[href*='/changes']")
    shoot("24-changes")
