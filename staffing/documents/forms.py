"""Forms of documents: a template's new version, a preview, a step, the choice of a school."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, length
from staffing.documents.models import DocumentTemplate
from staffing.documents.titles import title


class UploadForm(StaffingForm):
    """A new version of a template."""

    file = FileField(_l("Word file (.docx)"), validators=[FileRequired(message=_l("Choose a file."))])
    note = StringField(title(DocumentTemplate, "note"), validators=[length(maximum=200)])


class PreviewForm(StaffingForm):
    """Whose facts a preview shows; invented ones where no staff number is given."""

    number = StringField(_l("Staff number of a teacher (empty: invented example)"), validators=[length(maximum=30)])


class StepForm(StaffingForm):
    """A step on a version; it carries the version it was shown with."""

    version = WholeNumberField(widget=HiddenInput())


class SchoolForm(StaffingForm):
    """Whose teachers are listed."""

    class Meta:
        """A question in the address carries no token."""

        csrf = False

    school_id = ChoiceField(_l("School"), coerce=int, empty=True)
    name = StringField(_l("Name"))
