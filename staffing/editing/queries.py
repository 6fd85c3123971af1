"""Questions about bulk edits: one, the list, its persons by state, who is chosen."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from staffing.accounts.models import User
from staffing.core.pages import Page, PageRequest
from staffing.core.school_year import today
from staffing.editing.enums import EditState, ItemState
from staffing.editing.models import BulkEdit, BulkEditItem
from staffing.extensions import db
from staffing.teachers.filters import of_school
from staffing.teachers.models import Teacher

MOST_IDS = 5_000
DRAFTS = (EditState.CHOSEN, EditState.SHOWN)


def get_edit(county_id: int, edit_id: int, *, own_school_id: int | None = None) -> BulkEdit:
    """Return a bulk edit; LookupError if there is none in what the person may see."""
    statement = select(BulkEdit).where(BulkEdit.id == edit_id, BulkEdit.county_id == county_id)
    if own_school_id is not None:
        statement = statement.where(BulkEdit.school_id == own_school_id)
    edit: BulkEdit | None = db.session.scalar(statement)
    if edit is None:
        raise LookupError("no such bulk edit")
    return edit


def list_edits(county_id: int, asked: PageRequest, *, own_school_id: int | None = None) -> Page:
    """Return a page of the bulk edits with the name of who made each and how many persons it changed, the newest first."""
    where = [BulkEdit.county_id == county_id] + ([BulkEdit.school_id == own_school_id] if own_school_id is not None else [])
    changed = select(func.count()).where(BulkEditItem.edit_id == BulkEdit.id, BulkEditItem.state.in_(
        [ItemState.CHANGED, ItemState.UNDONE, ItemState.KEPT])).scalar_subquery()
    statement = (select(BulkEdit, User.name, changed).join(User, User.id == BulkEdit.made_by).where(*where)
                 .order_by(BulkEdit.id.desc()).offset(asked.offset).limit(asked.size))
    total = db.session.scalar(select(func.count()).select_from(BulkEdit).where(*where)) or 0
    return Page(list(db.session.execute(statement).all()), total, asked)


def count_items(edit_id: int) -> dict[ItemState, int]:
    """Return how many persons of an edit are in each state, in the order of the states."""
    statement = select(BulkEditItem.state, func.count()).where(BulkEditItem.edit_id == edit_id).group_by(BulkEditItem.state)
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {state: found[state] for state in ItemState if state in found}


def page_items(edit_id: int, asked: PageRequest, state: ItemState | None, total: int) -> Page:
    """Return a page of the persons of an edit in the order of the list they were chosen from; ``total`` is already counted."""
    statement = select(BulkEditItem).where(BulkEditItem.edit_id == edit_id).options(joinedload(BulkEditItem.teacher))
    if state is not None:
        statement = statement.where(BulkEditItem.state == state)
    return Page(list(db.session.scalars(statement.order_by(BulkEditItem.place, BulkEditItem.id).offset(asked.offset).limit(asked.size))), total, asked)


def next_items(edit_id: int, state: ItemState, *, after: int, number: int) -> list[BulkEditItem]:
    """Return the next persons of an edit in a state, by place."""
    statement = select(BulkEditItem).where(BulkEditItem.edit_id == edit_id, BulkEditItem.state == state, BulkEditItem.place > after)
    return list(db.session.scalars(statement.order_by(BulkEditItem.place).limit(number)))


def list_marks(edit_id: int) -> Sequence[BulkEditItem]:
    """Return all persons of an edit by place, for the mark of its preview."""
    return db.session.scalars(select(BulkEditItem).where(BulkEditItem.edit_id == edit_id).order_by(BulkEditItem.place)).all()


def visible_ids(county_id: int, ids: Iterable[int], own_school_id: int | None) -> list[int]:
    """Return those of the ids that name teachers whom the person may see, in the given order."""
    wanted, found = list(dict.fromkeys(ids)), set()
    for start in range(0, len(wanted), MOST_IDS):
        statement = select(Teacher.id).where(Teacher.county_id == county_id, Teacher.id.in_(wanted[start:start + MOST_IDS]))
        if own_school_id is not None:
            statement = statement.where(of_school(own_school_id, today()))
        found |= set(db.session.scalars(statement))
    return [one for one in wanted if one in found]


def list_drafts(user_id: int) -> list[BulkEdit]:
    """Return the edits that a person began and never confirmed."""
    return list(db.session.scalars(select(BulkEdit).where(BulkEdit.made_by == user_id, BulkEdit.state.in_(DRAFTS)).order_by(BulkEdit.id)))
