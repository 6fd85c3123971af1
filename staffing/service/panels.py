"""What the ledger offers for the page of one teacher and of one school."""

from flask_babel import lazy_gettext as _l

from staffing.core.panels import Panel
from staffing.schools.panels import SchoolPage
from staffing.service.allowances import rate_of, rates_in_force
from staffing.service.burdens import is_hard
from staffing.service.fairness import burden_of_teacher
from staffing.service.history import load_schools
from staffing.service.months import month_of, month_start
from staffing.service.queries import entitlements_of_teacher, rural_service
from staffing.teachers.panels import TeacherPage
from staffing.teachers.queries import county_rules


def service_panel(page: TeacherPage) -> Panel:
    """Return the months served in rural or weak schools, the rotations, this month's allowance and what was carried over the years."""
    county_id, month = page.teacher.county_id, month_of(page.on)
    found = rural_service(county_id, page.teacher.id, page.on)
    paid = entitlements_of_teacher(county_id, page.teacher.id, month, month)
    facts = {"found": found, "paid": paid[0] if paid else None, "burden": burden_of_teacher(county_id, found), "teacher": page.teacher}
    return Panel("service", _l("Ledger of service"), "service/_panel.html", facts)


def school_service_panel(page: SchoolPage) -> Panel:
    """Return what service at the school earns on the day: whether its months count, the allowance, whether it is a hard school."""
    rules = county_rules(page.school.county_id, page.on)
    school = load_schools(page.school.county_id)[page.school.id]
    standing, counted = school.standing_on(page.on), rules.service.counted_schools.value
    rate = rate_of(school, standing, rates_in_force(rules.service.allowance_rates.value, month_start(month_of(page.on)))) if standing else 0
    facts = {"rural": standing is not None and standing.lies_in(counted.locations), "weak": standing is not None and standing.is_listed(counted.strengths),
             "hard": is_hard(school, page.on, rules.service.burden_points.value), "rate": rate, "school": page.school, "rules": rules}
    return Panel("service", _l("What service here earns"), "service/_school_panel.html", facts)
