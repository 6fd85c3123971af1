"""The catalogue of quality rules (核查规则) in the order of every list: code, severity, what it looks at, where it is mended.

Words: wording.py. Bounds: section ``quality`` of the rule set. docs/data-quality.md lists the same, checked by a test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from staffing.quality.enums import LooksAt, Severity
from staffing.quality.hits import Hit
from staffing.quality.rules import ages, dates, identity, posts, qualifications, schools, sections, service


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``mended_at`` names the block of the page, or the form, on which its findings are mended."""

    code: str
    severity: Severity
    looks_at: LooksAt
    mended_at: str
    check: Callable[..., Iterator[Hit]]


def _rules(looks_at: LooksAt, *listed: tuple[Severity, str, Any]) -> tuple[Rule, ...]:
    # The code of a rule is the name of its function, so that a finding leads to its judgement.
    return tuple(Rule(check.__name__, severity, looks_at, place, check) for severity, place, check in listed)


E, W, H = Severity.ERROR, Severity.WARNING, Severity.HINT
# The form of the basic data; every other place is the id of a block of the page.
EDIT = "edit"

PERSON_RULES: Final = _rules(
    LooksAt.TEACHER,
    (W, EDIT, identity.id_number_missing), (E, EDIT, identity.id_number_shape), (E, EDIT, identity.id_number_check_digit),
    (E, EDIT, identity.id_number_birth_date), (E, EDIT, identity.id_number_sex), (E, EDIT, identity.same_id_number),
    (W, EDIT, identity.same_name_and_birth), (W, EDIT, identity.partner_not_mutual),
    (E, EDIT, dates.date_in_future), (E, EDIT, dates.work_before_age), (W, EDIT, dates.teaching_before_work),
    (E, "appointment", dates.school_before_work), (E, "appointment", dates.school_before_age),
    (W, "certificate", dates.certificate_too_early), (W, "degree", dates.degree_too_early), (H, "degree", dates.degrees_out_of_order),
    (W, "title", dates.titles_out_of_order), (E, "title", dates.title_engaged_early), (W, "honour", dates.honour_dates),
    (E, "employment", service.no_employment), (E, "employment", service.employments_overlap), (E, "appointment", service.no_appointment),
    (E, "appointment", service.gone_but_appointed), (E, "appointment", service.shares_above_one),
    (E, "appointment", service.two_personnel_schools), (E, "appointment", service.section_missing),
    (W, "appointment", service.subject_missing), (E, "appointment", service.stage_not_at_school),
    (W, "employment", service.status_without_service), (E, "appointment", service.closed_school),
    (E, EDIT, ages.too_young), (W, "employment", ages.past_retirement), (E, "employment", ages.past_latest_retirement),
    (W, "certificate", qualifications.certificate_missing), (W, "certificate", qualifications.certificate_stage),
    (H, "certificate", qualifications.certificate_subject), (W, "degree", qualifications.degree_missing),
    (W, "degree", qualifications.academic_degree_mismatch), (W, "honour", qualifications.honour_without_end),
    (H, "honour", qualifications.honour_expired), (W, "deferral", qualifications.deferral_too_long),
    (W, "deferral", qualifications.deferral_without_evidence),
    (W, "leadership", posts.two_posts), (W, "leadership", posts.leader_elsewhere), (W, "rotation", posts.rotation_without_service),
    (W, "rotation", posts.service_without_rotation), (E, "rotation", posts.rotation_same_school), (W, "rotation", posts.rotations_overlap),
    (H, "rotation", posts.rotation_unit_unlinked),
)
SCHOOL_RULES: Final = _rules(
    LooksAt.SCHOOL,
    (H, EDIT, schools.school_name_doubtful), (E, EDIT, schools.school_name_ambiguous), (E, "standing", schools.standing_missing),
    (W, EDIT, schools.place_missing), (W, "posts", schools.posts_missing), (W, "posts", schools.posts_exceeded),
    (E, "standing", schools.two_principals), (W, "standing", schools.no_principal), (W, "quality", schools.staff_total_differs),
)
SECTION_RULES: Final = _rules(
    LooksAt.SECTION,
    (E, "pupils", sections.figures_missing), (E, "pupils", sections.classes_contradict_pupils),
    (W, "pupils", sections.class_size_implausible), (H, "pupils", sections.pupils_changed),
    (E, "pupils", sections.section_without_teachers),
)
RULES: Final = (*PERSON_RULES, *SCHOOL_RULES, *SECTION_RULES)
BY_CODE: Final = {rule.code: rule for rule in RULES}
ORDER: Final = {rule.code: place for place, rule in enumerate(RULES)}
