"""The filters of the log, read from the address."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField

from staffing.audit.queries import EventFilter, list_actions, list_object_types
from staffing.audit.titles import action_title, object_title
from staffing.core.fields import ChoiceField, DayField


class EventFilterForm(Form):
    """Who, what, on which record, between which days."""

    actor = StringField(_l("Who"))
    action = ChoiceField(_l("What"), empty=True)
    object_type = ChoiceField(_l("Kind of record"), empty=True)
    object_id = StringField(_l("Record number"))
    since = DayField(_l("From day"))
    until = DayField(_l("To day"))

    def offer(self, county_id: int) -> None:
        """Offer what stands in the county's log."""
        self.action.choices = sorted(((code, action_title(code)) for code in list_actions(county_id)), key=lambda item: item[1])
        self.object_type.choices = sorted(((code, object_title(code)) for code in list_object_types(county_id)), key=lambda item: item[1])

    def wish(self) -> EventFilter:
        """Return what is asked for; what cannot be read narrows nothing and is shown as a fault."""
        return EventFilter(
            actor=(self.actor.data or "").strip(), action=self.action.data or "", object_type=self.object_type.data or "",
            object_id=(self.object_id.data or "").strip(), since=self.since.data, until=self.until.data,
        )
