"""Pages: the three numbers with the checks of honesty, what one check found, flows, a random sample, and the lists."""

import secrets

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.exports import as_format
from staffing.core.transactions import writes
from staffing.inspection.codes import FlowGroup, HonestyCheck, Link, Route, StintSource
from staffing.inspection.exporting import in_order, school_words, span_words
from staffing.inspection.exports import make_list
from staffing.inspection.flows import gather_flow
from staffing.inspection.gathering import gather_year, names_of
from staffing.inspection.queries import school_names
from staffing.inspection.sampling import chains_of, draw
from staffing.inspection.views.blueprint import asked_source, asked_year, blueprint
from staffing.inspection.wording import official_detail, rules_behind
from staffing.releases.leaving import hand_out

MOST_SAMPLED, SEED_LENGTH = 500, 40


@blueprint.get("/")
@requires_role(COUNTY_READERS)
def show_overview() -> str:
    """Show the three numbers, what each check of honesty found and what the shares are without it."""
    county, year, years = asked_year()
    evidence = gather_year(county, year, asked_source())
    cards = [(check, evidence.flags_of(check), evidence.numbers([check])) for check in HonestyCheck]
    return render_template("inspection/overview.html", evidence=evidence, year=year, years=years, cards=cards, numbers=evidence.numbers(),
                           without_all=evidence.numbers(list(HonestyCheck)), sources=StintSource, schools=evidence.by_school(), school_words=school_words,
                           shares=evidence.rules.quotas.shares)


@blueprint.get("/honesty/<check>")
@requires_role(COUNTY_READERS)
def show_check(check: str) -> str:
    """Show what one check found, the rule behind it and the shares without it."""
    if check not in set(HonestyCheck):
        raise LookupError("no such check")
    county, year, years = asked_year()
    evidence, wanted = gather_year(county, year, asked_source()), HonestyCheck(check)
    return render_template("inspection/check.html", evidence=evidence, year=year, years=years, check=wanted, flags=evidence.flags_of(wanted),
                           numbers=evidence.numbers(), without=evidence.numbers([wanted]), behind=rules_behind(wanted, evidence.rules), detail=official_detail,
                           school_words=school_words, span_words=span_words, checks=HonestyCheck)


@blueprint.get("/rotated")
@requires_role(COUNTY_READERS)
def list_rotated() -> str:
    """Show every rotation of the year with whether it counts and what the checks found."""
    county, year, years = asked_year()
    evidence = gather_year(county, year, asked_source())
    rows = [one for one in in_order(evidence.judged, evidence) if request.args.get("school_id", one.stint.from_school, type=int) == one.stint.from_school]
    return render_template("inspection/rotated.html", evidence=evidence, year=year, years=years, rows=rows, school_words=school_words, span_words=span_words)


@blueprint.get("/flow")
@requires_role(COUNTY_READERS)
def show_flow() -> str:
    """Show what the countryside gained and lost, by route and group, and who crossed."""
    county, year, years = asked_year()
    flow, route = gather_flow(county, year), request.args.get("route", "")
    shown = [one for one in flow.crossings if route in ("", one.route.value)]
    return render_template("inspection/flow.html", flow=flow, year=year, years=years, routes=Route, groups=FlowGroup, shown=shown, route=route,
                           names=names_of(county.id), schools=school_names(county.id))


@blueprint.get("/sample")
@requires_role(COUNTY_READERS)
def show_sample() -> Response | str:
    """Show a random sample with each person's chain of evidence; without a seed one is drawn and put into the address."""
    county, year, years = asked_year()
    seed = request.args.get("seed", "").strip()[:SEED_LENGTH]
    if not seed:
        return redirect(url_for("inspection.show_sample", year=year, size=request.args.get("size"), seed=secrets.token_hex(4)))
    evidence = gather_year(county, year, asked_source())
    size = min(MOST_SAMPLED, max(1, request.args.get("size", evidence.rules.inspection.sample_size.value, type=int)))
    chains = chains_of(evidence, draw(evidence.judged, size, seed))
    links = [link for link in Link if any(proof.link is link for chain in chains for proof in chain.proofs)]
    return render_template("inspection/sample.html", evidence=evidence, year=year, years=years, chains=chains, seed=seed, size=size, links=links,
                           school_words=school_words, span_words=span_words)


@blueprint.post("/export/<any(numbers, honesty, flow, reconciliation, sample):listing>.<wanted>")
@requires_role(COUNTY_READERS)
@writes
def export_list(listing: str, wanted: str) -> Response:
    """Hand out a list of the year, with an audit line."""
    county, year, _years = asked_year()
    format_, size = as_format(wanted), request.args.get("size", type=int)
    exported = make_list(listing, county, year, seed=request.args.get("seed", "")[:SEED_LENGTH], size=size if size and 0 < size <= MOST_SAMPLED else None,
                         made_by=person().name)
    return hand_out(exported, format_, code=f"inspection_{listing}", personal=listing != "reconciliation", told={"school_year": year})


@blueprint.post("/national.<wanted>")
@requires_role(OFFICERS)
@writes
def export_national(wanted: str) -> Response:
    """Hand out the layout of the national system, with an audit line."""
    county, year, _years = asked_year()
    return hand_out(make_list("national", county, year, made_by=person().name), as_format(wanted), code="inspection_national")
