"""Pages: a county's rule set in words with the clause of every value, two rule sets side by side, all versions."""

from flask import Blueprint, current_app, render_template, request

from staffing.core.access import RECORD_READERS, person, requires_role
from staffing.core.school_year import today
from staffing.policy import presenting
from staffing.policy.forms import asked_filter, asked_ruleset
from staffing.policy.labels import SECTIONS
from staffing.policy.rendering import CodeWords
from staffing.policy.ruleset import list_rulesets

blueprint = Blueprint("policy", __name__, url_prefix="/rules")


def county_code() -> str:
    """Return the code of the rule set of the reader's county."""
    code: str = current_app.config["COUNTY_RULES"](person().county_id)
    return code


def code_words() -> CodeWords:
    """Return the words of the closed lists of the features above."""
    words: CodeWords = current_app.config["RULE_WORDS"]()
    return words


@blueprint.get("/")
@requires_role(RECORD_READERS)
def show_ruleset() -> str:
    """Show a rule set, the county's own where none is asked for."""
    identities = list_rulesets()
    ruleset = asked_ruleset(request.args.get("ruleset"), county_code(), today())
    wanted = asked_filter(request.args)
    return render_template(
        "policy/ruleset.html", ruleset=ruleset, wanted=wanted, identities=identities, own_code=county_code(), sections=SECTIONS,
        shown=presenting.group_lines(presenting.list_lines(ruleset, code_words()), wanted),
        title_of=lambda value: presenting.title_of(identities, value), today=today())


@blueprint.get("/compare")
@requires_role(RECORD_READERS)
def compare_rulesets() -> str:
    """Show two rule sets side by side, only where they differ unless everything is asked for."""
    first = asked_ruleset(request.args.get("first"), county_code(), today())
    second = asked_ruleset(request.args.get("second") or "", "national", today())
    lines = presenting.compare_lines(*(presenting.list_lines(item, code_words()) for item in (first, second)))
    return render_template(
        "policy/compare.html", first=first, second=second, identities=list_rulesets(), all_rules="equal" in request.args,
        lines=[line for line in lines if line.differs or "equal" in request.args], differing=sum(line.differs for line in lines))


@blueprint.get("/versions")
@requires_role(RECORD_READERS)
def list_versions() -> str:
    """Show every version of every rule set."""
    rows = [(item, asked_ruleset(f"{item.code}@{item.version}", item.code, today())) for item in list_rulesets()]
    return render_template("policy/versions.html", rows=rows, own_code=county_code(), today=today())
