"""Closed lists of data quality: how grave, about what, and where a finding stands."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class Severity(LabelledEnum):
    """How grave a finding is (严重程度), gravest first."""

    ERROR = "error", _l("Error")
    WARNING = "warning", _l("Reminder")
    HINT = "hint", _l("Hint")


class FindingState(LabelledEnum):
    """Where a finding stands (处理状态). Only a re-check makes it mended."""

    NEW = "new", _l("To be dealt with")
    IGNORED = "ignored", _l("Ignored with a reason")
    MENDED = "mended", _l("Mended")


class LooksAt(LabelledEnum):
    """What a rule looks at (核查对象)."""

    TEACHER = "teacher", _l("One person")
    SCHOOL = "school", _l("One school")
    SECTION = "section", _l("One section")


class RunScope(LabelledEnum):
    """How much a run checked (核查范围)."""

    COUNTY = "county", _l("Whole county")
    SCHOOL = "school", _l("One school")
    RECORD = "record", _l("One record")
