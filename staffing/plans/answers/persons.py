"""Answers about one person in words: reasons, wishes, chain, why not another school, what if the person drops out.

What is told to the person (``own``) names places and rules, never anybody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, ngettext

from staffing.plans.answers.differences import goal_change
from staffing.plans.names import Names
from staffing.plans.wording import INDICATOR_NAMES, rule_name, word_finding

Json = Mapping[str, Any]
QuotaNames = Mapping[str, str]
# Findings about places: they name no person.
OF_PLACES = frozenset({"authorised_posts", "subject_cover", "school_outflow", "school_limits", "cell_outflow", "donor_floor", "keep_compliant"})


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish: its place on the person's list, the section, what became of it and why."""

    place: int
    section: str
    look: str
    verdict: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One move of a chain; ``chosen`` is the person asked about."""

    name: str
    origin: str
    target: str
    subject: str
    chosen: bool


def rule_named(code: str, quotas: QuotaNames) -> str:
    """Return what a rule or quota is called, a quota in the words of the rule set."""
    return quotas.get(code) or rule_name(code)


def word_told_reason(reason: Json, names: Names, quotas: QuotaNames) -> str:
    """Return one reason of a move as a sentence that may be told to the person."""
    code = reason["code"]
    if code in _SIMPLE:
        return str(_SIMPLE[code]())
    if code in _TOLD:
        return _TOLD[code](reason["ids"], reason["numbers"], names)
    return _without(reason, names, quotas)


def _without(reason: Json, names: Names, quotas: QuotaNames) -> str:
    """Return which rule the plan would break without the move."""
    code, numbers = reason["code"], reason["numbers"]
    if code in OF_PLACES:
        return str(_("Without this move: %(finding)s", finding=word_finding({**reason, "text": ""}, names)))
    if "required" in numbers:
        return str(_("Without this move %(rule)s would not be reached: %(moved)d move then, at least %(required)d have to.",
                     rule=rule_named(code, quotas), moved=numbers.get("moved", 0), required=numbers["required"]))
    return str(_("Without this move the plan would break the rule “%(rule)s”.", rule=rule_named(code, quotas)))


def _indicator(ids: Sequence[str], numbers: Json, names: Names) -> str:
    return str(_("%(place)s has too few for “%(indicator)s”: %(before)d of %(need)d, and %(after)d with this plan.",
                 place=names.section(ids[0]), indicator=str(INDICATOR_NAMES.get(ids[1], ids[1])), before=numbers["before"],
                 after=numbers["after"], need=numbers["need"]))


def _subject(ids: Sequence[str], numbers: Json, names: Names) -> str:
    return str(_("%(place)s has too few teachers of %(subject)s: %(before)d of %(need)d, and %(after)d with this plan.",
                 place=names.section(ids[0]), subject=ids[1], before=numbers["before"], after=numbers["after"], need=numbers["need"]))


def _passes(ids: Sequence[str], _numbers: Json, names: Names) -> str:
    return str(_("With this move %(place)s meets the pass rule; without it, it would miss it.", place=names.section(ids[0])))


def _wish(_ids: Sequence[str], numbers: Json, _names: Names) -> str:
    return str(_("It is wish number %(place)d.", place=numbers["place"]))


def _distance(_ids: Sequence[str], numbers: Json, _names: Names) -> str:
    km, limit = numbers["km"], numbers["limit_km"]
    told = str(_("The schools lie %(km).1f km apart; at most %(limit).1f km are allowed.", km=km, limit=limit) if km <= limit else
               _("The schools lie %(km).1f km apart, farther than the usual %(limit).1f km.", km=km, limit=limit))
    extra = numbers.get("extra_commute_km")
    if extra is None:
        return told
    way = (_("The way to work becomes %(km).1f km longer.", km=extra) if extra > 0 else
           _("The way to work becomes no longer."))
    return str(_("%(first)s %(second)s", first=told, second=way))


def _volunteer(ids: Sequence[str], _numbers: Json, _names: Names) -> str:
    if ids[0] == "status":
        return str(_("The move is possible because this person has waived the deferral."))
    return str(_("The move is possible because this person has volunteered to go farther than the usual distance."))


_SIMPLE = {
    "decided_moves": lambda: _("Decided elsewhere and taken over into this plan."),
    "pins": lambda: _("Settled by the bureau for this plan."),
    "must_move": lambda: _("Must move this year."),
    "no_wish_met": lambda: _("None of the wishes could be met; below stands why."),
    "no_wish_given": lambda: _("No wish was handed in."),
}
_TOLD = {"indicator": _indicator, "subject": _subject, "section_passes": _passes, "wish": _wish, "distance": _distance,
         "volunteer": _volunteer}


def wish_lines(wishes: Iterable[Json], names: Names, quotas: QuotaNames, *, own: bool) -> list[WishLine]:
    """Return what became of each wish."""
    return [_wish_line(wish, names, quotas, own) for wish in wishes]


def _wish_line(wish: Json, names: Names, quotas: QuotaNames, own: bool) -> WishLine:
    look, verdict = {
        "met": ("good", _("met")), "decided": ("info", _("not met: decided elsewhere")),
        "no_candidate": ("warn", _("not possible")), "full": ("warn", _("not possible as the others are planned")),
        "worse": ("warn", _("possible, and the plan as a whole would be worse")),
        "open": ("bad", _("possible and no worse: the plan could have taken it")),
    }[wish["verdict"]]
    details = [*condition_lines(wish["conditions"]), *broken_lines(wish["broken"], names, quotas, own=own),
               *(goal_change(goal) for goal in wish["goals"])]
    return WishLine(wish["place"], names.section(wish["section"]), look, str(verdict), tuple(details))


def condition_lines(conditions: Iterable[Json]) -> list[str]:
    """Return, for each subject of the person, which conditions stand against a place; open subjects are left out."""
    return [str(_("%(subject)s: excluded by %(rules)s", subject=row["subject"], rules=_(", ").join(map(rule_name, row["codes"]))))
            for row in conditions if row["codes"]]


def broken_lines(findings: Iterable[Json], names: Names, quotas: QuotaNames, *, own: bool) -> list[str]:
    """Return the rules that would be broken; to the person only places and rules are named."""
    rows = list(findings)
    if not own:
        return [word_finding(row, names) for row in rows]
    told = [word_finding(row, names) if row["code"] in OF_PLACES else
            str(_("The rule “%(rule)s” would be broken.", rule=rule_named(row["code"], quotas))) for row in rows]
    return list(dict.fromkeys(told))


def chain_steps(chain: Json | None, names: Names, pseudonym: str) -> list[ChainStep]:
    """Return the moves of a chain in order."""
    if chain is None:
        return []
    return [ChainStep(names.teacher(move["teacher"]), names.section(move["from"]), names.section(move["to"]),
                      move["subject"], move["teacher"] == pseudonym) for move in chain["moves"]]


def persons_changed(number: int) -> str:
    """Return a number of persons in words."""
    return str(ngettext("%(num)d person", "%(num)d persons", number))
