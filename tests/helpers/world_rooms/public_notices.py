"""The notices' part of the world: a notice that runs today with an objection, and an appeal."""

from staffing.core.access import Role
from staffing.core.school_year import today
from staffing.decisions.queries import find_in_force
from staffing.public_notices.models import AppealChannel
from staffing.public_notices.operations import open_notice, register_appeal, register_objection
from tests.factories.accounts import create_user
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them about the version that the decisions' part brought into force."""
    one = find_in_force(tiny.year.id)
    assert one is not None
    notice = open_notice(one, starts_on=today(), who=create_user(county=tiny.county, role=Role.OFFICER))
    objection = register_objection(notice, objector="演示异议人", teacher=tiny.teacher(0, 0), ground="演示内容", received_on=today())
    appeal = register_appeal(one, teacher=tiny.teacher(0, 2), channel=AppealChannel.TEACHER, ground="演示事由", received_on=today())
    return ({"objection_id": objection.id, "appeal_id": appeal.id},
            {(f"public_notices.{page}_notice", "notice_id"): notice.id for page in ("show", "close")}
            | {("public_notices.register_objection", "notice_id"): notice.id, ("public_notices.show_public", "token"): notice.token})
