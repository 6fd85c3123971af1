"""What the walk of the year needs: a demonstration county whose days can be turned, and hands that fill and press."""

import io
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from docx import Document
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser.conftest import await_page, wait_for_part
from tests.browser.installation import ROOT, START_SECONDS, Site, free_port, settings_of, wait_until_served


class County(Site):
    """A small demonstration county whose days can be turned; what one test learns for the next is kept here."""

    def __init__(self, folder: pathlib.Path, loaded: pathlib.Path) -> None:
        """Copy the county; nobody serves it yet."""
        port = free_port()
        self.environment = settings_of(folder, port)
        shutil.copytree(loaded, folder, dirs_exist_ok=True)
        printed = (folder / "printed").read_text(encoding="utf-8")
        super().__init__(f"http://127.0.0.1:{port}", folder, dict(re.findall(r"^登录名：(\w+).*：([A-Za-z2-9]{14})$", printed, flags=re.MULTILINE)))
        self.day = folder / "day.txt"
        self.codes: dict[str, str] = {}
        self.wishers: list[str] = []
        self.movers: list[str] = []
        self.school, self.objected, self.first_version, self.notice, self.public, self.arrived = "", "", "", "", "", ""
        self.ends_in, self.qualify = 0, 0
        self.processes: list[subprocess.Popen] = []

    def on(self, day: str) -> None:
        """Serve and work as on this day; whatever runs goes on, as it does in an office overnight."""
        self.day.write_text(day, encoding="utf-8")
        if not self.processes:
            self.processes = [subprocess.Popen(
                [sys.executable, "-m", "tests.helpers.clocked", str(self.day), command], env=self.environment, cwd=ROOT,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in ("serve", "work")]
            wait_until_served(self.address)
        ends = time.monotonic() + START_SECONDS
        while any(not (taken := self.day.with_suffix(f".{command}")).exists() or taken.read_text(encoding="utf-8") != day for command in ("serve", "work")):
            assert time.monotonic() < ends, f"nobody took over {day}"
            time.sleep(0.05)

    def stop(self) -> None:
        """End what runs."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=30)
        self.processes = []


def go(browser: WebDriver, site: Site, path: str) -> None:
    """Open a page."""
    browser.get(site.address + path)


def press(browser: WebDriver, selector: str) -> None:
    """Press a part of the page, saying yes to what it asks."""
    wait_for_part(browser, selector)
    item = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("window.confirm = () => true; arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", item)
    item.click()


def put(browser: WebDriver, **answers: str) -> None:
    """Fill fields by name; a list to choose from takes the text of its option, a group of buttons the value."""
    for name, text in answers.items():
        selector = f"main [name='{name}']:not([type=hidden])"
        wait_for_part(browser, selector)
        item = browser.find_element(By.CSS_SELECTOR, selector)
        if item.tag_name == "select":
            choose(Select(item), text)
        elif item.get_attribute("type") == "radio":
            press(browser, f"main [name='{name}'][value='{text}']")
        elif item.get_attribute("type") == "date":
            # How a day is typed depends on the browser's language, what is sent does not.
            browser.execute_script("arguments[0].value = arguments[1]", item, text)
        else:
            item.clear()
            item.send_keys(text)


def choose(offered: Select, wanted: str) -> None:
    """Choose an option by its value, or by what it says."""
    if wanted in [option.get_attribute("value") for option in offered.options]:
        offered.select_by_value(wanted)
    else:
        offered.select_by_visible_text(wanted)


def send(browser: WebDriver) -> None:
    """Send the form of the page."""
    press(browser, "main form.card button[type=submit], main form[method=post] button.button-primary")


def follow(browser: WebDriver, words: str) -> None:
    """Follow the first link in the page's main part with these words, as soon as it is there."""
    path = f"//main//a[contains(normalize-space(.), '{words}')]"
    await_page(browser, lambda driver: driver.find_elements(By.XPATH, path), f"no link {words}", seconds=30)
    browser.get(browser.find_element(By.XPATH, path).get_attribute("href"))


def take_up(browser: WebDriver, site: Site, words: str) -> None:
    """Go to the workbench and take up what waits there by its words."""
    go(browser, site, "/")
    waiting = browser.find_element(By.CSS_SELECTOR, "section[aria-labelledby=waiting]")
    found = [link.get_attribute("href") for link in waiting.find_elements(By.TAG_NAME, "a") if words in link.text]
    assert found, f"{words} does not wait; this does: {waiting.text}"
    browser.get(found[0])


def done(browser: WebDriver) -> str:
    """Return what the page says went well; it must say something."""
    wait_for_part(browser, "main .notice-success")
    return browser.find_element(By.CSS_SELECTOR, "main .notice-success").text


def main_text(browser: WebDriver) -> str:
    """Return the words of the page's main part."""
    return browser.find_element(By.TAG_NAME, "main").text


def texts(browser: WebDriver, selector: str) -> list[str]:
    """Return the words of every part."""
    return [item.text for item in browser.find_elements(By.CSS_SELECTOR, selector)]


def fact(browser: WebDriver, name: str) -> str:
    """Return what a page's list of facts says under a name."""
    return browser.find_element(By.XPATH, f"//main//dl/dt[normalize-space(.)='{name}']/following-sibling::dd[1]").text


def row_of(browser: WebDriver, name: str) -> WebElement:
    """Return the row of a table that begins with a name."""
    return browser.find_element(By.XPATH, f"//main//tbody/tr[th[contains(normalize-space(.), '{name}')]]")


def step_on(browser: WebDriver, site: Site, step: str) -> None:
    """Take the year to its next step."""
    go(browser, site, "/rotation-year/")
    press(browser, "form[action*='/step'] button.button-primary")
    assert step in done(browser)


def as_teacher(browser: WebDriver, site: County, name: str) -> None:
    """Come in with somebody's personal slip, whoever was there before."""
    browser.delete_all_cookies()
    go(browser, site, "/my/")
    put(browser, code=site.codes[name])
    press(browser, "main form button[type=submit]")
    WebDriverWait(browser, 20).until(lambda driver: driver.current_url.endswith("/my/home"))


def word_file(browser: WebDriver, form: WebElement) -> str:
    """Send a form of the page with the browser's session and return what the Word file says that comes back."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in browser.get_cookies())
    fields = {item.get_attribute("name"): item.get_attribute("value") for item in form.find_elements(By.CSS_SELECTOR, "input")}
    request = urllib.request.Request(form.get_attribute("action"), data=urllib.parse.urlencode(fields).encode(), headers={"Cookie": cookies, "Referer": browser.current_url})
    with urllib.request.urlopen(request, timeout=60) as answer:
        made = Document(io.BytesIO(answer.read()))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in made.paragraphs), *cells])


def review_and_approve(browser: WebDriver) -> None:
    """Review the version on the page, then approve it; both as the leader."""
    press(browser, "main form[action$='/review'] button.button-primary")
    wait_for_part(browser, "main form[action$='/approve']")
    press(browser, "main form[action$='/approve'] button.button-primary")
    WebDriverWait(browser, 30).until(lambda driver: not driver.find_elements(By.CSS_SELECTOR, "main form[action$='/approve']"))
