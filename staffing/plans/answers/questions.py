"""Which questions about a plan there are, and how a question is named in the ledger of jobs and in stored answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class AnswerKind(LabelledEnum):
    """What an officer may ask about a plan; the codes are those of the solver's questions."""

    PERSON = "person", _l("Why this person, and why there?")
    DROP_OUT = "drop_out", _l("What if this person drops out?")
    WHY_NOT = "why_not", _l("Why not another school?")
    FAIRNESS = "fairness", _l("Is the plan fair?")
    PRICES = "prices", _l("What does each rule cost?")
    LEVERS = "levers", _l("Which limit would have to give way?")
    RECHECK = "recheck", _l("Is the plan what it claims to be?")


OF_PERSONS = frozenset({AnswerKind.PERSON, AnswerKind.DROP_OUT, AnswerKind.WHY_NOT})


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the run that a plan shows; ``teacher_id`` and ``section_id`` only where the kind needs them."""

    kind: AnswerKind
    teacher_id: int | None = None
    section_id: int | None = None

    @property
    def key(self) -> str:
        """Return the name under which the answer of a run is stored, such as ``why_not:17:4``."""
        parts = (self.kind.value, self.teacher_id, self.section_id)
        return ":".join(str(part) for part in parts if part is not None)

    def subject(self, run_id: int) -> str:
        """Return how the ledger of jobs calls the question about a run."""
        return f"answer:{run_id}:{self.key}"

    def stored(self) -> dict[str, Any]:
        """Return the question as a job carries it."""
        return {"kind": self.kind.value, "teacher_id": self.teacher_id, "section_id": self.section_id}


def read_question(stored: Mapping[str, Any]) -> Question:
    """Return the question that a job carries."""
    return Question(AnswerKind(stored["kind"]), stored["teacher_id"], stored["section_id"])
