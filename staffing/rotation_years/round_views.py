"""Pages of the rounds of 县管校聘: how they stand, results entered teacher by teacher, handing over to the plan."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, SCHOOL_ROLES, own_school_id, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.policy.deciding import rules_for
from staffing.rotation_years import rounds
from staffing.rotation_years.calendar_views import blueprint as blueprint
from staffing.rotation_years.models import RotationYear, RoundKind, RoundOutcome
from staffing.rotation_years.queries import get_rotation_year, results_of_round
from staffing.schools.queries import list_school_choices


def year_with_rounds(school_year: int) -> RotationYear:
    """Return the rotation year; LookupError where its rules hold no rounds."""
    year = get_rotation_year(person().county_id, school_year)
    if not rules_for(year.ruleset, year.school_year).calendar.engagement_rounds.value:
        raise LookupError("the county holds no rounds")
    return year


def asked_school(kind: RoundKind) -> int | None:
    """Return whose staff is asked for: the own school's, one named in the address, everybody where none is."""
    own = own_school_id()
    if own is not None:
        return own
    schools = [key for key, _name in list_school_choices(person().county_id)]
    asked = request.args.get("school_id", type=int)
    if asked in schools:
        return asked
    return schools[0] if kind is RoundKind.IN_SCHOOL and schools else None


def may_enter(kind: RoundKind) -> bool:
    """True if the reader may enter results: the bureau in every round, a school in its own."""
    return person().role in OFFICERS or (person().role in SCHOOL_ROLES and kind is RoundKind.IN_SCHOOL)


@blueprint.get("/<int:school_year>/rounds")
@requires_role(RECORD_READERS)
def show_rounds(school_year: int) -> str:
    """Show how the rounds stand and who is not placed."""
    year = year_with_rounds(school_year)
    return render_template("rotation_years/rounds.html", year=year, counts=rounds.count_rounds(year, school_id=own_school_id()),
                           unplaced=len(rounds.list_unplaced(year)))


@blueprint.get("/<int:school_year>/rounds/<round_code>")
@requires_role(RECORD_READERS)
def show_round(school_year: int, round_code: str) -> str:
    """Show a round teacher by teacher."""
    year, kind = year_with_rounds(school_year), kind_of(round_code)
    school_id = asked_school(kind)
    return render_template(
        "rotation_years/round.html", year=year, kind=kind, school_id=school_id, outcomes=RoundOutcome, may_enter=may_enter(kind),
        candidates=rounds.list_candidates(year, kind, school_id=school_id), results=results_of_round(year.id, kind, school_id=school_id),
        schools=dict(list_school_choices(person().county_id)), own=own_school_id())


@blueprint.post("/<int:school_year>/rounds/<round_code>")
@requires_role(OFFICERS | SCHOOL_ROLES)
@writes
def enter_results(school_year: int, round_code: str) -> Response:
    """Store the results of the teachers shown."""
    year, kind = year_with_rounds(school_year), kind_of(round_code)
    if not may_enter(kind):
        raise LookupError("not theirs to enter")
    school_id = asked_school(kind)
    try:
        changed = rounds.enter_results(year, kind, sent_outcomes(), school_id=school_id)
    except StaffingError as error:
        flash(str(error.message), "danger")
    else:
        flash(_("Results changed: %(number)d.", number=changed), "success")
    return redirect(url_for("rotation_years.show_round", school_year=school_year, round_code=round_code, school_id=request.args.get("school_id")), code=303)


@blueprint.post("/<int:school_year>/rounds/hand-over")
@requires_role(OFFICERS)
@writes
def hand_over(school_year: int) -> Response:
    """Let whoever is not placed move by the plan."""
    done = rounds.hand_over(year_with_rounds(school_year))
    flash(_("Must move now: %(added)d; no longer: %(back)d; must stay and were left out: %(kept)d.", added=done.added, back=done.taken_back,
            kept=done.kept_back), "success")
    return redirect(url_for("rotation_years.show_rounds", school_year=school_year), code=303)


def kind_of(code: str) -> RoundKind:
    """Return a round by its code; LookupError if there is none."""
    if code not in [kind.value for kind in RoundKind]:
        raise LookupError("no such round")
    return RoundKind(code)


def sent_outcomes() -> dict[int, RoundOutcome | None]:
    """Return what the form says, by teacher id; whoever stands without an answer is placed where the form says so for the rest."""
    codes = {outcome.value for outcome in RoundOutcome}
    rest = RoundOutcome.PLACED if request.form.get("rest_placed") else None
    return {int(name.removeprefix("outcome-")): RoundOutcome(value) if value in codes else rest
            for name, value in request.form.items() if name.startswith("outcome-") and name.removeprefix("outcome-").isdecimal()}
