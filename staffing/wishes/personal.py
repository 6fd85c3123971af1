"""What the wishes offer on a teacher's own home page."""

from flask_babel import lazy_gettext as _l

from staffing.slips.personal import Card, Visitor
from staffing.wishes.operations import is_open
from staffing.wishes.queries import find_receipt

TITLE = _l("My wishes")
TEXT = _l("Schools in the order in which you would like them, with distance, need and how it went before.")


def wishes_card(known: Visitor) -> Card:
    """Return the card: open, handed in, closed."""
    receipt = find_receipt(known.year.id, known.teacher.id)
    if receipt is not None:
        return Card(TITLE, TEXT, "wishes.show_own", "good", _l("handed in, receipt %(number)s", number=receipt.shown_number))
    if is_open(known.year):
        return Card(TITLE, TEXT, "wishes.show_own", "wait", _l("nothing handed in yet"))
    return Card(TITLE, TEXT, "wishes.show_own", "info", _l("no longer taken"))
