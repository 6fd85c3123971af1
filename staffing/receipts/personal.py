"""What the receipts offer on a teacher's own home page: the own receipt, once the decision is public."""

from flask_babel import lazy_gettext as _l

from staffing.decisions.queries import find_in_force
from staffing.receipts.models import TeacherReceipt
from staffing.receipts.publicity import is_public
from staffing.receipts.queries import find_receipt
from staffing.slips.personal import Card, Visitor


def own_receipt(known: Visitor) -> TeacherReceipt | None:
    """Return the visitor's receipt of the version that is public; None before it is, or where it does not concern him or her."""
    one = find_in_force(known.year.id)
    return find_receipt(one.id, known.teacher.id) if one is not None and is_public(one) else None


def receipt_card(known: Visitor) -> Card | None:
    """Return the card that leads to the receipt."""
    receipt = own_receipt(known)
    if receipt is None:
        return None
    text = _l("What was decided for you, why, what it counts for, and how to object.")
    return Card(_l("My receipt"), text, "receipts.show_own", "info", receipt.kind.label)
