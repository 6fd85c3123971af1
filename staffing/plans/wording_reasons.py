"""Why a person goes and why there, and why there is no plan, as sentences; codes from the bridge and the solver."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _, ngettext

from staffing.plans.names import Names
from staffing.plans.wording import INDICATOR_NAMES, LIMIT_SIDES, LOCATIONS, rule_name, word_finding

Json = Mapping[str, Any]
ONE = 1
# Repairs worded with a place first; other codes are told by their rule's name.
SCHOOL_LIMITS = frozenset({"authorised_posts", "school_outflow", "title_posts"})
SECTION_LIMITS = frozenset({"subject_cover", "cell_outflow", "donor_floor", "keep_compliant"})


def word_reason(reason: Json) -> str:
    """Return one reason of a move as a sentence about the person it is told to; it names nobody else."""
    words = _SIMPLE.get(reason["code"])
    if words is not None:
        return str(words())
    return _NUMBERED[reason["code"]](reason)


def _indicator(reason: Json) -> str:
    return str(_("The receiving section has too few for “%(indicator)s”: %(before)d of %(need)d, and %(after)d with this plan.",
                 indicator=str(INDICATOR_NAMES[reason["indicator"]]), before=reason["before"], after=reason["after"],
                 need=reason["need"]))


def _subject(reason: Json) -> str:
    return str(_("The receiving section has too few teachers of %(subject)s: %(before)d of %(need)d, and %(after)d with this plan.",
                 subject=reason["subject"], before=reason["before"], after=reason["after"], need=reason["need"]))


def _wish(reason: Json) -> str:
    return str(_("It is wish number %(place)d.", place=reason["place"]))


def _outward(reason: Json) -> str:
    return str(_("The move leads from the %(origin)s to the %(target)s, the direction the rules want.",
                 origin=str(LOCATIONS[reason["from"]]), target=str(LOCATIONS[reason["to"]])))


def _surplus(reason: Json) -> str:
    return str(_("The present section has more teachers of %(subject)s than it needs: %(before)d, needed are at most %(most)d.",
                 subject=reason["subject"], before=reason["before"], most=reason["most"]))


_SIMPLE = {
    "decided": lambda: _("Decided elsewhere and taken over into this plan."),
    "pinned": lambda: _("Settled by the bureau for this plan."),
    "must_move": lambda: _("Must move this year."),
    "volunteer": lambda: _("Has volunteered."),
    "eligible": lambda: _("Qualifies for rotation this year."),
    "stronger_to_weaker": lambda: _("The move leads from a stronger to a weaker section, the direction the rules want."),
}
_NUMBERED = {"indicator": _indicator, "subject": _subject, "wish": _wish, "outward": _outward, "surplus": _surplus}


def explain_no_plan(explanation: Json, names: Names, quotas: Mapping[str, str]) -> list[str]:
    """Return why there is no plan, the cheapest way out first; empty if nobody knows."""
    return [*repair_lines(explanation, names, quotas), *conflict_lines(explanation, quotas)]


def repair_lines(explanation: Json, names: Names, quotas: Mapping[str, str]) -> list[str]:
    """Return orders that cannot be kept, or the cheapest way out with the words whether that is proven."""
    lines = [_("%(finding)s Nothing else helps as long as that stands.", finding=word_finding(item, names))
             for item in explanation.get("obstacles", ())]
    repair = explanation.get("repair")
    if repair:
        lines.append(_("There would be a plan if the following limits gave way, and no smaller change is known:")
                     if explanation.get("repair_is_cheapest") else
                     _("There would be a plan if the following limits gave way; a smaller change may exist:"))
        lines += [word_repair(row, names, quotas) for row in repair]
    return [str(line) for line in lines]


def conflict_lines(explanation: Json, quotas: Mapping[str, str]) -> list[str]:
    """Return the rules that cannot hold together."""
    lines = []
    conflict = explanation.get("conflict")
    if conflict:
        listed = _(", ").join(quotas.get(code, rule_name(code)) for code in conflict)
        lines.append(_("These rules cannot hold together; without any one of them there is a plan: %(rules)s.", rules=listed)
                     if explanation.get("conflict_is_verified") else
                     _("These rules cannot hold together: %(rules)s.", rules=listed))
    return [str(line) for line in lines]


def word_repair(row: Json, names: Names, quotas: Mapping[str, str]) -> str:
    """Return one limit that would have to give way, and by how many persons."""
    code, ids, by = row["code"], row["ids"], abs(row["by"])
    persons = ngettext("%(num)d person", "%(num)d persons", max(ONE, round(by)))
    rule = quotas.get(code, rule_name(code))
    place = place_named(code, ids, names)
    if place:
        return str(_("%(place)s · %(rule)s: by %(persons)s", place=place, rule=rule, persons=persons))
    return str(_("%(rule)s: by %(persons)s", rule=rule, persons=persons))


def place_named(code: str, ids: list[str], names: Names) -> str:
    """Return the place or persons that a row of a rule speaks of; empty for a rule of the whole county."""
    if not ids:
        return ""
    if code in SCHOOL_LIMITS:
        return names.school(ids[0])
    if code == "school_limits":
        return f"{names.school(ids[0])} {LIMIT_SIDES[ids[1]]}"
    if code in SECTION_LIMITS:
        return f"{names.section(ids[0])} {ids[1]}" if len(ids) > 1 else names.section(ids[0])
    return "、".join(names.teacher(one) for one in ids)
