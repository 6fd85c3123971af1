"""A real browser before a real server and worker on a database of their own; skipped with a word where there is no chromium."""

import fcntl
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.installation import (
    ROOT,
    Site,
    free_port,
    run_staffing,
    settings_of,
    wait_until_served,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
OUTPUT = pathlib.Path(os.environ.get("STAFFING_SCREENSHOTS", ROOT / "tests" / "output" / "screenshots"))
WIDE, NARROW = (1366, 768), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and skip it where there is no browser."""
    for item in items:
        if "tests/browser" not in str(item.path):
            continue
        item.add_marker(pytest.mark.browser)
        if not (CHROMIUM and DRIVER):
            item.add_marker(pytest.mark.skip(reason="chromium and chromedriver are not installed"))


@pytest.fixture(scope="session")
def county_loaded(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return the folder of a small demonstration county nobody serves, to be copied; made once for all test processes."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder = root / "county"
    with (root / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "printed").exists():
            run_staffing(settings_of(folder), "db", "upgrade")
            (folder / "printed").write_text(run_staffing(settings_of(folder), "demo", "--schools", "14"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, county_loaded: pathlib.Path) -> Iterator[Site]:
    """Return a running installation with a small demonstration county; server and worker end with the tests."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = settings_of(folder, port)
    shutil.copytree(county_loaded, folder, dirs_exist_ok=True)
    printed = (folder / "printed").read_text(encoding="utf-8")
    processes = [subprocess.Popen([sys.executable, "-m", "staffing", command], env=environment, cwd=ROOT,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in ("serve", "work")]
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_served(address)
        yield Site(address, folder, dict(re.findall(r"^登录名：(\w+).*：([A-Za-z2-9]{14})$", printed, flags=re.MULTILINE)))
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """Return a headless browser that downloads into a folder of its own."""
    options = Options()
    options.binary_location = CHROMIUM or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update", "--lang=zh-CN",
                     f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    downloads = tmp_path_factory.mktemp("downloads")
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_window_size(*WIDE)
    resize(driver, *WIDE)
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


def wait_for(browser: WebDriver, *words: str, seconds: float = 30) -> None:
    """Wait until one of the words stands on the page; a page that is just being replaced is looked at again."""
    await_page(browser, lambda driver: any(word in driver.find_element(By.TAG_NAME, "main").text for word in words), f"none of {words}", seconds)


def wait_for_part(browser: WebDriver, selector: str, *, seconds: float = 30) -> None:
    """Wait until the page has a part."""
    await_page(browser, lambda driver: driver.find_elements(By.CSS_SELECTOR, selector), f"no {selector}", seconds)


def await_page(browser: WebDriver, is_there: Callable[[WebDriver], object], missing: str, seconds: float) -> None:
    """Wait until the page is as it should be; else tell what it says instead."""
    waiting = WebDriverWait(browser, seconds, ignored_exceptions=[StaleElementReferenceException, NoSuchElementException])
    try:
        waiting.until(is_there)
    except TimeoutException:
        said = browser.find_element(By.TAG_NAME, "main").text[:1500].replace("\n", " / ")
        raise AssertionError(f"{missing} on {browser.current_url}, which says: {said}") from None


@pytest.fixture
def wait(browser: WebDriver) -> Callable[..., None]:
    """Return a wait for words on the page."""

    def until(*words: str, seconds: float = 30) -> None:
        wait_for(browser, *words, seconds=seconds)

    return until


def resize(browser: WebDriver, width: int, height: int) -> None:
    """Give the page exactly this size; a window cannot be as narrow as a phone."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def too_wide(browser: WebDriver) -> int:
    """Return by how many pixels the page must be scrolled sideways."""
    return int(browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def shoot(browser: WebDriver) -> Callable[[str], None]:
    """Return a photographer: the whole page at desk and phone width, and a look at the console for faults."""

    def take(name: str) -> None:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        for label, (width, height) in {"wide": WIDE, "narrow": NARROW}.items():
            resize(browser, width, height)
            tall = browser.execute_script("return document.documentElement.scrollHeight")
            resize(browser, width, min(4000, max(height, int(tall))))
            browser.save_screenshot(str(OUTPUT / f"{name}-{label}.png"))
            assert too_wide(browser) <= 1, f"{name}: the page is {too_wide(browser)} px too wide at {label}"
        resize(browser, *WIDE)
        faults = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
        assert not faults, faults

    return take
