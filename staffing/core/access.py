"""Roles, the right each page demands, and the scope (county and school) of the person who asks.

Every view must carry a decision made here; a view without one refuses to start, so nothing is open by forgetting.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar, cast

from flask import Flask, abort, current_app, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from staffing.core.enums import LabelledEnum
from staffing.errors import INTERFACE, StaffingError

View = TypeVar("View", bound=Callable[..., object])
ROLES_ATTRIBUTE = "_staffing_roles"
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static"})


class Role(LabelledEnum):
    """What a person does in the bureau or school; duties of administration and audit are kept apart."""

    ADMINISTRATOR = "administrator", _l("System administrator")
    OFFICER = "officer", _l("HR officer")
    CLERK = "clerk", _l("School clerk")
    PRINCIPAL = "principal", _l("Principal")
    LEADER = "leader", _l("Bureau leader")
    INSPECTOR = "inspector", _l("Inspector")
    AUDITOR = "auditor", _l("Auditor")
    CITY_READER = "city_reader", _l("City reader")


EVERYONE = frozenset(Role)
COUNTY_READERS = frozenset({Role.OFFICER, Role.LEADER, Role.INSPECTOR})
SCHOOL_ROLES = frozenset({Role.CLERK, Role.PRINCIPAL})
RECORD_READERS = COUNTY_READERS | SCHOOL_ROLES
OFFICERS = frozenset({Role.OFFICER})
# They review, and agree to what another person asked for.
DECIDERS = frozenset({Role.OFFICER, Role.LEADER})
# They see sums of the counties of the city that their account names, none without one; never a county's records.
CITY_ROLES = frozenset({Role.ADMINISTRATOR, Role.CITY_READER})
DEFERRAL_READERS = frozenset({Role.OFFICER, Role.LEADER})


class Person(Protocol):
    """What access decisions need to know of the signed-in person."""

    id: int
    county_id: int
    school_id: int | None
    city_id: int | None
    role: Role
    name: str


def person() -> Person:
    """Return the signed-in person; only behind a view that demands a role."""
    return cast(Person, current_user)


def own_school_id() -> int | None:
    """Return the only school the person may see, None for those who see the whole county."""
    return person().school_id if person().role in SCHOOL_ROLES else None


def may_read_deferral_content() -> bool:
    """True if the person may read why a teacher is deferred (health, family)."""
    return person().role in DEFERRAL_READERS


def demand_role(who: Person, roles: frozenset[Role]) -> None:
    """Refuse a step that belongs to other roles, whoever calls it: a page, a command, another operation."""
    if who.role not in roles:
        names = "、".join(str(role.label) for role in Role if role in roles)
        raise StaffingError(_l("Your role does not take this step; it belongs to: %(roles)s.", roles=names))


def requires_role(*roles: Role | frozenset[Role]) -> Callable[[View], View]:
    """Mark a view with the roles that may open it."""
    allowed: set[Role] = set()
    for item in roles:
        allowed |= {item} if isinstance(item, Role) else item

    def mark(view: View) -> View:
        setattr(view, ROLES_ATTRIBUTE, frozenset(allowed))
        return view

    return mark


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in (sign-in page, health check, assets)."""
    setattr(view, ROLES_ATTRIBUTE, None)
    return view


def roles_of(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """Return the roles an endpoint demands, None if it is open; LookupError if nobody decided."""
    if endpoint in OPEN_ENDPOINTS:
        return None
    view = app.view_functions[endpoint]
    if not hasattr(view, ROLES_ATTRIBUTE):
        raise LookupError(f"nobody decided who may open {endpoint}")
    return cast("frozenset[Role] | None", getattr(view, ROLES_ATTRIBUTE))


def guard_every_view(app: Flask) -> None:
    """Refuse to start with an undecided view, then check each request before it reaches its view."""
    for endpoint in app.view_functions:
        roles_of(app, endpoint)
    app.before_request(check_access)


def check_access() -> Response | None:
    """Turn away whoever may not open the page asked for."""
    if request.endpoint is None:
        return None
    roles = roles_of(current_app, request.endpoint)
    if roles is None:
        return None
    if not current_user.is_authenticated:
        if request.path.startswith(INTERFACE):
            abort(401)
        return cast(Response, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    if person().role not in roles:
        abort(403)
    return None
