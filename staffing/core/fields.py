"""Form fields that take what officers type and paste, and say in plain words what is wrong, in both languages.

Days as 2026-09-01, also 2026/9/1, 2026.9.1 or 2026年9月1日; full-width digits are taken as digits. The fields of WTForms
have fixed English messages, so each kind has its own here.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import LazyString, lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import BooleanField, Field, SelectField, SelectMultipleField
from wtforms.fields.choices import Choice
from wtforms.validators import ValidationError
from wtforms.widgets import ListWidget, RadioInput, Select, TextInput

from staffing.core.asked_numbers import whole_number
from staffing.core.enums import LabelledEnum

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
NO_CHOICE = ""


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and blanks made ordinary, trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


class TypedField(Field):
    """A text input whose text is read into a value; unreadable text stays in the input with the fault beside it."""

    data: Any
    widget = TextInput()
    unreadable: LazyString = _l("This cannot be read.")

    def read(self, text: str) -> Any:
        """Return the value of a non-empty text; ValueError if it cannot be read."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Return the value as text for the input."""
        return str(value)

    def stored_text(self, raw: Any) -> str:
        """Return a value as the audit log keeps it the way the input would show it."""
        return "" if raw is None else str(raw)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; empty text is None."""
        text = half_width(valuelist[0]) if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = self.read(text)
            except ValueError as error:
                raise ValueError(self.unreadable) from error

    def _value(self) -> str:
        """Return what stands in the input: what was typed, else the value."""
        if self.raw_data:
            return str(self.raw_data[0])
        return self.show(self.data) if self.data is not None else ""


class DayField(TypedField):
    """A day."""

    unreadable = _l("Enter a day like 2026-09-01.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Tell browsers and phones what is expected."""
        kwargs["render_kw"] = {"placeholder": "2026-09-01", "inputmode": "numeric", "autocomplete": "off", **kwargs.get("render_kw", {})}
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> dt.date:
        """Return the day."""
        found = DAY.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return dt.date(int(found[1]), int(found[2]), int(found[3]))

    def show(self, value: dt.date) -> str:
        """Return the day as 2026-09-01."""
        return value.isoformat()


class LastDayField(DayField):
    """The last day of a span, as officers write it; the value is the day after, with which a dated fact ends."""

    def read(self, text: str) -> dt.date:
        """Return the first day that no longer belongs to the span."""
        return super().read(text) + dt.timedelta(days=1)

    def show(self, value: dt.date) -> str:
        """Return the last day that belongs to the span."""
        return super().show(value - dt.timedelta(days=1))

    def stored_text(self, raw: Any) -> str:
        """Return the last day of a logged end."""
        return self.show(dt.date.fromisoformat(raw)) if raw else ""


class WholeNumberField(TypedField):
    """A whole number."""

    unreadable = _l("Enter a whole number.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask phones for the digit keyboard."""
        kwargs["render_kw"] = {"inputmode": "numeric", "autocomplete": "off", **kwargs.get("render_kw", {})}
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> int:
        """Return the number; one that no record can hold is none."""
        return whole_number(text)


class AmountField(TypedField):
    """A number with decimals, exact."""

    unreadable = _l("Enter a number.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask phones for the number keyboard."""
        kwargs["render_kw"] = {"inputmode": "decimal", "autocomplete": "off", **kwargs.get("render_kw", {})}
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> Decimal:
        """Return the number; infinities and not-a-number are unreadable."""
        try:
            value = Decimal(text.replace(",", ""))
        except InvalidOperation as error:
            raise ValueError(text) from error
        if not value.is_finite():
            raise ValueError(text)
        return value

    def show(self, value: Decimal | float) -> str:
        """Return the number without trailing zeros or exponent."""
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class QuickSelect(Select):
    """The list of choices, each written at once: a county of hundreds of schools has as many in every filter."""

    @classmethod
    def render_option(cls, choice: Choice, **kwargs: Any) -> Markup:
        """Return one choice as WTForms writes it."""
        if choice.render_kw or kwargs:
            written: Markup = super().render_option(choice, **kwargs)
            return written
        selected = "selected " if choice.selected else ""
        return Markup(f'<option {selected}value="{escape(str(choice.value))}">{escape(choice.label)}</option>')  # noqa: S704 - both parts are escaped


class ChoiceField(SelectField):
    """One of several choices; an answer outside of them is refused in plain words. The empty answer is None."""

    widget = QuickSelect()

    def __init__(
        self, *args: Any, coerce: Callable[[str], Any] = str, empty: bool = False, choices: Iterable[tuple[Any, Any]] = (), **kwargs: Any,
    ) -> None:
        """``empty`` adds a first choice that means nothing is chosen; choices are (value, label) pairs."""
        self.read_choice = coerce
        self.empty = empty
        super().__init__(*args, coerce=self.read_or_none, **kwargs)
        # Set afterwards, because the constructor of WTForms gives up pairs, which are all that is needed here.
        self.choices = list(choices)

    def has_groups(self) -> bool:
        """Never: choices are a plain list."""
        return False

    def read_or_none(self, value: Any) -> Any:
        """Return the chosen value; ValueError for what cannot be one."""
        return None if value in (None, NO_CHOICE, "None") else self.read_choice(value)

    def iter_choices(self) -> Iterable[Choice]:
        """Return the choices, the empty one first where it is allowed."""
        if self.empty:
            yield Choice(NO_CHOICE, "—", self.data is None, {})
        for value, label in self.choices or ():
            yield Choice(value, label, self.data is not None and self.read_or_none(value) == self.data, {})

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the answer; what cannot be one is refused when choices are checked."""
        self.unknown = False
        if valuelist:
            try:
                self.data = self.read_or_none(valuelist[0])
            except ValueError:
                self.data, self.unknown = None, True

    def pre_validate(self, _form: Any) -> None:
        """Refuse an answer that is not among the choices."""
        if getattr(self, "unknown", False) or (self.data is not None and not any(chosen for _, _, chosen, _ in self.iter_choices())):
            raise ValidationError(_l("Choose one of the entries."))

    def shown_choice(self) -> str:
        """Return the label of the present choice."""
        return next((str(label) for _, label, chosen, _ in self.iter_choices() if chosen), "")


class RadioChoiceField(ChoiceField):
    """One of few choices, all in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let each button carry a label of its own."""
        super().__init__(*args, **kwargs)
        self.label.field_id = False


class EnumField(ChoiceField):
    """One member of a closed list."""

    def __init__(self, label: Any, enum: type[LabelledEnum], *args: Any, **kwargs: Any) -> None:
        """Take choices and reading from the enum."""
        super().__init__(label, *args, coerce=enum, choices=enum.choices(), **kwargs)


class FlagField(BooleanField):
    """Yes or no."""

    false_values = (False, "false", "")


class ManyField(SelectMultipleField):
    """Several of a list; what stands in no list is an old page, not a mistake of the reader."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not offered, in plain words."""
        offered = {value for value, *_ in self.iter_choices()}
        if not set(self.data or ()) <= offered:
            raise ValidationError(_l("This list has changed; load the page again."))
