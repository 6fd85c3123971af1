"""A receipt as it is read and printed: what was decided, the reasons, and what follows from it by the rule set."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import current_app
from flask_babel import gettext as _

from staffing.core.filters import show_date
from staffing.core.school_year import full_months
from staffing.decisions.models import DecidedMove, DecidedPlan
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.receipts.models import ReceiptKind, TeacherReceipt
from staffing.receipts.wording import word
from staffing.schools.enums import Location
from staffing.schools.models import SchoolStanding
from staffing.schools.queries import section_names, standings_on

DATES: Final = "RECEIPT_DATES"
ONE_DAY: Final = dt.timedelta(days=1)
Line = tuple[str, str]
# A room above that knows the days of the public notice and of appeals offers them here.
DateOffer = Callable[[DecidedPlan], list[Line]]


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """One receipt in words: what was decided, at most three reasons, what follows, what the person can do."""

    receipt: TeacherReceipt
    school: str
    decision: tuple[Line, ...]
    reasons: tuple[str, ...]
    consequences: tuple[Line, ...]
    remedies: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What all receipts of a version share: rules, names, standings on the day the moves begin, days of notice and appeal."""

    rules: RuleSet
    sections: dict[int, str]
    schools: dict[int, str]
    standings: dict[int, SchoolStanding]
    remedies: tuple[Line, ...]


def frame_of(one: DecidedPlan, schools: dict[int, str], on: dt.date) -> Frame:
    """Return the frame of a version's receipts."""
    rules = rules_for(one.year.ruleset, one.year.school_year)
    return Frame(rules, section_names(one.county_id), schools, standings_on(one.county_id, on), tuple(_remedies(one, rules)))


def show(receipt: TeacherReceipt, frame: Frame) -> ShownReceipt:
    """Return a receipt in words."""
    move = receipt.move
    decision = _decision(move, frame) if move is not None else [(str(_("Decision")), str(receipt.kind.label))]
    consequences = _consequences(move, frame) if move is not None else []
    school = frame.schools.get(receipt.school_id or 0, "—")
    return ShownReceipt(receipt, school, tuple(decision), tuple(word(reason) for reason in receipt.reasons), tuple(consequences), frame.remedies)


def _decision(move: DecidedMove, frame: Frame) -> list[Line]:
    kind = frame.rules.exchange_kinds.get(move.kind)
    wish = _("wish %(place)d", place=move.wish_place) if move.wish_place else _("none of the wishes")
    lines = [
        (_("Decision"), ReceiptKind.MOVED.label), (_("From"), frame.sections.get(move.from_section_id, "—")),
        (_("To"), frame.sections.get(move.to_section_id, "—")), (_("Subject"), move.subject),
        (_("Kind"), kind.value.name if kind else move.kind),
        (_("From when to when"), _("%(first)s to %(last)s", first=show_date(move.starts_on), last=show_date(move.ends_on))),
        (_("Your wish"), wish), (_("Distance between the schools"), _("%(km)s km", km=f"{move.distance_km:.1f}")),
    ]
    return [(str(name), str(value)) for name, value in lines]


def _consequences(move: DecidedMove, frame: Frame) -> list[Line]:
    back = show_date(move.ends_on + ONE_DAY)
    if move.relation_moves:
        post = _("Your personnel relation moves along. What follows on %(day)s is told by the bureau in time.", day=back)
    else:
        post = _("Your personnel relation stays. You return on %(day)s to %(school)s, subject %(subject)s.", day=back,
                 school=frame.sections.get(move.from_section_id, "—"), subject=move.subject)
    lines = [(_("Return"), post), (_("Allowance"), _allowance(move, frame)), (_("Credit for titles"), _credit(move, frame)),
             (_("Housing"), _("Whoever needs it applies for temporary teachers' housing at the receiving school; the school answers."))]
    return [(str(name), str(value)) for name, value in lines]


def _allowance(move: DecidedMove, frame: Frame) -> str:
    standing, stated = frame.standings.get(move.to_section.school_id), frame.rules.service.rural_allowance
    if standing is None or standing.location is not Location.RURAL or stated.value is None:
        return str(_("By the rules no rural allowance is paid at this school."))
    return str(_("Rural teachers' allowance of %(least)s to %(most)s yuan a month, by township (%(clause)s).",
                 least=stated.value.least, most=stated.value.most, clause=stated.citation))


def _credit(move: DecidedMove, frame: Frame) -> str:
    standing, counted = frame.standings.get(move.to_section.school_id), frame.rules.service.counted_schools.value
    needed = frame.rules.service.rural_months_for_senior_title
    if standing is None or not (standing.location.value in counted.locations or (standing.strength and standing.strength.value in counted.strengths)):
        return str(_("The time at this school does not count as service at a rural or weak school."))
    return str(_("Up to %(months)d months count as service at a rural or weak school; %(needed)d are asked for a senior title (%(clause)s).",
                 months=full_months(move.starts_on, move.ends_on + ONE_DAY), needed=needed.value, clause=needed.citation))


def _remedies(one: DecidedPlan, rules: RuleSet) -> list[Line]:
    """Return what a person can do: the days of this year where a room above knows them, else what the rules say."""
    offer: DateOffer | None = current_app.config.get(DATES)
    known = offer(one) if offer is not None else []
    procedure = rules.procedure
    if not known:
        known = [(str(_("Objection during the public notice")), str(_("within the %(days)d working days of the notice, in writing, to the bureau (%(clause)s)",
                                                                     days=procedure.notice_working_days.value, clause=procedure.notice_working_days.citation)))]
    review, appeal = procedure.review_request_days, procedure.teacher_appeal_reply_days
    return [*known, (str(_("Review of the decision")), str(_("within %(days)d days of learning of the decision, in writing, to the bureau (%(clause)s)",
                                            days=review.value, clause=review.citation))),
            (str(_("Formal appeal")), str(_("to the authority named in the Teachers Law, which decides within %(days)d days (%(clause)s)",
                                                   days=appeal.value, clause=appeal.citation)))]
