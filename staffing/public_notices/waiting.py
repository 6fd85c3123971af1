"""What notices wait for in a rotation year: objections and appeals to be answered, and lists mended after them to be submitted."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.core.school_year import today
from staffing.public_notices.models import Appeal, CaseState, NoticeObjection
from staffing.public_notices.queries import list_cases, versions_of_plans
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the open cases of the year and the mended plans that nobody submitted; for the bureau."""
    cases = list_cases(year.id) if school_id is None else []
    waiting = [case for case in cases if case.state is CaseState.OPEN]
    return [*_objections([case for case in waiting if isinstance(case, NoticeObjection)]), *_appeals([case for case in waiting if isinstance(case, Appeal)]),
            *_mended(cases)]


def _objections(cases: list[NoticeObjection]) -> list[WaitingItem]:
    """Return the objections by their notice; orders wait for their answers once its days are over."""
    by_notice: dict[int, list[NoticeObjection]] = {}
    for case in cases:
        by_notice.setdefault(case.notice_id, []).append(case)
    return [WaitingItem(YearStep.NOTICE, Role.OFFICER, _l("Objections from the public notice wait for an answer."), "public_notices.show_notice",
                        (("notice_id", notice_id),), len(found), look="bad" if found[0].notice.ends_on < today() else "wait", since=found[0].created_at)
            for notice_id, found in by_notice.items()]


def _appeals(cases: list[Appeal]) -> list[WaitingItem]:
    """Return the appeals beyond their legal term, and the others with the day on which the first of them is due."""
    late = [case for case in cases if case.due_on < today()]
    others = [case for case in cases if case not in late]
    items = []
    if late:
        items.append(WaitingItem(YearStep.APPEALS, Role.OFFICER, _l("Appeals beyond the last day of their term."), "public_notices.list_notices",
                                 number=len(late), look="bad", since=late[0].created_at))
    if others:
        due = min(case.due_on for case in others).isoformat()
        items.append(WaitingItem(YearStep.APPEALS, Role.OFFICER, _l("Appeals to be decided, the first of them by %(day)s.", day=due), "public_notices.list_notices",
                                 number=len(others), since=others[0].created_at))
    return items


def _mended(cases: list[NoticeObjection | Appeal]) -> list[WaitingItem]:
    """Return the plans that an upheld case asked for and that no version was made of."""
    plans = {case.repair_plan_id for case in cases if case.repair_plan_id is not None}
    return [WaitingItem(YearStep.APPEALS, Role.OFFICER, _l("The list mended after an upheld case is not submitted yet."), "plans.show_plan",
                        (("plan_id", plan_id),)) for plan_id in sorted(plans - set(versions_of_plans(plans)))]
