"""The frozen table of routes: endpoint, methods, address, who may open it. ``make routes`` writes it anew, after thought."""

import pathlib
from dataclasses import dataclass

from flask import Flask

from staffing.core.access import EVERYONE, Role, roles_of
from tests.helpers.house import ROOT

TABLE = ROOT / "tests" / "house" / "route_roles.txt"
OPEN = "open"
ALL_ROLES = "every-role"
HEADING = "# endpoint | methods | address | roles. Addresses are bookmarked and sent: removing one is a decision. Written by: make routes"


@dataclass(frozen=True, slots=True, order=True)
class RouteLine:
    """One address, and the roles that may open it; None = open to all."""

    endpoint: str
    methods: str
    address: str
    roles: frozenset[Role] | None

    def __str__(self) -> str:
        """Write the line as it stands in the table."""
        return " | ".join((self.endpoint, self.methods, self.address, self.roles_text))

    @property
    def roles_text(self) -> str:
        """Return the roles in the order in which they are declared."""
        if self.roles is None:
            return OPEN
        return ALL_ROLES if self.roles == EVERYONE else ",".join(role.value for role in Role if role in self.roles)

    @property
    def reads(self) -> bool:
        """True if the address answers GET."""
        return "GET" in self.methods.split(",")

    @classmethod
    def parse(cls, text: str) -> "RouteLine":
        """Read a line of the table."""
        endpoint, methods, address, roles = (part.strip() for part in text.split("|"))
        if roles == OPEN:
            return cls(endpoint, methods, address, None)
        return cls(endpoint, methods, address, EVERYONE if roles == ALL_ROLES else frozenset(Role(one) for one in roles.split(",")))


def routes_of(app: Flask) -> list[RouteLine]:
    """Return every address of the application, ordered by endpoint and address."""
    lines = [RouteLine(rule.endpoint, ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"})), rule.rule, roles_of(app, rule.endpoint))
             for rule in app.url_map.iter_rules()]
    return sorted(lines, key=lambda line: (line.endpoint, line.address, line.methods))


def frozen_routes(path: pathlib.Path = TABLE) -> list[RouteLine]:
    """Return the routes as the table has them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [RouteLine.parse(line) for line in lines if line and not line.startswith("#")]


def write_table(app: Flask, path: pathlib.Path = TABLE) -> None:
    """Freeze the routes as they are now."""
    path.write_text("\n".join([HEADING, *(str(line) for line in routes_of(app))]) + "\n", encoding="utf-8")
