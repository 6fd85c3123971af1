"""The bulk edits' part of the world: one with its persons chosen."""

from sqlalchemy import select

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.editing.enums import ItemState
from staffing.editing.models import BulkEdit, BulkEditItem
from staffing.extensions import db
from tests.factories.accounts import create_user
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it; a remark is what can be set."""
    maker = db.session.scalar(select(User).where(User.county_id == tiny.county.id)) or create_user(county=tiny.county, role=Role.OFFICER)
    edit = BulkEdit(county_id=tiny.county.id, made_by=maker.id, made_role=Role.OFFICER, persons=1, school_id=tiny.schools[0].id)
    db.session.add(edit)
    db.session.flush()
    db.session.add(BulkEditItem(edit_id=edit.id, teacher_id=tiny.teachers[0].id, place=1, state=ItemState.PLANNED))
    db.session.flush()
    return {"edit_id": edit.id, "what": "teacher.remark"}, {}
