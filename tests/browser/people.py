"""Signing in as one of the demonstration county's people, with a password made for the occasion."""

import re

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import Site, run_staffing, settings_of, wait_for_part

OWN_PASSWORD = "合欢树下-7-读书声"


def enter(browser: WebDriver, site: Site, login: str, *, locale: str = "zh") -> None:
    """Sign in as a person, whoever was signed in before; who has been here goes on with the own session."""
    browser.get(f"{site.address}/sign-in")
    browser.delete_all_cookies()
    if login in site.sessions:
        for cookie in site.sessions[login]:
            browser.add_cookie(cookie)
        browser.get(f"{site.address}/")
    if browser.current_url.rstrip("/") != site.address:
        sign_in(browser, site, login)
    wait_for_part(browser, "nav#menu a[aria-current]")
    if browser.find_element(By.TAG_NAME, "html").get_attribute("lang")[:2] != locale:
        browser.find_element(By.CSS_SELECTOR, "header form[action*='/language/'] button").click()
        wait_for_part(browser, f"html[lang^={locale}]")


def sign_in(browser: WebDriver, site: Site, login: str) -> None:
    """Sign in with a one-time password and choose an own one."""
    password = site.passwords.pop(login, "") or new_password(site, login)
    browser.get(f"{site.address}/sign-in")
    fill(browser, {"login": login, "password": password})
    fill(browser, {"current": password, "password": OWN_PASSWORD, "repeated": OWN_PASSWORD})
    WebDriverWait(browser, 30).until(lambda driver: "/account/password" not in driver.current_url and "/sign-in" not in driver.current_url)
    site.sessions[login] = [{name: cookie[name] for name in ("name", "value", "path")} for cookie in browser.get_cookies()]


def new_password(site: Site, login: str) -> str:
    """Have a one-time password made."""
    found = re.search(r"([A-Za-z2-9]{14})\s*$", run_staffing(settings_of(site.folder), "users", "reset", login), flags=re.MULTILINE)
    assert found is not None
    return found[1]


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
