"""The upload form."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from staffing.core.forms import StaffingForm


class UploadForm(StaffingForm):
    """One file."""

    file = FileField(_l("File (.xlsx, .xls or .csv)"), validators=[FileRequired(message=_l("Choose a file."))])
