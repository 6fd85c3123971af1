"""Signing in as one of the demonstration county's people, with a password made for the occasion."""

import os
import re

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import ROOT, Site, run_staffing, wait_for_part

OWN_PASSWORD = "合欢树下-7-读书声"


def enter(browser: WebDriver, site: Site, login: str, *, locale: str = "zh") -> None:
    """Sign in as a person, whoever was signed in before."""
    environment = {**os.environ, "STAFFING_INSTANCE_DIR": str(site.folder / "instance"), "PYTHONPATH": str(ROOT), "STAFFING_ARGON2_TIME_COST": "1"}
    environment.pop("TEST_DATABASE_URL", None)
    found = re.search(r"([A-Za-z2-9]{14})\s*$", run_staffing(environment, "users", "reset", login), flags=re.MULTILINE)
    assert found is not None
    browser.get(f"{site.address}/sign-in")
    browser.delete_all_cookies()
    browser.get(f"{site.address}/sign-in")
    fill(browser, {"login": login, "password": found[1]})
    fill(browser, {"current": found[1], "password": OWN_PASSWORD, "repeated": OWN_PASSWORD})
    WebDriverWait(browser, 30).until(lambda driver: "/account/password" not in driver.current_url and "/sign-in" not in driver.current_url)
    wait_for_part(browser, "nav#menu a[aria-current]")
    if browser.find_element(By.TAG_NAME, "html").get_attribute("lang")[:2] != locale:
        browser.find_element(By.CSS_SELECTOR, "header form[action*='/language/'] button").click()
        wait_for_part(browser, f"html[lang^={locale}]")


def fill(browser: WebDriver, answers: dict[str, str]) -> None:
    """Type answers into the fields of the page's form and send it."""
    wait_for_part(browser, f"main [name={next(iter(answers))}]")
    for name, text in answers.items():
        browser.find_element(By.NAME, name).clear()
        browser.find_element(By.NAME, name).send_keys(text)
    browser.find_element(By.CSS_SELECTOR, "main form button[type=submit]").click()


def menu_addresses(browser: WebDriver) -> list[str]:
    """Return the addresses of the menu."""
    return [link.get_attribute("href") for link in browser.find_elements(By.CSS_SELECTOR, "nav#menu a")]
