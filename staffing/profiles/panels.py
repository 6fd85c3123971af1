"""Which panels stand on the page of one school and of one teacher, and in which order.

A feature offers a panel as a function from the page's subject to a Panel, or None where it has nothing to say to this
reader (its own file ``panels.py``); its line here is all that a new panel needs.
"""

from typing import Final

from staffing.changes.panels import school_changes_panel, teacher_changes_panel
from staffing.core.panels import Offer
from staffing.indicators.panels import indicators_panel
from staffing.needs.panels import needs_panel
from staffing.plans.panels import plans_panel
from staffing.profiles.known import school_outdated_panel, teacher_outdated_panel
from staffing.qualifications.panels import (
    school_panel as qualifications_of_school,
    teacher_panel as qualifications_of_teacher,
)
from staffing.quality.panels import school_quality_panel, teacher_quality_panel
from staffing.rotation_years.panels import intent_panel
from staffing.schools.panels import (
    SchoolPage,
    groups_panel,
    posts_panel,
    pupils_panel,
    standing_panel,
    title_posts_panel,
)
from staffing.service.panels import school_service_panel, service_panel
from staffing.teachers.panels import (
    HISTORY_PANELS,
    STANDING_PANELS,
    TeacherPage,
    basic_panel,
    retirement_panel,
    timeline_panel,
)
from staffing.teachers.school_panels import ages_panel, subjects_panel
from staffing.warnings.panels import warnings_panel

SCHOOL_PANELS: Final[tuple[Offer[SchoolPage], ...]] = (
    school_outdated_panel,
    standing_panel,
    school_changes_panel,
    posts_panel,
    title_posts_panel,
    groups_panel,
    pupils_panel,
    indicators_panel,
    warnings_panel,
    needs_panel,
    qualifications_of_school,
    school_service_panel,
    subjects_panel,
    ages_panel,
    school_quality_panel,
)

TEACHER_PANELS: Final[tuple[Offer[TeacherPage], ...]] = (
    teacher_outdated_panel,
    basic_panel,
    teacher_quality_panel,
    teacher_changes_panel,
    *STANDING_PANELS,
    qualifications_of_teacher,
    retirement_panel,
    intent_panel,
    plans_panel,
    service_panel,
    timeline_panel,
    *HISTORY_PANELS,
)
