"""Results that are computed from a county's records and remembered until one of them changes.

Every change writes a line into the county's audit log in its own transaction, so the log's last line that tells of a change
says whether anything can differ. The version is read before the records: what is stored between the two reads is then at
worst remembered under a version that nobody asks for again.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Engine

from staffing.audit.queries import data_version
from staffing.core.collecting import kept_for_long
from staffing.extensions import db

T = TypeVar("T")


class Remembered(Generic[T]):
    """The last results of this process, at most so many, by what they were computed from."""

    def __init__(self, number: int) -> None:
        """Begin with nothing."""
        self._kept: OrderedDict[tuple[Hashable, ...], T] = OrderedDict()
        self._lock = Lock()
        self._number = number

    def find(self, county_id: int, about: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Return what ``make`` computes about the county's records as they are, without computing it twice."""
        version = data_version(county_id)
        # Without an audit line nothing says that the records changed, so nothing may be remembered.
        if not version:
            return make()
        key = (str(db.engine.url), county_id, version, *about)
        with self._lock:
            known = self._kept.get(key)
        if known is None:
            with kept_for_long():
                known = make()
            with self._lock:
                self._kept[key] = known
                while len(self._kept) > self._number:
                    self._kept.popitem(last=False)
        return known


def only_reads() -> bool:
    """True if this transaction was opened for reading alone, so that it holds no change without its line in the log."""
    if not isinstance(db.session.get_bind(), Engine):
        return False
    return bool(db.session.connection().get_execution_options().get("read_only"))
