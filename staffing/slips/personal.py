"""The teacher's own pages: who is there by slip, the guard in front of each page, its frame, and the cards of the home page.

Pages behind ``requires_slip`` answer about the visitor and nobody else: their addresses carry no id of a person.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, TypeVar, cast

from flask import current_app, g, redirect, render_template, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

from staffing.core.access import open_to_all
from staffing.core.i18n import LANGUAGE_COOKIE, LANGUAGES
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import get_county
from staffing.slips.models import PersonalSlip
from staffing.slips.operations import slip_actor
from staffing.slips.sessions import find_session
from staffing.teachers.models import Teacher

P = ParamSpec("P")
R = TypeVar("R")
CARDS: Final = "PERSONAL_CARDS"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The teacher who came with a slip, and the rotation year it was printed for."""

    slip: PersonalSlip

    @property
    def teacher(self) -> Teacher:
        """The teacher."""
        return self.slip.teacher

    @property
    def year(self) -> RotationYear:
        """The rotation year of the slip."""
        return self.slip.rotation_year


@dataclass(frozen=True, slots=True)
class Card:
    """What a feature offers on the personal home page: a title, a sentence, where it leads, and where things stand."""

    title: LazyString
    text: LazyString | str
    endpoint: str
    kind: str
    state: LazyString


CardOffer = Callable[[Visitor], Card | None]


def requires_slip(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Let only a live session by slip through, and let the log know who acts; others are led to the entry of the code."""

    @functools.wraps(view)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        session = find_session()
        if session is None:
            return redirect(url_for("slips.enter"), code=302)
        g.slip_session, g.visitor = session, Visitor(session.slip)
        g.acting = slip_actor(session.slip, request.remote_addr or "")
        return view(*args, **kwargs)

    return open_to_all(inner)


def visitor() -> Visitor:
    """Return who came with a slip; only behind ``requires_slip``."""
    return cast(Visitor, g.visitor)


def personal_page(template: str, **facts: Any) -> str:
    """Return a page in the frame of the personal pages: no menu of accounts, whoever else is signed in on this computer."""
    known = g.get("visitor")
    county = get_county(known.slip.county_id) if known else None
    return render_template(template, menu=[], visitor=known, bureau=county.bureau_name if county else "", **facts)


def cards_for(known: Visitor) -> list[Card]:
    """Return what the features offer this person, in the order in which they were wired."""
    offers: tuple[CardOffer, ...] = current_app.config.get(CARDS, ())
    return [card for offer in offers if (card := offer(known)) is not None]


def keep_language(response: Response) -> Response:
    """Remember the language that a link on a page without account has chosen."""
    wished = request.args.get("language")
    if wished in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, wished, httponly=True, samesite="Lax", secure=current_app.config["STAFFING"].https)
    return response
