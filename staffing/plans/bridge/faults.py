"""What keeps records from becoming an instance, by code and with the records it speaks of; worded in plans.wording."""

from collections.abc import Sequence
from enum import StrEnum


class InputFaultCode(StrEnum):
    """Why no plan can be made from the records as they are."""

    NO_COUNTS_AT = "no_counts_at"
    NO_COORDINATES = "no_coordinates"
    NO_POSTS = "no_posts"
    NO_TEACHERS = "no_teachers"
    NO_ALLOTMENTS = "no_allotments"
    PINNED_TWICE = "pinned_twice"
    UNREADABLE = "unreadable"


class InputFault(Exception):
    """The records or marks contradict each other or lack what a plan needs; ``school_ids`` are the schools concerned."""

    def __init__(self, code: InputFaultCode, school_ids: Sequence[int] = (), detail: str = "") -> None:
        """Keep code and schools; ``detail`` is for the log."""
        super().__init__(f"{code}: {detail}" if detail else code.value)
        self.code = code
        self.school_ids = tuple(school_ids)
