"""The pictures of the handbook: which page each shows, and how it is kept. Taken only on demand (``make guide``).

Some are taken where the walk of the year stands anyway (``WALKED``), the others on a county of their own (``SHOTS``).
"""

import hashlib
import io
import json
import os
from dataclasses import dataclass
from typing import Final

from PIL import Image
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browser.conftest import NARROW, ROOT, WIDE, resize

PICTURES: Final = ROOT / "docs" / "officer-guide" / "images"
MANIFEST: Final = PICTURES / "manifest.json"
COLOURS: Final = 48
TALLEST: Final = {WIDE: 1100, NARROW: 1500}
WANTED: Final = "STAFFING_GUIDE"


@dataclass(frozen=True)
class Shot:
    """One picture: who sees it, where, drawn by which template; ``follow`` is a link to be followed first."""

    name: str
    login: str
    path: str
    template: str
    follow: str = ""


SHOTS: Final = (
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
    Shot("scenarios", "officer", "/scenarios/", "scenarios/show.html", "main table tbody th a"),
)
# Photograph of the walk: (picture, template).
WALKED: Final = {
    "year-01-begin": ("year", "rotation_years/current.html"), "year-02-allotments": ("allotments", "allotments/table.html"),
    "year-03-slips": ("slips", "slips/sheet.html"), "year-04-my-pages": ("my_pages", "slips/home.html"), "year-05-my-facts": ("my_facts", "confirmations/own.html"),
    "year-06-clerk": ("confirm", "confirmations/persons.html"), "year-07-objections": ("objections", "confirmations/objections.html"),
    "year-10-wishes-of-school": ("school_wishes", "wishes/persons.html"), "year-11-wishes": ("my_wishes", "wishes/own.html"),
    "year-13-plan": ("plan", "plans/show.html"), "year-14-board": ("board", "board/show.html"), "year-15-principal": ("opinions", "decisions/round.html"),
    "year-18-leader-desk": ("leader_desk", "dashboard/workbench.html"), "year-18-leader": ("version", "decisions/show.html"),
    "year-19-notice": ("notice", "public_notices/show.html"), "year-20-public": ("public", "public_notices/public.html"),
    "year-21-my-receipt": ("my_receipt", "receipts/_receipt.html"), "year-22-appeal": ("appeal", "public_notices/answer.html"),
    "year-24-orders": ("orders", "orders/show.html"), "year-25-register": ("register", "orders/register.html"), "year-26-postings": ("postings", "postings/show.html"),
    "year-27-arrival": ("arrival", "postings/posting.html"), "year-28-inspection": ("inspection", "inspection/overview.html"),
    "year-29-chain": ("chain", "inspection/sample.html"), "year-30-returns": ("returns", "postings/returns.html"),
}
ON_A_PHONE: Final = {"my_pages", "my_facts", "my_wishes", "my_receipt"}


def is_wanted() -> bool:
    """True if pictures are to be made."""
    return bool(os.environ.get(WANTED))


def keep(browser: WebDriver, name: str, template: str) -> None:
    """Store a picture of the page with few colours, which is small and still sharp, and what it shows."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = NARROW if name in ON_A_PHONE else WIDE
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    browser.execute_script("document.activeElement.blur(); window.scrollTo({top: 0, behavior: 'instant'})")
    resize(browser, *size)
    tall = int(browser.execute_script("return document.documentElement.scrollHeight"))
    resize(browser, size[0], min(TALLEST[size], max(size[1], tall)))
    image = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(PICTURES / f"{name}.png", optimize=True)
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": False})
    resize(browser, *WIDE)
    kept = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else {}
    kept[f"{name}.png"] = {"template": template, "sha256": hashlib.sha256((ROOT / "templates" / template).read_bytes()).hexdigest()}
    wanted = {f"{one}.png" for one in names()}
    MANIFEST.write_text(json.dumps({one: kept[one] for one in kept if one in wanted}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def names() -> set[str]:
    """Return the names of all pictures."""
    return {shot.name for shot in SHOTS} | {name for name, _template in WALKED.values()}
