"""What the pages of a round and of one school's part show."""

from collections import Counter
from typing import Any

from staffing.collecting import operations, queries, wording
from staffing.collecting.choosing import chosen_sheets
from staffing.collecting.jobs import sheets_of
from staffing.collecting.models import CollectionRound, ReturnState, RoundState, SchoolReturn
from staffing.collecting.views.blueprint import own_county
from staffing.core.school_year import today
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job


def round_frame(one: CollectionRound) -> dict[str, Any]:
    """Return how far the schools of a round are (nine statements)."""
    returns = queries.list_returns(one.id)
    decided = queries.decided_of(returns)
    lines = [wording.describe_return(item, one, today(), decided.get(item.batch_id or 0)) for item in returns]
    refused = queries.list_refused(one.id)
    latest = find_latest_job(operations.subject_of(one.id))
    counts = Counter(line.item.state for line in lines)
    return {
        "round": one, "lines": lines, "counts": counts, "states": ReturnState, "looks": wording.LOOKS, "open": one.state is RoundState.OPEN,
        "late": sum(line.late for line in lines), "made": sum(line.item.made_at is not None for line in lines),
        "refused": [(delivery, wording.DELIVERY_LOOKS[delivery.state], wording.why_refused(delivery)) for delivery in refused],
        "waiting": queries.count_waiting(one.id), "sheet_titles": wording.sheet_titles(one.sheets),
        "job": describe_job(latest) if latest else None,
    }


def part_frame(one: CollectionRound, item: SchoolReturn) -> dict[str, Any]:
    """Return what is known of one school's part."""
    sheets = chosen_sheets(sheets_of(own_county()), one.sheets)
    return {
        "round": one, "line": wording.describe_return(item, one, today()), "item": item, "states": ReturnState,
        "open": one.state is RoundState.OPEN, "faults": wording.faults_of(item), "notices": wording.notices_of(item), "sheets": sheets,
        "deliveries": [(one, wording.DELIVERY_LOOKS[one.state], wording.why_refused(one)) for one in queries.list_deliveries(item.id)],
    }
