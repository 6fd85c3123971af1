"""What a page of qualifications is narrowed to, and which standing comes first."""

from dataclasses import dataclass
from typing import Final

from staffing.qualifications.codes import Reason, Standing
from staffing.schools.enums import Stage

# What asks for action stands on top.
URGENCY: Final = {Standing.SHORT: 0, Standing.UNKNOWN: 1, Standing.WARNED: 2, Standing.MET: 3, Standing.NOT_ASKED: 4}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page is narrowed to."""

    stage: Stage | None = None
    group_id: int | None = None
    school_id: int | None = None
    subject: str = ""
    standing: Standing | None = None
    reason: Reason | None = None
