"""The wishes' part of the world: a receipt and a hardship statement of the first teacher."""

from staffing.extensions import db
from staffing.wishes.models import HardshipStatement, WishReceipt, WishWay
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them."""
    of = {"county_id": tiny.county.id, "rotation_year_id": tiny.year.id, "teacher_id": tiny.teachers[0].id}
    receipt = WishReceipt(**of, number=1, way=WishWay.BUREAU, wishes=[{"place": 1, "section": tiny.sections[1].id, "name": "演示"}])
    db.session.add_all([receipt, HardshipStatement(**of)])
    db.session.flush()
    return {"receipt_id": receipt.id}, {}
