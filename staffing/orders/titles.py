"""How fields of orders are called, once for forms and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.orders.models import IssuedOrder, OrderSeries

TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    OrderSeries: {
        "id": _l("Record number"), "county_id": _l("County"), "prefix": _l("Prefix of the number"), "year": _l("Calendar year"), "last": _l("Newest number"),
        "kind": _l("Kind of paper"), "first": _l("First number"), "count": _l("Number of documents"), "decided_plan_id": _l("Decided version"),
    },
    IssuedOrder: {
        "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "decided_plan_id": _l("Decided version"),
        "kind": _l("Kind of paper"), "prefix": _l("Prefix of the number"), "year": _l("Calendar year"), "number": _l("Number"), "title": _l("Title of the paper"),
        "teacher_id": _l("Teacher"), "from_school_id": _l("Sending school"), "to_school_id": _l("Receiving school"), "move_key": _l("Move"), "issued_on": _l("Dated on"),
        "state": _l("State"), "facts": _l("Content"), "template_id": _l("Template of a document"), "override_reason": _l("Why before the end of the notice"),
        "issued_by": _l("Issued by"), "voided_by": _l("Made void by"), "voided_at": _l("Made void at"), "void_reason": _l("Why void"), "report_by": _l("Report at the new school by"),
    },
}
tell_record(OrderSeries, _l("Series of numbers"), TITLES[OrderSeries])
tell_record(IssuedOrder, _l("Transfer order"), TITLES[IssuedOrder])
tell_actions({"orders_issued": _l("Orders issued"), "order_voided": _l("Order made void")})


def title(model: type[Any], field: str) -> LazyString:
    """Return how a field of a stored class is called."""
    return TITLES[model][field]
