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
    MenuEntry(_l("Rotation year"), "rotation_years.show_current", "calendar3", ("rotation_years", "slips")),
    MenuEntry(_l("Schools"), "schools.list_schools", "building", ("schools",)),
    MenuEntry(_l("Teachers"), "teachers.list_teachers", "people", ("teachers", "finding", "editing")),
    MenuEntry(_l("Change requests"), "changes.list_requests", "pencil-square", ("changes",)),
    MenuEntry(_l("Documents"), "documents.list_kinds", "file-earmark-text", ("documents",)),
    MenuEntry(_l("Import"), "imports.list_batches", "file-earmark-arrow-up", ("imports",)),
    MenuEntry(_l("Quality of records"), "quality.list_findings", "clipboard2-check", ("quality",)),
    MenuEntry(_l("Data collection"), "collecting.list_rounds", "collection", ("collecting",)),
    MenuEntry(_l("Indicators"), "indicators.show_matrix", "grid-3x3", ("indicators",)),
    MenuEntry(_l("Qualifications"), "qualifications.show_overview", "patch-check", ("qualifications",)),
    MenuEntry(_l("Eligibility"), "eligibility.list_verdicts", "person-check", ("eligibility", "confirmations")),
    MenuEntry(_l("Needs"), "needs.show_needs", "bar-chart-steps", ("needs",)),
    MenuEntry(_l("Establishment"), "establishment.show_ledger", "card-checklist", ("establishment",)),
    MenuEntry(_l("Rotation plans"), "plans.list_plans", "shuffle", ("plans", "jobs")),
    MenuEntry(_l("Service ledger"), "service.show_ledger", "journal-bookmark", ("service",)),
    MenuEntry(_l("Rotation plans"), "plans.list_plans", "shuffle", ("plans", "board", "jobs")),
    MenuEntry(_l("Whole city"), "cities.list_runs", "buildings", ("cities",), of_city=True),
    MenuEntry(_l("Statistics"), "tables.show_tables", "bar-chart", ("tables",)),
    MenuEntry(_l("All exports"), "statistics.list_exports", "download", ("statistics",)),
    MenuEntry(_l("Rules"), "policy.show_ruleset", "journal-check", ("policy",)),
    MenuEntry(_l("Accounts"), "accounts.list_users", "person-gear", ("accounts",)),
    MenuEntry(_l("Audit log"), "audit.list_events", "shield-lock", ("audit",)),
)


def menu_for(role: Role, endpoints: dict[str, frozenset[Role] | None], *, in_city: bool = False) -> list[MenuEntry]:
    """Return the entries a role may open, in order; an entry whose feature is absent is left out."""
    visible = []
    for entry in MENU:
        if entry.of_city and not in_city:
            continue
        roles = endpoints.get(entry.endpoint, frozenset())
        if roles is None or role in roles:
            visible.append(entry)
    return visible
