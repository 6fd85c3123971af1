"""Forms: one file to add, why one is removed, which due files are deleted."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField

from staffing.core.fields import FlagField
from staffing.core.forms import StaffingForm, length, required


class UploadForm(StaffingForm):
    """One file of evidence."""

    file = FileField(_l("File (PDF, JPEG or PNG)"), validators=[FileRequired(message=_l("Choose a file."))],
                     render_kw={"accept": ".pdf,.jpg,.jpeg,.png"})


class RemoveForm(StaffingForm):
    """Why a file is removed."""

    reason = StringField(_l("Reason"), validators=[required(), length(minimum=4, maximum=200)])


class DueForm(StaffingForm):
    """That the ticked files are to be deleted for good."""

    sure = FlagField(_l("I have looked at the list; these files are no longer needed."), validators=[required()])
