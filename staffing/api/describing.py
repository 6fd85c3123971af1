"""The interface described by its own shapes: an OpenAPI 3.1 document, and the same in lines for a page."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from staffing.api.answering import OPERATIONS, RATE, Operation
from staffing.api.schemas import Problem, schema_of
from staffing.core.asked_numbers import LARGEST_NUMBER

VERSION: Final = "1.0.0"
FAULTS: Final = {
    "400": "请求参数不符合说明", "401": "没有有效的令牌", "403": "令牌无权读取", "404": "没有该记录，或不在令牌范围内",
    "409": "所需资料尚不齐全", "429": "请求过于频繁", "503": "数据库暂时无法访问",
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of an answer, for the page."""

    name: str
    kind: str
    note: str


def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    components: dict[str, Any] = {}
    paths = {f"/api/v1{one.path}": {"get": _operation(one, components)} for one in OPERATIONS}
    _take(Problem, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": "教师交流轮岗数据接口", "version": VERSION, "description": f"只读。每个令牌的请求频率：{RATE}。列表按编号排序，用 after 与 limit 分页；"
                 "支持 ETag 与 If-None-Match。错误按 RFC 9457 返回。"},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def field_lines(model: type[BaseModel]) -> list[FieldLine]:
    """Return the fields of an answer or of what may be asked."""
    described = schema_of(model)
    return [FieldLine(name, _kind(field), str(field.get("description", ""))) for name, field in described.get("properties", {}).items()]


def item_of(operation: Operation) -> type[BaseModel]:
    """Return the shape of one row of a list."""
    rows = operation.shape.model_fields["items"].annotation
    item: type[BaseModel] = rows.__args__[0]  # type: ignore[union-attr]
    return item


def _operation(one: Operation, components: dict[str, Any]) -> dict[str, Any]:
    _take(one.shape, components)
    asked = schema_of(one.asked)
    in_path = [{"name": name, "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}} for name in one.arguments]
    in_query = [{"name": name, "in": "query", "required": False, "description": field.get("description", ""), "schema": _plain(field)}
                for name, field in asked["properties"].items()]
    answers: dict[str, Any] = {"200": {"description": one.title, "headers": {"ETag": {"schema": {"type": "string"}}, "Link": {"schema": {"type": "string"}}},
                                       "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{one.shape.__name__}"}}}},
                               "304": {"description": "内容没有变化"}}
    answers |= {status: {"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
                for status, words in FAULTS.items()}
    return {"operationId": one.name, "summary": one.title, "tags": [one.resource.value], "parameters": in_path + in_query, "responses": answers}


def _take(model: type[BaseModel], components: dict[str, Any]) -> None:
    described = schema_of(model)
    components |= described.pop("$defs", {})
    components[model.__name__] = described


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a query argument; an argument that is absent is not null."""
    kept = {name: value for name, value in field.items() if name not in ("description", "title", "anyOf")}
    real = [one for one in field.get("anyOf", ()) if one.get("type") != "null"]
    kept = {name: value for name, value in kept.items() if not (name == "default" and value is None)}
    return kept | (real[0] if real else {})


def _kind(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in field:
        return " | ".join(_kind(one) for one in field["anyOf"])
    if field.get("type") == "array":
        return f"[{_kind(field['items'])}]"
    return str(field.get("format") or field.get("type", ""))
