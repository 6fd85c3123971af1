"""The study in words: which doubt, what else may be true, what would then change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString, gettext, lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.eligibility.enums import EligibilityState
from staffing.indicators.codes import CellState, Judgement
from staffing.indicators.definitions import BY_CODE as INDICATORS
from staffing.quality.influence.effects import Effect
from staffing.quality.influence.study import Influential, Study
from staffing.quality.wording import title_of
from staffing.schools.enums import Stage
from staffing.teachers.enums import CertificateKind, DegreeLevel
from staffing.teachers.models import Teacher

_: Callable[..., str] = gettext
DOUBTS: Final[Mapping[str, LazyString]] = {
    "history_gap": _l("Years before the first appointment missing"), "stage_against_section": _l("Stage of the post against the section taught at"),
}
ALTERNATIVES: Final[Mapping[str, LazyString]] = {
    "birth_of_number": _l("if the birth date of the identity number is right"), "sex_of_number": _l("if the sex of the identity number is right"),
    "listed_twice": _l("if this record is the one listed twice"), "since_work_began": _l("if the person has served here since %(value)s"),
    "only_service": _l("if only the appointment since %(value)s holds"), "only_employment": _l("if only the employment since %(value)s holds"),
    "employed": _l("if the person is employed as an established teacher"), "still_serving": _l("if the last appointment still runs"),
    "in_post": _l("if the person is at work at the own school"), "retired": _l("if the person has retired"),
    "teaches": _l("if %(value)s is taught"), "stage_of_section": _l("if the stage is that of the section: %(value)s"),
    "certified": _l("if there is a certificate: %(value)s"), "educated": _l("if the education is: %(value)s"),
    "without_degree": _l("if the education does not hold: %(value)s"), "honour_over": _l("if the honour held only its usual time"),
    "honour_void": _l("if the honour does not hold"), "honour_renewed": _l("if the honour was renewed"),
    "deferral_renewed": _l("if the deferral was renewed"), "deferral_proven": _l("if the evidence is there"),
    "deferral_void": _l("if the deferral does not hold"), "rotation_void": _l("if the rotation has ended"),
    "rotation_told": _l("if the exchange is a rotation"), "exchange_void": _l("if the exchange has ended"),
    "no_leader": _l("if the person holds no leading post"), "not_principal": _l("if this person is not the principal"),
}
VALUES: Final[Mapping[str, type[LabelledEnum]]] = {
    "stage_of_section": Stage, "certified": CertificateKind, "educated": DegreeLevel, "without_degree": DegreeLevel,
}


@dataclass(frozen=True, slots=True)
class InfluentialView:
    """One record of the study as a page shows it."""

    one: Influential
    teacher: Teacher | None
    doubt: str
    alternative: str
    effects: tuple[str, ...]

    @property
    def points(self) -> str:
        """Return the influence in points, with one decimal."""
        return f"{self.one.influence / 10:.1f}"


def describe_study(result: Study, teachers: Mapping[int, Teacher], sections: Mapping[int, str]) -> list[InfluentialView]:
    """Return the listed records in words."""
    return [InfluentialView(one, teachers.get(one.teacher_id), str(DOUBTS.get(one.doubt) or title_of(one.doubt)), alternative_words(one),
                            tuple(effect_words(effect, sections) for effect in one.effects)) for one in result.listed]


def alternative_words(one: Influential) -> str:
    """Return what else may be true."""
    value = str(VALUES[one.code](one.value).label) if one.code in VALUES else one.value
    return str(ALTERNATIVES[one.code]) % {"value": value}


def effect_words(effect: Effect, sections: Mapping[int, str]) -> str:
    """Return a changed result in one sentence."""
    return WORDS[effect.kind](dict(effect.details), sections)


Words = Callable[[dict[str, Any], Mapping[int, str]], str]


def _section(details: dict[str, Any], sections: Mapping[int, str]) -> str:
    return sections.get(int(details["section"]), str(details["section"]))


def _may_be_sent(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("may be sent") if details["after"] else _("may no longer be sent")


def _state(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("verdict: %(before)s → %(after)s", **{name: _state_word(str(details[name])) for name in ("before", "after")})


def _state_word(code: str) -> str:
    return _("on no list") if code == "none" else str(EligibilityState(code).label)


def _backbone(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("counts as backbone teacher") if details["after"] else _("no longer counts as backbone teacher")


def _denominator(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("those who qualify: one more") if details["change"] > 0 else _("those who qualify: one fewer")


def _quota(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("needed for the share %(quota)s: %(before)s → %(after)s", **details)


def _cell(details: dict[str, Any], sections: Mapping[int, str]) -> str:
    states = {name: CellState(details[name]).label for name in ("before", "after")}
    return _("%(section)s, %(number)s: %(value_before)s → %(value_after)s, %(before)s → %(after)s", section=_section(details, sections),
             number=INDICATORS[details["indicator"]].number, value_before=f"{details['value_before']:.2f}",
             value_after=f"{details['value_after']:.2f}", **states)


def _section_verdict(details: dict[str, Any], sections: Mapping[int, str]) -> str:
    return _("%(section)s: %(before)s → %(after)s", section=_section(details, sections), **_judgements(details))


def _spread(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("%(stage)s, coefficient of variation of %(number)s: %(value_before)s → %(value_after)s, %(before)s → %(after)s",
             stage=Stage(details["stage"]).label, number=INDICATORS[details["indicator"]].number,
             value_before=f"{details['value_before']:.3f}", value_after=f"{details['value_after']:.3f}", **_judgements(details))


def _stage(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    return _("%(stage)s of the county: %(before)s → %(after)s", stage=Stage(details["stage"]).label, **_judgements(details))


def _judgements(details: dict[str, Any]) -> dict[str, Any]:
    return {name: Judgement(details[name]).label for name in ("before", "after")}


def _shortage(details: dict[str, Any], sections: Mapping[int, str]) -> str:
    return _("%(section)s, %(subject)s: short %(before)s → %(after)s", **{**details, "section": _section(details, sections)})


def _surplus(details: dict[str, Any], sections: Mapping[int, str]) -> str:
    return _("%(section)s, %(subject)s: too many %(before)s → %(after)s", **{**details, "section": _section(details, sections)})


def _places(details: dict[str, Any], _sections: Mapping[int, str]) -> str:
    def words(text: str) -> str:
        return "、".join(str(Stage(code).label) for code in text.split()) or "—"
    return _("stages that the certificates admit: %(before)s → %(after)s", before=words(details["before"]), after=words(details["after"]))


WORDS: Final[Mapping[str, Words]] = {
    "may_be_sent": _may_be_sent, "state": _state, "backbone": _backbone, "denominator": _denominator, "quota": _quota, "cell": _cell,
    "section": _section_verdict, "spread": _spread, "stage": _stage, "shortage": _shortage, "surplus": _surplus, "places": _places,
}
