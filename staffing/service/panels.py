"""What the ledger offers for the page of one teacher and of one school."""

from flask_babel import lazy_gettext as _l

from staffing.core.panels import Panel
from staffing.schools.panels import SchoolPage
from staffing.service.allowances import NOTHING, rate_of, rates_in_force
from staffing.service.burdens import is_hard
from staffing.service.history import past_of
from staffing.service.months import month_of, month_start
from staffing.teachers.panels import TeacherPage
from staffing.teachers.queries import county_rules


def service_panel(page: TeacherPage) -> Panel:
    """Return the panel of a teacher's service; its figures come after the page, because they take the standings of all schools."""
    return Panel("service", _l("Ledger of service"), "service/_panel.html", {"teacher": page.teacher})


def school_service_panel(page: SchoolPage) -> Panel:
    """Return what service at the school earns on the day: whether its months count, the allowance, whether it is a hard school."""
    rules, school = county_rules(page.school.county_id, page.on), past_of(page.school)
    standing, counted = school.standing_on(page.on), rules.service.counted_schools.value
    table = rates_in_force(rules.service.allowance_rates.value, month_start(month_of(page.on)))
    facts = {"rural": standing is not None and standing.lies_in(counted.locations), "weak": standing is not None and standing.is_listed(counted.strengths),
             "hard": is_hard(school, page.on, rules.service.burden_points.value), "rate": rate_of(school, standing, table) if standing else NOTHING,
             "school": page.school, "rules": rules}
    return Panel("service", _l("What service here earns"), "service/_school_panel.html", facts)
