"""Who reads through the interface: a token stands in for a person, so that every rule of access holds as it does for pages."""

from dataclasses import dataclass, field
from typing import Any, Final

from flask import Request
from flask_login import current_user

from staffing.accounts import sessions
from staffing.accounts.models import User
from staffing.api.enums import Resource
from staffing.api.models import ApiToken
from staffing.api.queries import find_token
from staffing.core.access import Role
from staffing.errors import INTERFACE

SCHEME: Final = "Bearer "


@dataclass(frozen=True, slots=True)
class ApiReader:
    """A token as the person whom access decisions ask about: an officer, or a clerk where it is bound to a school."""

    id: int
    county_id: int
    school_id: int | None
    name: str
    role: Role
    token: ApiToken = field(repr=False)
    city_id: int | None = None
    locale: str = "zh"
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False
    must_change_password: bool = False

    def get_id(self) -> str:
        """Return a name that is no account's."""
        return f"token:{self.token.id}"


def load_reader(request: Request) -> ApiReader | User | None:
    """Return who stands behind a request: a token on the interface's own addresses, a session everywhere else."""
    given = request.headers.get("Authorization", "")
    if not request.path.startswith(INTERFACE) or not given:
        return sessions.load_user_from_request(request)
    if not given.startswith(SCHEME):
        return None
    token = find_token(sessions.digest(given.removeprefix(SCHEME).strip()))
    if token is None or not token.is_live() or token.maker.role is not Role.OFFICER:
        return None
    role = Role.OFFICER if token.school_id is None else Role.CLERK
    return ApiReader(token.made_by, token.county_id, token.school_id, f"接口令牌 {token.name}"[:80], role, token)


def may_open(resource: Resource) -> bool:
    """True if whoever asks may open a kind of record; a signed-in person is bound by the role alone."""
    return not isinstance(reader(), ApiReader) or resource.value in token_of().resources


def shows_persons() -> bool:
    """True if names and birth dates may be in the answer."""
    return not isinstance(reader(), ApiReader) or token_of().personal


def token_of() -> ApiToken:
    """Return the token behind this request; only where a token reads."""
    token: ApiToken = reader().token
    return token


def reader() -> Any:
    """Return the person or token behind this request, not the proxy of it."""
    return current_user._get_current_object()
