"""Page: posts by the ratios of pupils and classes against the authorised posts and the staff expected."""

from flask import render_template, request

from staffing.core.access import COUNTY_READERS, requires_role
from staffing.needs.establishment import pool_posts
from staffing.needs.from_ruleset import build_establishment_policy
from staffing.needs.post_rows import build_post_rows
from staffing.needs.views.blueprint import asked_needs, blueprint


@blueprint.get("/posts")
@requires_role(COUNTY_READERS)
def show_posts() -> str:
    """Show posts by ratio, authorised posts and established staff of every school."""
    asked = asked_needs()
    policy = build_establishment_policy(asked.year.rules)
    rows = build_post_rows(asked.needs)
    state = request.args.get("state", "")
    shown = [row for row in rows if not state or row.balance.state == state]
    return render_template("needs/posts.html", asked=asked, rows=shown, total=len(rows), policy=policy, wanted=state,
                           states={row.balance.state for row in rows}, pool=pool_posts(sum(row.posts or 0 for row in rows), policy),
                           rules=asked.year.rules.load)
