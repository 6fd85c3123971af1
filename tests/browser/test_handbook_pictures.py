"""The pictures of the handbook, made anew from the demonstration county: ``make guide``. Skipped in an ordinary run."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import Site, wait_for, wait_for_part
from tests.browser.handbook import SHOTS, is_wanted, keep
from tests.browser.people import enter
from tests.browser.walking import follow, go, press, put, send

SOLVE_SECONDS = 400


@pytest.mark.timeout(1800)
@pytest.mark.skipif(not is_wanted(), reason="only on demand: make guide")
def test_pictures_are_made_anew(browser, site):
    ask_for_something(browser, site)
    check_and_collect(browser, site)
    compare_something(browser, site)
    signed_in = ""
    for shot in SHOTS:
        if shot.login != signed_in:
            enter(browser, site, shot.login)
            signed_in = shot.login
        browser.get(site.address + shot.path)
        for selector in shot.follow.split(", ") if shot.follow else []:
            browser.get(browser.find_elements(By.CSS_SELECTOR, selector)[0].get_attribute("href"))
        keep(browser, shot.name, shot.template)


def ask_for_something(browser: WebDriver, site: Site) -> None:
    """Let the school's clerk ask for a change, so that there is something to decide."""
    enter(browser, site, "clerk")
    browser.get(f"{site.address}/teachers/")
    browser.get(browser.find_element(By.CSS_SELECTOR, "main table tbody a[href*='/teachers/']").get_attribute("href"))
    browser.get(browser.find_element(By.CSS_SELECTOR, "a[href*='/changes/teachers/']").get_attribute("href"))
    for name, text in {"work_began_on": "2014-08-20", "reason": "依据人事档案更正参加工作时间"}.items():
        browser.find_element(By.NAME, name).clear()
        browser.find_element(By.NAME, name).send_keys(text)
    browser.find_element(By.CSS_SELECTOR, "main form.card button[type=submit]").send_keys(Keys.ENTER)
    wait_for_part(browser, "main .notice-success")


def check_and_collect(browser: WebDriver, site: Site) -> None:
    """Let the records be checked and begin a collection, so that both lists show something."""
    enter(browser, site, "officer")
    go(browser, site, "/quality/")
    press(browser, "form[action$='/check'] button.button-primary")
    go(browser, site, "/collecting/new")
    put(browser, name="2026 年秋季师资核对", due_on="2026-12-20")
    press(browser, "main [name=sheets]")
    send(browser)
    wait_for(browser, "2026 年秋季师资核对")
    WebDriverWait(browser, SOLVE_SECONDS, 2).until(lambda driver: driver.get(site.address + "/quality/") or driver.find_elements(
        By.CSS_SELECTOR, "main tbody th a"))


def compare_something(browser: WebDriver, site: Site) -> None:
    """Solve a plan and two scenarios of it."""
    enter(browser, site, "officer")
    go(browser, site, "/plans/")
    follow(browser, "新建方案")
    put(browser, name="2027 学年交流方案")
    send(browser)
    press(browser, "form[action$='/propose'] button")
    wait_for(browser, "复核通过", seconds=SOLVE_SECONDS)
    go(browser, site, "/scenarios/new")
    put(browser, name="距离与流出比例")
    send(browser)
    for name, field, value in (("距离放宽到 30 公里", "max_distance_km", "30"), ("每校流出不超过 10%", "school_outflow_share", "10")):
        follow(browser, "增加情景")
        put(browser, name=name, **{field: value})
        send(browser)
        WebDriverWait(browser, 30).until(lambda driver: not driver.current_url.endswith("/add"))
    press(browser, "form[action$='/solve'] button")
    wait_for_part(browser, "button[form=compare-scenarios]", seconds=SOLVE_SECONDS)
