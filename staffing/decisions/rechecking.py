"""One decided version checked again (复核存档): its digest, the moves it froze, the stored run, and the independent checker's verdict.

Nothing of what the page showed is believed: the digest is made anew from the stored text, the moves from their rows, and the checker
reads the stored instance and solution.
"""

import json
from dataclasses import dataclass

from flask_babel import gettext as _

from staffing.decisions.content import canonical, digest, move_rows
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import list_decided_moves
from staffing.plans.bridge.rechecking import SecondOpinion, check_texts


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One thing that was compared, with what is stored, what was made anew, and whether the two agree."""

    code: str
    name: str
    stored: str
    now: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Recheck:
    """The outcome; ``findings`` are what the checker found, as it stores them."""

    items: tuple[CheckedItem, ...]
    findings: tuple[dict[str, object], ...]

    @property
    def is_confirmed(self) -> bool:
        """True if everything agrees and the checker found nothing."""
        return not self.findings and all(item.agrees for item in self.items)


def recheck(one: DecidedPlan) -> Recheck:
    """Check a version again."""
    content, moves = json.loads(one.content), list_decided_moves(one.id)
    opinion = check_texts(one.run.instance_text, one.run.solution_text)
    again = digest(one.content)
    items = [_item("digest", _("Digest of the content"), one.content_sha256, again),
             _item("moves", _("Moves of the content"), _print(content["moves"]), _print(move_rows(moves)))]
    if opinion is None:
        items.append(CheckedItem("readable", _("Stored records of the solve"), "", _("cannot be read"), False))
        return Recheck(tuple(items), ())
    items += [_item("instance", _("Digest of the records"), content["instance_sha256"], opinion.instance_sha256),
              _item("solution", _("Digest of the plan"), content["solution_sha256"], opinion.solution_sha256),
              _same_moves(opinion, {(move.teacher.pseudonym, str(move.to_section_id), move.subject) for move in moves}),
              CheckedItem("findings", _("Faults found by the second check"), str(len(content["findings"])), str(len(opinion.findings)),
                          not opinion.findings)]
    return Recheck(tuple(items), opinion.findings)


def _print(rows: list[dict[str, object]]) -> str:
    return digest(canonical({"moves": rows}))


def _same_moves(opinion: SecondOpinion, decided: set[tuple[str, str, str]]) -> CheckedItem:
    return CheckedItem("solved", _("Moves of the plan"), str(len(decided)), str(len(opinion.moves)), opinion.moves == decided)


def _item(code: str, name: str, stored: str, now: str) -> CheckedItem:
    return CheckedItem(code, name, stored[:16], now[:16], stored == now)
