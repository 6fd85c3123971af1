"""The menu in the officer's words: which entry stands where, and who sees it."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.access import Role


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the left menu; ``sections`` are the blueprints that belong to it.

    ``of_city`` entries are shown only to accounts that belong to a city.
    """

    label: LazyString
    endpoint: str
    icon: str
    sections: tuple[str, ...]
    of_city: bool = False


MENU: tuple[MenuEntry, ...] = (
    MenuEntry(_l("Workbench"), "dashboard.show_workbench", "speedometer2", ("dashboard",)),
    MenuEntry(_l("Rotation year"), "rotation_years.show_current", "calendar3", ("rotation_years", "allotments", "slips", "wishes")),
    MenuEntry(_l("Schools"), "schools.list_schools", "building", ("schools",)),
    MenuEntry(_l("Teachers"), "teachers.list_teachers", "people", ("teachers", "finding", "editing")),
    MenuEntry(_l("Change requests"), "changes.list_requests", "pencil-square", ("changes",)),
    MenuEntry(_l("Documents"), "documents.list_kinds", "file-earmark-text", ("documents",)),
    MenuEntry(_l("Import"), "imports.list_batches", "file-earmark-arrow-up", ("imports",)),
    MenuEntry(_l("Quality of records"), "quality.list_findings", "clipboard2-check", ("quality",)),
    MenuEntry(_l("Data collection"), "collecting.list_rounds", "collection", ("collecting",)),
    MenuEntry(_l("Indicators"), "indicators.show_matrix", "grid-3x3", ("indicators",)),
    MenuEntry(_l("Warnings and rectification"), "warnings.list_lines", "exclamation-triangle", ("warnings",)),
    MenuEntry(_l("Qualifications"), "qualifications.show_overview", "patch-check", ("qualifications",)),
    MenuEntry(_l("Eligibility"), "eligibility.list_verdicts", "person-check", ("eligibility", "confirmations")),
    MenuEntry(_l("Needs"), "needs.show_needs", "bar-chart-steps", ("needs",)),
    MenuEntry(_l("Establishment"), "establishment.show_ledger", "card-checklist", ("establishment",)),
    MenuEntry(_l("Service ledger"), "service.show_ledger", "journal-bookmark", ("service",)),
    MenuEntry(_l("Inspection"), "inspection.show_overview", "clipboard2-data", ("inspection",)),
    MenuEntry(_l("Rotation plans"), "plans.list_plans", "shuffle", ("plans", "board", "scenarios", "receipts", "jobs")),
    MenuEntry(_l("Decisions and notice"), "decisions.list_versions", "clipboard-check", ("decisions", "public_notices")),
    MenuEntry(_l("Orders and posting"), "orders.show_orders", "file-earmark-ruled", ("orders", "postings")),
    MenuEntry(_l("Whole city"), "cities.list_runs", "buildings", ("cities",), of_city=True),
    MenuEntry(_l("Statistics"), "tables.show_tables", "bar-chart", ("tables",)),
    MenuEntry(_l("All exports"), "statistics.list_exports", "download", ("statistics",)),
    MenuEntry(_l("Rules"), "policy.show_ruleset", "journal-check", ("policy",)),
    MenuEntry(_l("Accounts"), "accounts.list_users", "person-gear", ("accounts",)),
    MenuEntry(_l("Data interface"), "api.list_tokens", "plug", ("api",)),
    MenuEntry(_l("Audit log"), "audit.list_events", "shield-lock", ("audit",)),
)


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Entries that belong together under one heading; the first group has none."""

    label: LazyString | str
    entries: tuple[MenuEntry, ...]


# Where each entry stands, by the name of the feature it opens; what nobody placed ends the menu (a test finds it).
ORDER: tuple[tuple[LazyString | str, tuple[str, ...]], ...] = (
    ("", ("dashboard",)),
    (_l("This year's rotation"), ("rotation_years", "eligibility", "needs", "plans", "decisions", "orders", "service")),
    (_l("Staff records"), ("schools", "teachers", "changes", "imports", "quality", "collecting", "documents")),
    (_l("Even staffing"), ("indicators", "warnings", "qualifications", "establishment", "cities")),
    (_l("Counting and inspection"), ("tables", "statistics", "inspection")),
    (_l("Settings"), ("policy", "accounts", "api", "audit")),
)


def menu_for(role: Role, endpoints: dict[str, frozenset[Role] | None], *, in_city: bool = False) -> list[MenuGroup]:
    """Return what a role may open, group by group; an entry whose feature is absent is left out, and so is an empty group."""
    visible = {_feature(entry): entry for entry in MENU if (in_city or not entry.of_city) and _may_open(entry, role, endpoints)}
    groups = [MenuGroup(label, tuple(visible.pop(feature) for feature in features if feature in visible)) for label, features in ORDER]
    return [group for group in (*groups, MenuGroup("", tuple(visible.values()))) if group.entries]


def _feature(entry: MenuEntry) -> str:
    return entry.endpoint.partition(".")[0]


def _may_open(entry: MenuEntry, role: Role, endpoints: dict[str, frozenset[Role] | None]) -> bool:
    roles = endpoints.get(entry.endpoint, frozenset())
    return roles is None or role in roles
