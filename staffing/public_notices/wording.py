"""How notices and cases are shown: look and words of their states."""

import datetime as dt
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.decisions.models import DecisionState
from staffing.public_notices.models import CaseState, PublicNotice
from staffing.public_notices.queries import is_shown

CASE_LOOKS: Final = {CaseState.OPEN: "wait", CaseState.UPHELD: "good", CaseState.REJECTED: "none"}


def notice_state(notice: PublicNotice, on: dt.date) -> tuple[str, LazyString]:
    """Return look and words of where a notice stands on a day."""
    if is_shown(notice, on):
        return "info", _l("can be read by everybody")
    if notice.decided_plan.state is DecisionState.SUPERSEDED:
        return "none", _l("ended: a later version replaced the list")
    if notice.closed_on is not None:
        return "none", _l("closed early")
    return ("wait", _l("begins later")) if on < notice.starts_on else ("none", _l("ended"))


def public_words(notice: PublicNotice, bureau: str, *, shown: bool) -> tuple[str, str]:
    """Return title and text of the public page; official Chinese in every language."""
    year = notice.decided_plan.year.school_year
    if not shown:
        return "公示已结束", f"{year}学年拟交流人员名单的公示已经结束，本页不再显示名单。如有疑问，请与{bureau}人事部门联系。"
    return (f"{year}学年拟交流人员公示",
            f"公示期：{notice.starts_on.isoformat()} 至 {notice.ends_on.isoformat()}（{notice.working_days} 个工作日）。"
            f"公示期内如有异议，请实名向{bureau}人事部门反映。公示期满，本页自动关闭。")
