"""Who may see, add and remove evidence: by the record it belongs to, the person's role and school."""

from staffing.attachments.models import Attachment
from staffing.attachments.queries import get_file
from staffing.attachments.subjects import SubjectFacts, SubjectKind, subject_kind
from staffing.core.access import DEFERRAL_READERS, OFFICERS, SCHOOL_ROLES, own_school_id, person


def subject_for(code: str, subject_id: int) -> tuple[SubjectKind, SubjectFacts]:
    """Return a record within what the person may see; LookupError if there is none."""
    kind = subject_kind(code)
    return kind, kind.find(person().county_id, subject_id, own_school_id())


def file_for(attachment_id: int) -> tuple[Attachment, SubjectFacts]:
    """Return a file that the person may read, with a record it belongs to; LookupError if there is none."""
    file = get_file(person().county_id, attachment_id)
    seen = []
    for link in file.links:
        try:
            seen.append(subject_for(link.subject_kind, link.subject_id)[1])
        except LookupError:
            continue
    # One restricted record makes the file restricted, on whatever other page it stands too.
    if not seen or not all(may_read(facts, file) for facts in seen):
        raise LookupError("no such file for this person")
    return file, seen[0]


def may_read(facts: SubjectFacts, file: Attachment) -> bool:
    """True if the person may read a file of a record that he or she may see."""
    return not facts.restricted or person().role in DEFERRAL_READERS or file.uploaded_by == person().id


def may_add(facts: SubjectFacts) -> bool:
    """True if the person may add files to a record."""
    return facts.open and (person().role in OFFICERS or (facts.schools_add and person().role in SCHOOL_ROLES))
