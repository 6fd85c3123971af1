"""What the teachers' feature offers for the page of one school: staff by subject, ages and coming retirements."""

from flask_babel import lazy_gettext as _l

from staffing.core.panels import Panel
from staffing.schools.panels import SchoolPage
from staffing.teachers.pyramid import Person, draw_pyramid
from staffing.teachers.queries import county_rules
from staffing.teachers.retirement import retirement_window
from staffing.teachers.staff import by_subject, staff_of


def subjects_panel(page: SchoolPage) -> Panel:
    """Return who teaches what at the school, and how many hold posts there but teach elsewhere."""
    staff = staff_of(page.school.county_id, page.school.id, page.on)
    holding = {member.teacher_id for member in staff if member.holds_post}
    teaching = {member.teacher_id for member in staff if member.teaches}
    facts = {"lines": by_subject(staff), "holding": len(holding), "teaching": len(teaching), "lent_out": len(holding - teaching),
             "from_elsewhere": len(teaching - holding), "school": page.school, "several": len(page.school.sections) > 1}
    return Panel("subjects", _l("Staff by subject"), "teachers/_subjects.html", facts)


def ages_panel(page: SchoolPage) -> Panel | None:
    """Return the ages of those who hold a post at the school, and when they reach the retirement age."""
    rules = county_rules(page.school.county_id, page.on).retirement
    holders = {member.teacher_id: member for member in staff_of(page.school.county_id, page.school.id, page.on) if member.holds_post}
    persons = [
        Person(member.sex, member.birth_date,
               retirement_window(member.birth_date, member.sex, member.track, rules, title=member.title).statutory)
        for member in holders.values()
    ]
    pyramid = draw_pyramid(persons, on=page.on)
    return Panel("ages", _l("Ages and retirements"), "teachers/_ages.html", {"pyramid": pyramid}) if pyramid else None
