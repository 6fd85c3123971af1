"""The reasons of a receipt as sentences to the person they concern; they name nobody else."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import gettext as _

from staffing.eligibility.wording import reason_comparison, reason_title
from staffing.plans.wording_reasons import word_reason

Json = Mapping[str, Any]


def word(reason: Json) -> str:
    """Return one reason as a sentence; those of a move are told as the plan's page tells them."""
    words = WORDS.get(reason["code"])
    return str(words(reason)) if words is not None else word_reason(reason)


def _ground(reason: Json) -> str:
    """Return a ground of the eligibility list as its own page tells it: what was compared, and the clause."""
    stored = reason["reason"]
    told = " ".join(part for part in (reason_title(stored), reason_comparison(stored)) if part)
    return str(_("%(title)s (%(clause)s)", title=told, clause=stored["clause"]) if stored.get("clause") else told)


WORDS: Final[dict[str, Callable[[Json], str]]] = {
    "not_eligible": lambda reason: _("By the eligibility list you are not sent this year."),
    "must_stay": lambda reason: _("The bureau settled before planning that you stay."),
    "needed_at_home": lambda reason: _("Your school needs at least %(least)d teachers of %(subject)s and has %(people)d after this plan.",
                                       least=reason["least"], subject=reason["subject"], people=reason["people"]),
    "outflow_reached": lambda reason: _("From your school at most %(most)d persons may leave in one year, and %(left)d do.",
                                        most=reason["most"], left=reason["left"]),
    "wish_full": lambda reason: _("Wish %(place)d: the school can take at most %(most)d teachers of %(subject)s and has %(people)d after this plan.",
                                  place=reason["place"], most=reason["most"], subject=reason["subject"], people=reason["people"]),
    "wish_far": lambda reason: _("Wish %(place)d: the school is %(km)s km away, and nobody is sent farther than %(most)s km.",
                                 place=reason["place"], km=reason["km"], most=reason["most"]),
    "weighed": lambda reason: _("Your wishes were possible. Weighed with all needs, rules and wishes, another distribution mended more."),
    "not_planned": lambda reason: _("You were not among the persons from whom this plan was made."),
    "decided_by_hand": lambda reason: _("The bureau decided this for you, with a reason it can tell you."),
    "ground": _ground,
}
