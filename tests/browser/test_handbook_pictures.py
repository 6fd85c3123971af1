"""The pictures of the handbook, made anew from the demonstration county: ``make guide``. Skipped in an ordinary run."""

import hashlib
import io
import json
import os
from dataclasses import dataclass

import pytest
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.conftest import ROOT, WIDE, resize, wait_for_part
from tests.browser.people import enter

PICTURES = ROOT / "docs" / "officer-guide" / "images"
COLOURS = 48
TALLEST = 1100


@dataclass(frozen=True)
class Shot:
    """One picture: who sees it, where, drawn by which template; ``follow`` is a link to be followed first."""

    name: str
    login: str
    path: str
    template: str
    follow: str = ""


SHOTS = (
    Shot("ask", "clerk", "/teachers/", "changes/ask.html", "main table tbody a[href*='/teachers/'], a[href*='/changes/teachers/']"),
    Shot("tasks", "officer", "/tasks/", "dashboard/tasks.html"),
    Shot("changes", "officer", "/changes/", "changes/list.html"),
    Shot("decide", "officer", "/changes/", "changes/show.html", "main table tbody th a"),
    Shot("evidence", "officer", "/changes/", "attachments/list.html", "main table tbody th a, main a[href*='/attachments/of/']"),
    Shot("rights", "admin", "/changes/rights/degree", "changes/set_rights.html"),
    Shot("imports", "officer", "/imports/", "imports/list.html"),
    Shot("collecting", "officer", "/collecting/", "collecting/list.html"),
    Shot("quality", "officer", "/quality/", "quality/list.html"),
    Shot("statistics", "officer", "/exports/", "statistics/exports.html"),
)


@pytest.mark.skipif(not os.environ.get("STAFFING_GUIDE"), reason="only on demand: make guide")
def test_pictures_are_made_anew(browser, site):
    PICTURES.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, dict[str, str]] = {}
    ask_for_something(browser, site)
    signed_in = ""
    for shot in SHOTS:
        if shot.login != signed_in:
            enter(browser, site, shot.login)
            signed_in = shot.login
        browser.get(site.address + shot.path)
        for selector in shot.follow.split(", ") if shot.follow else []:
            browser.get(browser.find_elements(By.CSS_SELECTOR, selector)[0].get_attribute("href"))
        take(browser, shot.name)
        digest = hashlib.sha256((ROOT / "templates" / shot.template).read_bytes()).hexdigest()
        manifest[f"{shot.name}.png"] = {"template": shot.template, "sha256": digest}
    (PICTURES / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def ask_for_something(browser: WebDriver, site) -> None:
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


def take(browser: WebDriver, name: str) -> None:
    """Store a picture of the page with few colours, which is small and still sharp."""
    resize(browser, *WIDE)
    tall = int(browser.execute_script("return document.documentElement.scrollHeight"))
    resize(browser, WIDE[0], min(TALLEST, max(WIDE[1], tall)))
    image = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(PICTURES / f"{name}.png", optimize=True)
    resize(browser, *WIDE)
