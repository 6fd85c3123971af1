"""The confirmations' part of the world: an objection of the first teacher."""

from staffing.confirmations.models import Answer, Party
from staffing.confirmations.operations import give_answer
from staffing.extensions import db
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it."""
    verdict = tiny.verdicts.verdicts[0]
    verdict.school_id = tiny.schools[0].id
    db.session.flush()
    one = give_answer(verdict, party=Party.TEACHER, answer=Answer.OBJECTED, words="演示：年限有误", entered_by=None)
    return {"confirmation_id": one.id, "party": "school"}, {}
