"""Who is a full-time teacher (专任教师) by the county's counting rule, asked of one person of the roster."""

from staffing.indicators.codes import Measure
from staffing.indicators.policy import CountingRule
from staffing.teachers.roster import RosterEntry


def is_teacher(entry: RosterEntry, counting: CountingRule) -> bool:
    """True if the person is a full-time teacher by category and kind of employment, at work or not."""
    return (entry.category in counting.categories
            and Measure.TEACHERS in counting.employment_counts.get(entry.employment, frozenset()))


def is_listed(entry: RosterEntry, counting: CountingRule) -> bool:
    """True if the full-time teacher also counts by duty."""
    return is_teacher(entry, counting) and Measure.TEACHERS in counting.duty_counts.get(entry.status, frozenset())
