"""The stored draft of the board: the run it stands on and the steps made since."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from staffing.core.database import Base, Timestamps, Versioned
from staffing.core.enums import LabelledEnum


class StepKind(LabelledEnum):
    """What an officer does on the board."""

    MOVE = "move", _l("Send elsewhere")
    STAY = "stay", _l("Leave at the own school")
    SWAP = "swap", _l("Swap")
    PIN = "pin", _l("Pin")
    UNPIN = "unpin", _l("Take the pin off")
    FORBID = "forbid", _l("Forbid")
    ALLOW = "allow", _l("Allow again")


class BoardDraft(Timestamps, Versioned, Base):
    """A draft of the board (编排草稿), one for each plan, shared by the county's officers.

    ``steps`` are all steps made on the moves of ``run_id``; the first ``done`` of them are in force, the rest are undone
    and can be done again. Persons stand in them by pseudonym, sections by number, as in the stored instance.
    """

    __tablename__ = "board_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), unique=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("solve_run.id", ondelete="CASCADE"), index=True)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    done: Mapped[int] = mapped_column(default=0)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
