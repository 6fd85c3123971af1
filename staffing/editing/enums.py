"""Closed lists about bulk edits."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class EditState(LabelledEnum):
    """Where a bulk edit stands. The two states that last are those of large edits, which the worker does in parts."""

    CHOSEN = "chosen", _l("Persons chosen")
    SHOWN = "shown", _l("Preview, nothing changed yet")
    APPLYING = "applying", _l("Being carried out")
    DONE = "done", _l("Carried out")
    UNDOING = "undoing", _l("Being undone")
    UNDONE = "undone", _l("Undone")


class ItemState(LabelledEnum):
    """What becomes of one person in a bulk edit."""

    PLANNED = "planned", _l("Will change")
    SAME = "same", _l("Has this value already")
    REFUSED = "refused", _l("Cannot be changed")
    STALE = "stale", _l("Left out: changed after the preview")
    CHANGED = "changed", _l("Changed")
    UNDONE = "undone", _l("Undone")
    KEPT = "kept", _l("Not undone")
