"""The receipts' part of the world: the decided version in force, public, with a receipt of the first teacher."""

from staffing.decisions.models import DecisionState
from staffing.decisions.queries import find_in_force
from staffing.extensions import db
from staffing.receipts.models import ReceiptKind, TeacherReceipt
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import TinyCounty
from tests.factories.receipts import give_instance


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it."""
    one = find_in_force(tiny.year.id) or create_decided_plan(tiny)
    one.state = DecisionState.PUBLISHED
    give_instance(one)
    db.session.add(TeacherReceipt(county_id=tiny.county.id, decided_plan_id=one.id, teacher_id=tiny.teachers[0].id, school_id=tiny.schools[0].id,
                                  kind=ReceiptKind.WISH_REFUSED, reasons=[{"code": "weighed"}]))
    db.session.flush()
    return {"decided_plan_id": one.id}, {}
