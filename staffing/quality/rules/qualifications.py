"""Certificate against what is taught, education against academic degree, validity of honours and deferrals."""

from collections.abc import Iterator, Mapping

from staffing.core.school_year import add_months
from staffing.quality.hits import Hit
from staffing.quality.records import AppointmentRow, Frame, HonourRow, Person
from staffing.quality.rules.service import TEACHING
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel


def certificate_missing(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a full-time teacher has no certificate on record (政府保障第 12 项 asks for all)."""
    if person.is_teacher and not person.certificates:
        yield Hit()


def certificate_stage(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if no certificate covers a stage that is taught, by the rule set's matrix."""
    if not person.is_teacher or not person.certificates:
        return
    covered = covered_stages(person, frame)
    for stage in sorted({taught_stage(row, frame) for row in taught(person)} - covered, key=list(Stage).index):
        yield Hit({"stage": stage.value}, key=stage.value)


def certificate_subject(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if no certificate names a subject that is taught or one the rule set takes for it."""
    if not person.is_teacher or not person.certificates:
        return
    held = {row.subject for row in person.certificates}
    # A certificate without a subject says nothing, and a general one is good for all.
    if "" in held or held & set(frame.rules.quality.general_certificates.value):
        return
    fitting = frame.rules.quality.subject_certificates.value
    for subject in sorted({row.subject for row in taught(person) if row.subject}):
        if not held & {subject, *fitting.get(subject, ())}:
            yield Hit({"subject": subject}, key=subject)


def degree_missing(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a full-time teacher has no education on record: L1 then counts the person out."""
    if person.is_teacher and not person.degrees:
        yield Hit()


def academic_degree_mismatch(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if the academic degree does not fit the education it stands beside (学历与学位不符)."""
    fitting: Mapping[str, tuple[str, ...]] = {
        str(level): names for level, names in frame.rules.quality.academic_degrees.value.items()}
    for row in person.degrees:
        accepted = fitting.get(row.level.value)
        # The degree is often written with its branch (教育学学士, 教育硕士), so its end decides.
        if row.academic and accepted is not None and not row.academic.endswith(tuple(accepted)):
            yield Hit({"degree": row.level.value, "academic": row.academic}, key=row.level.value)


def honour_without_end(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if an honour that counts has no end and is older than honours usually hold."""
    years = frame.rules.quality.honour_years.value
    for row in counting_honours(person, frame):
        if row.expires_on is None and add_months(row.granted_on, 12 * years) < frame.on:
            yield Hit({"honour": row.level.value, "day": row.granted_on, "years": years}, key=f"{row.level.value}:{row.name}")


def honour_expired(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if every honour that could count has expired: the person stands in no count of backbone teachers any more."""
    rows = list(counting_honours(person, frame))
    if person.serving and rows and all(row.expires_on is not None and row.expires_on < frame.on for row in rows):
        last = max(rows, key=lambda row: row.expires_on or frame.on)
        yield Hit({"honour": last.level.value, "day": last.expires_on or frame.on}, key=f"{last.level.value}:{last.name}")


def deferral_too_long(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a ground of deferral is recorded as running beyond the longest time the rule set grants."""
    for row in person.deferrals:
        rule = frame.rules.deferrals.get(row.ground)
        longest = rule.value.max_months if rule is not None else None
        if longest is not None and row.covers(frame.on) and add_months(row.start, longest) <= frame.on:
            yield Hit({"since": row.start, "months": longest}, key=row.start.isoformat())


def deferral_without_evidence(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a running deferral lacks the evidence that the rule set asks for."""
    for row in person.deferrals:
        rule = frame.rules.deferrals.get(row.ground)
        if rule is not None and rule.value.evidence and row.covers(frame.on) and not row.has_evidence:
            yield Hit({"since": row.start}, key=row.start.isoformat())


def taught(person: Person) -> list[AppointmentRow]:
    """Return the running appointments in which a section of compulsory education is taught, and those of the senior stage."""
    return [row for row in person.services if row.kind in TEACHING and row.section_id is not None]


def taught_stage(row: AppointmentRow, frame: Frame) -> Stage:
    """Return the stage of the section taught at."""
    return frame.section_stages.get(row.section_id or 0, row.stage)


def covered_stages(person: Person, frame: Frame) -> set[Stage]:
    """Return the stages that the person's certificates cover."""
    covers = frame.rules.placement.certificate_covers.value
    held = {row.kind.value for row in person.certificates}
    return {Stage(stage) for kind, stages in covers.items() if kind in held for stage in stages}


def counting_honours(person: Person, frame: Frame) -> Iterator[HonourRow]:
    """Yield the honours of a level that indicators and quotas count."""
    least = BackboneLevel(frame.rules.indicators.counting.backbone_min_level.value)
    return (row for row in person.honours if row.level.reaches(least))


