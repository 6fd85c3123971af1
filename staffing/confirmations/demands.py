"""What stands against fixing the list: objections that wait, answers that are missing, decisions that no longer hold."""

from flask_babel import gettext as _

from staffing.confirmations.queries import count_open, count_progress, granted_without_override
from staffing.eligibility.models import EligibilityList
from staffing.eligibility.operations import standing_overrides


def open_matters(listed: EligibilityList) -> list[str]:
    """Return, in words, what is still open before the list is fixed."""
    waiting, progress = count_open(listed.rotation_year_id), count_progress(listed)
    persons = sum(row.persons for row in progress)
    missing = persons - sum(row.teachers for row in progress)
    unanswered = sum(row.school < row.persons for row in progress)
    lapsed = granted_without_override(listed.rotation_year_id, standing_overrides(listed.rotation_year_id))
    told = [(waiting, _("Objections not decided yet: %(number)d.", number=waiting)),
            (lapsed, _("Objections granted by hand whose decision no longer stands: %(number)d.", number=lapsed)),
            (missing, _("Teachers who have not answered: %(number)d of %(persons)d.", number=missing, persons=persons)),
            (unanswered, _("Schools that have not answered for everybody: %(number)d of %(schools)d.", number=unanswered, schools=len(progress)))]
    return [str(words) for number, words in told if number]
