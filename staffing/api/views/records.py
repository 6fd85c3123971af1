"""The records of the interface: one line for each address, with the roles that open the page of the same records."""

import json

from pydantic import BaseModel
from werkzeug.wrappers import Response

from staffing.api import giving, schemas
from staffing.api.answering import Give, Operation, offer
from staffing.api.describing import document
from staffing.api.enums import Resource
from staffing.api.views.blueprint import blueprint
from staffing.core.access import COUNTY_READERS, RECORD_READERS, Role, open_to_all


def _list(name: str, path: str, title: str, resource: Resource, give: Give, shape: type[BaseModel], *roles: Role | frozenset[Role],
          asked: type[BaseModel] = schemas.PageAsked, personal: bool = False, arguments: tuple[str, ...] = ()) -> None:
    offer(blueprint, Operation(name, path, title, resource, asked, shape, personal, arguments), give, *roles)


_list("give_schools", "/schools", "学校", Resource.SCHOOLS, giving.schools, schemas.SchoolPage, RECORD_READERS)
_list("give_teachers", "/teachers", "教师（今日状况）", Resource.TEACHERS, giving.teachers, schemas.TeacherPage, RECORD_READERS,
      asked=schemas.TeachersAsked, personal=True)
_list("give_rotations", "/rotation-records", "交流轮岗经历（全国教师管理信息系统字段）", Resource.ROTATIONS, giving.rotations, schemas.RotationPage,
      RECORD_READERS, asked=schemas.RotationsAsked, personal=True)
_list("give_plans", "/plans", "轮岗方案", Resource.PLANS, giving.plans, schemas.PlanPage, COUNTY_READERS)
_list("give_plan_moves", "/plans/{plan_id}/moves", "方案的拟交流人员", Resource.PLANS, giving.plan_moves, schemas.MovePage, COUNTY_READERS,
      personal=True, arguments=("plan_id",))
_list("give_decisions", "/decisions", "已送审、批准、公布的方案版本", Resource.DECISIONS, giving.decisions, schemas.DecisionPage, RECORD_READERS)
_list("give_decided_moves", "/decisions/{decision_id}/moves", "方案版本的交流人员", Resource.DECISIONS, giving.decided_moves, schemas.MovePage,
      RECORD_READERS, personal=True, arguments=("decision_id",))
_list("give_indicators", "/indicators", "师资与办学条件指标", Resource.INDICATORS, giving.indicators, schemas.FiguresPage, RECORD_READERS,
      asked=schemas.IndicatorsAsked)


@blueprint.get("/api/v1/openapi.json")
@open_to_all
def describe() -> Response:
    """Send the OpenAPI document; it holds no record."""
    return Response(json.dumps(document(), ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")
