"""The upload form, and the forms by which changes are accepted or left out."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from staffing.core.fields import ChoiceField, DayField
from staffing.core.forms import StaffingForm, optional
from staffing.errors import StaffingError
from staffing.imports.models import ChangeKind, LeavingKind

ACTS = {"accept": True, "leave_out": False}


class UploadForm(StaffingForm):
    """One file."""

    file = FileField(_l("File (.xlsx, .xls or .csv)"), validators=[FileRequired(message=_l("Choose a file."))])


class TickedForm(StaffingForm):
    """A form over a list whose rows are ticked."""

    def require(self) -> None:
        """Refuse what no page of ours sends."""
        if not self.validate_on_submit():
            told = next((messages[0] for messages in self.errors.values() if messages), _l("The request could not be understood"))
            raise StaffingError(str(told))

    @property
    def ticked(self) -> list[int]:
        """The ticked rows."""
        return [int(text) for text in request.form.getlist("change") if text.isascii() and text.isdigit()]


class DecisionForm(TickedForm):
    """Accept or leave out: ``do`` says what is done and to what (accept:chosen, leave_out:kind:…, accept:owner:…)."""

    @property
    def _parts(self) -> list[str]:
        return request.form.get("do", "").split(":", 2)

    def require(self) -> None:
        """Refuse an act that is none."""
        super().require()
        if self._parts[0] not in ACTS:
            raise StaffingError(_l("The request could not be understood"))

    @property
    def accepted(self) -> bool:
        """What is done."""
        return ACTS[self._parts[0]]

    @property
    def ticked(self) -> list[int]:
        """The ticked rows, where the act is about them."""
        return TickedForm.ticked.fget(self) if self._parts[1:] == ["chosen"] else []  # type: ignore[attr-defined]

    @property
    def group(self) -> ChangeKind | None:
        """The kind whose changes are all meant."""
        asked = self._parts[2] if self._parts[1:2] == ["kind"] and len(self._parts) > 2 else ""
        return next((kind for kind in ChangeKind if kind.value == asked), None)

    @property
    def owner(self) -> str:
        """The person or school whose changes are all meant."""
        return self._parts[2] if self._parts[1:2] == ["owner"] and len(self._parts) > 2 else ""


class LeavingForm(TickedForm):
    """How and when absent persons have left; without a kind nothing happens to them."""

    leaving = ChoiceField(_l("What has happened"), empty=True, coerce=LeavingKind, choices=LeavingKind.choices(), validators=[optional()])
    leaves_on = DayField(_l("First day on which they no longer belong to the school"), validators=[optional()])
