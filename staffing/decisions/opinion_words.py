"""What a school said of a move, as the 审批表 and lists write it: official Chinese, the same in every language."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from staffing.decisions.models import MoveOpinion, OpinionAnswer

SILENT: Final = "逾期未反馈，视为同意。"
WAITING: Final = "待反馈。"


def official_words(one: MoveOpinion, on: dt.date) -> str:
    """Return the opinion in words as of a day, with what the bureau decided about it."""
    if one.answer is None:
        return SILENT if on > one.round.due_on else WAITING
    if one.answer is OpinionAnswer.AGREE:
        return "同意。"
    said = f"不同意：{one.reason}" if one.answer is OpinionAnswer.DISAGREE else f"请求保留：{one.reason}"
    decided = {None: "", True: f"教育局意见：采纳。{one.decision_reason}", False: f"教育局意见：不采纳。{one.decision_reason}"}[one.upheld]
    return f"{said.rstrip('。')}。{decided}"


def counted(opinions: Sequence[MoveOpinion], on: dt.date) -> dict[str, int]:
    """Return how many opinions agree (silence included once the days are over), do not, ask to keep, and are waited for."""
    found = {"agree": 0, "disagree": 0, "protect": 0, "silent": 0, "waiting": 0}
    for one in opinions:
        if one.answer is not None:
            found[one.answer.value] += 1
        else:
            found["silent" if on > one.round.due_on else "waiting"] += 1
    return found
