"""Is an instance consistent? Refuses duplicate and dangling ids, numbers out of range and contradictions.

Every refusal names the JSON path of the fault. Rules that a plan may break are judged in check/, not here: a pinned
teacher without a candidate makes an instance infeasible, not unreadable.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from solvers.rotation.errors import InstanceError
from solvers.rotation.records import OfMoved, OfNumber, Quota, Section, Settings
from solvers.rotation.refusals import (
    LARGEST_NUMBER,
    refuse_blank,
    refuse_duplicates,
    refuse_outside,
    refuse_unknown,
)
from solvers.rotation.school_tables import SCHOOL_LIMITS, SchoolLimits
from solvers.rotation.validation_people import (
    refuse_decided_moves,
    refuse_pins_and_forbids,
    refuse_published_plan,
    refuse_teachers,
)
from solvers.rotation.vocabulary import (
    FIXED_RULE_CODES,
    ROTATION_SHARE,
    GoalCode,
    IndicatorCode,
    SchoolId,
    SectionId,
)

if TYPE_CHECKING:
    from solvers.rotation.instance import Instance

STRONGEST = 3
HARDWARE_INDICATORS = 4


def refuse_nonsense(instance: "Instance") -> None:
    """Raise InstanceError at the first fault of the instance."""
    _refuse_settings(instance.settings, {row.id for row in instance.sections})
    _refuse_quotas(instance.quotas)
    _refuse_indicators(instance)
    _refuse_schools(instance)
    _refuse_sections(instance.sections, {row.id for row in instance.schools})
    _refuse_demand(instance)
    refuse_teachers(instance)
    _refuse_short_staff(instance)
    refuse_pins_and_forbids(instance)
    refuse_published_plan(instance)
    refuse_decided_moves(instance)
    _refuse_school_tables(instance)


def _refuse_settings(settings: Settings, sections: set[SectionId]) -> None:
    for key in ("max_distance_km", "couple_distance_km", "level_tolerance"):
        refuse_outside(f"$.settings.{key}", getattr(settings, key))
    for key in ("school_outflow_share", "cell_outflow_share"):
        refuse_outside(f"$.settings.{key}", getattr(settings, key), high=1)
    if settings.donor_floor is not None:
        refuse_outside("$.settings.donor_floor", settings.donor_floor)
    for key in ("primary", "junior", "senior"):
        refuse_duplicates(
            f"$.settings.certificate_covers.{key}", getattr(settings.certificate_covers, key), ""
        )
    refuse_duplicates("$.settings.keep_compliant_except", settings.keep_compliant_except, "")
    for position, section in enumerate(settings.keep_compliant_except):
        refuse_unknown(f"$.settings.keep_compliant_except[{position}]", section, sections, "section")


def _refuse_quotas(quotas: Sequence[Quota]) -> None:
    refuse_duplicates("$.quotas", (quota.code for quota in quotas), "code")
    for position, quota in enumerate(quotas):
        path = f"$.quotas[{position}]"
        refuse_blank(f"{path}.code", quota.code)
        refuse_blank(f"{path}.group", quota.group)
        if quota.code in FIXED_RULE_CODES:
            raise InstanceError(f"{path}.code", f"{quota.code!r} is the code of a rule")
        if quota.code == ROTATION_SHARE and isinstance(quota.of, OfMoved):
            raise InstanceError(f"{path}.of", f"{ROTATION_SHARE} cannot be a share of the moved")
        if isinstance(quota.of, OfNumber):
            refuse_outside(f"{path}.of.number", quota.of.number)
        elif not isinstance(quota.of, OfMoved):
            refuse_blank(f"{path}.of.group", quota.of.group)
        refuse_outside(f"{path}.at_least", quota.at_least, high=1)


def _refuse_indicators(instance: "Instance") -> None:
    refuse_duplicates("$.indicators", (row.code for row in instance.indicators), "code")
    for position, row in enumerate(instance.indicators):
        path = f"$.indicators[{position}]"
        refuse_outside(f"{path}.weight", row.weight)
        for stage, limits in (("primary", row.primary), ("junior", row.junior)):
            refuse_outside(f"{path}.{stage}.threshold", limits.threshold)
            refuse_outside(f"{path}.{stage}.cv_limit", limits.cv_limit)
        refuse_duplicates(f"{path}.subjects", row.subjects, "")
        if row.subjects and row.code is not IndicatorCode.PE_ARTS:
            raise InstanceError(f"{path}.subjects", f"{row.code} has no subjects")
    for code in IndicatorCode:
        if code not in {row.code for row in instance.indicators}:
            raise InstanceError("$.indicators", f"{code} is missing")
    for goal in GoalCode:
        refuse_outside(f"$.goal_weights.{goal}", instance.goal_weights.of(goal))


def _refuse_schools(instance: "Instance") -> None:
    refuse_duplicates("$.schools", (row.id for row in instance.schools))
    for position, row in enumerate(instance.schools):
        path = f"$.schools[{position}]"
        refuse_blank(f"{path}.id", row.id)
        refuse_blank(f"{path}.entity", row.entity)
        if row.zone is not None:
            refuse_blank(f"{path}.zone", row.zone)
        for key in ("x_km", "y_km"):
            refuse_outside(f"{path}.{key}", getattr(row, key), low=-LARGEST_NUMBER)
        refuse_outside(f"{path}.authorised_posts", row.authorised_posts)
        refuse_outside(f"{path}.staff", row.staff)


def _refuse_sections(sections: Sequence[Section], schools: set[SchoolId]) -> None:
    refuse_duplicates("$.sections", (row.id for row in sections))
    for position, row in enumerate(sections):
        path = f"$.sections[{position}]"
        refuse_blank(f"{path}.id", row.id)
        refuse_unknown(f"{path}.school", row.school, schools, "school")
        refuse_outside(f"{path}.pupils", row.pupils)
        refuse_outside(f"{path}.strength", row.strength, high=STRONGEST)
        refuse_outside(f"{path}.hardware_below", row.hardware_below, high=HARDWARE_INDICATORS)
        refuse_outside(f"{path}.hardware_below_85", row.hardware_below_85, high=row.hardware_below)
    refuse_duplicates("$.sections", ((row.school, row.stage.value) for row in sections), "stage")


def _refuse_demand(instance: "Instance") -> None:
    sections = {row.id for row in instance.sections}
    for position, row in enumerate(instance.demand):
        path = f"$.demand[{position}]"
        refuse_unknown(f"{path}.section", row.section, sections, "section")
        refuse_blank(f"{path}.subject", row.subject)
        refuse_outside(f"{path}.min", row.min)
        refuse_outside(f"{path}.max", row.max, low=row.min)
    refuse_duplicates("$.demand", ((row.section, row.subject) for row in instance.demand), "subject")


def _refuse_short_staff(instance: "Instance") -> None:
    school_of = {row.id: row.school for row in instance.sections}
    listed = dict.fromkeys((row.id for row in instance.schools), 0)
    for teacher in instance.teachers:
        listed[school_of[teacher.section]] += 1
    for position, school in enumerate(instance.schools):
        if school.staff < listed[school.id]:
            message = f"{school.staff} is below the {listed[school.id]} listed teachers"
            raise InstanceError(f"$.schools[{position}].staff", message)


def _refuse_school_tables(instance: "Instance") -> None:
    schools = {row.id for row in instance.schools}
    for position, posts in enumerate(instance.title_posts):
        path = f"$.title_posts[{position}]"
        refuse_unknown(f"{path}.school", posts.school, schools, "school")
        refuse_outside(f"{path}.posts", posts.posts)
    refuse_duplicates(
        "$.title_posts", ((row.school, row.level.value) for row in instance.title_posts), "level"
    )
    _refuse_school_limits(instance.school_limits, schools)
    for position, row in enumerate(instance.distances):
        path = f"$.distances[{position}]"
        refuse_unknown(f"{path}.from", row.from_school, schools, "school")
        refuse_unknown(f"{path}.to", row.to_school, schools, "school")
        refuse_outside(f"{path}.km", row.km)
        refuse_outside(f"{path}.minutes", row.minutes)
        if row.from_school == row.to_school:
            raise InstanceError(f"{path}.to", "a school has no distance to itself")
    refuse_duplicates(
        "$.distances", (frozenset((row.from_school, row.to_school)) for row in instance.distances), "to"
    )


def _refuse_school_limits(limits: Sequence[SchoolLimits], schools: set[SchoolId]) -> None:
    for position, row in enumerate(limits):
        path = f"$.school_limits[{position}]"
        refuse_unknown(f"{path}.school", row.school, schools, "school")
        stated = {key: getattr(row, key) for key in SCHOOL_LIMITS if getattr(row, key) is not None}
        if not stated:
            raise InstanceError(path, "a row without any limit")
        for key, number in stated.items():
            refuse_outside(f"{path}.{key}", number)
        if row.max_sent is not None:
            for key in ("min_sent", "min_backbone_sent"):
                if stated.get(key, 0) > row.max_sent:
                    raise InstanceError(f"{path}.{key}", f"{stated[key]} is above max_sent, {row.max_sent}")
    refuse_duplicates("$.school_limits", (row.school for row in limits), "school")
