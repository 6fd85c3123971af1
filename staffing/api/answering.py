"""How the interface answers: who may, what was asked, one reading of the database, an ETag, a line in the log for personal data.

Each address registers itself here, so that the document that describes the interface cannot differ from what it does.
"""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from staffing.api import operations
from staffing.api.enums import OF_COUNTY, Resource
from staffing.api.reader import ApiReader, may_open, reader, shows_persons
from staffing.core.access import Role, own_school_id, person, requires_role
from staffing.core.transactions import commit, reading
from staffing.errors import INTERFACE
from staffing.extensions import db, limiter

RATE: Final = "120 per minute"
RATE_OF_ADDRESS: Final = "600 per minute"
Give = Callable[..., BaseModel]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records an answer may hold, and whether it may name persons."""

    county_id: int
    own_school_id: int | None
    persons: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the interface, as it is described."""

    name: str
    path: str
    title: str
    resource: Resource
    asked: type[BaseModel]
    shape: type[BaseModel]
    personal: bool
    arguments: tuple[str, ...]

    @property
    def address(self) -> str:
        """Return how it is asked."""
        return f"GET {INTERFACE.rstrip('/')}{self.path}"


OPERATIONS: Final[list[Operation]] = []


def offer(blueprint: Blueprint, operation: Operation, give: Give, *roles: Role | frozenset[Role]) -> None:
    """Let an address answer with what ``give`` returns, to these roles."""
    OPERATIONS.append(operation)

    @functools.wraps(give)
    def view(**arguments: int) -> Response:
        return answer(operation, give, arguments)

    # flask-limiter and the table of roles know a view by its name.
    view.__name__ = operation.name
    limited = limiter.limit(RATE, key_func=token_key)(limiter.limit(RATE_OF_ADDRESS)(view))
    address = INTERFACE.rstrip("/") + operation.path.replace("{", "<int:").replace("}", ">")
    blueprint.add_url_rule(address, operation.name, requires_role(*roles)(limited), methods=["GET"])


def answer(operation: Operation, give: Give, arguments: dict[str, int]) -> Response:
    """Return one answer, or 304 where whoever asks has it already."""
    if not may_open(operation.resource) or (operation.resource in OF_COUNTY and own_school_id() is not None):
        abort(403)
    asked = what_is_asked(operation.asked, request.args)
    who, scope = reader(), Scope(person().county_id, own_school_id(), shows_persons())
    token_id, name = (who.token.id, who.name) if isinstance(who, ApiReader) else (None, "")
    address = request.remote_addr or ""
    with reading():
        shape = give(scope, asked, **arguments)
    body = shape.model_dump_json(by_alias=True)
    response = Response(body, content_type="application/json; charset=utf-8")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    _link_next(response, operation, arguments, asked, getattr(shape, "next_after", None))
    response.make_conditional(request.environ)
    if response.status_code == 200 and operation.personal and scope.persons:
        operations.note_reading(operation.resource, county_id=scope.county_id, rows=len(getattr(shape, "items", [])), token_id=token_id, name=name)
    if token_id is not None:
        operations.note_use(token_id, address=address)
    commit(db.session)
    return response


def what_is_asked(model: type[BaseModel], sent: MultiDict[str, str]) -> Any:
    """Return what the address asks for; what is not described is refused, not ignored."""
    twice = [name for name in sent if len(sent.getlist(name)) > 1]
    if twice:
        abort(400, description=_("Given more than once: %(names)s", names="、".join(twice)))
    try:
        return model.model_validate(sent.to_dict())
    except ValidationError as error:
        told = "；".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        abort(400, description=told)


def token_key() -> str:
    """Return by what calls are counted: the digest of the key that was sent, without asking the database."""
    given = request.headers.get("Authorization", "")
    return hashlib.sha256(given.encode()).hexdigest() if given else request.remote_addr or ""


def _link_next(response: Response, operation: Operation, arguments: dict[str, int], asked: Any, after: int | None) -> None:
    if after is not None:
        told: dict[str, Any] = {**arguments, **asked.model_dump(exclude_none=True, exclude_defaults=True, mode="json"), "after": after}
        response.headers["Link"] = f'<{url_for("api." + operation.name, **told)}>; rel="next"'
