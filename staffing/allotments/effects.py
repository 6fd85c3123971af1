"""What allotments do to the county's quotas, and what named backbone teachers would do to L2. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from staffing.allotments.gathering import Ground
from staffing.allotments.models import AllotmentKind
from staffing.core.exact import ceil_exact, floor_exact
from staffing.indicators.formulas import amount_needed, disperse
from staffing.indicators.results import CountyAssessment, SectionAssessment

Numbers = Mapping[AllotmentKind, Mapping[int, int]]
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class QuotaEffect:
    """One demand on the numbers: what they come to, what is needed, and whether that is met."""

    code: str
    number: int
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """The sums against the quotas; the schools whose numbers cannot be met, by reason; sums by zone."""

    quotas: tuple[QuotaEffect, ...]
    over_eligible: tuple[str, ...]
    over_outflow: tuple[str, ...]
    over_backbone: tuple[str, ...]
    zones: tuple[tuple[str, int, int], ...]


def effects_of(ground: Ground, numbers: Numbers) -> Effects:
    """Return what these numbers do to the county."""
    send, backbone, receive = (numbers.get(kind, {}) for kind in (AllotmentKind.SEND, AllotmentKind.BACKBONE, AllotmentKind.RECEIVE))
    sent, needed = sum(send.values()), ceil_exact(ground.share * ground.base)
    least_backbone = ceil_exact(ground.backbone_share * sent)
    quotas = (
        QuotaEffect("send", sent, needed, sent >= needed),
        QuotaEffect("backbone", sum(backbone.values()), least_backbone, sum(backbone.values()) >= least_backbone),
        QuotaEffect("receive", sum(receive.values()), sent, sum(receive.values()) == sent),
    )
    outflow = ground.send_rule.outflow_share
    return Effects(
        quotas,
        _named(ground, lambda key: send.get(key, 0) > ground.facts[key].eligible),
        _named(ground, lambda key: send.get(key, 0) > floor_exact(outflow * ground.facts[key].staff)),
        _named(ground, lambda key: backbone.get(key, 0) > min(send.get(key, 0), ground.facts[key].backbone)),
        _by_zone(ground, send, receive))


def _named(ground: Ground, breaks: Callable[[int], bool]) -> tuple[str, ...]:
    return tuple(school.name for school in ground.schools if breaks(school.id))


def _by_zone(ground: Ground, send: Mapping[int, int], receive: Mapping[int, int]) -> tuple[tuple[str, int, int], ...]:
    sums: dict[str, list[int]] = {}
    for school in ground.schools:
        line = sums.setdefault(ground.zones.get(school.id, ""), [0, 0])
        line[0] += send.get(school.id, 0)
        line[1] += receive.get(school.id, 0)
    return tuple((zone, one, two) for zone, (one, two) in sorted(sums.items(), key=lambda item: (not item[0], item[0])))


@dataclass(frozen=True, slots=True)
class StageEffect:
    """L2 of one stage before and after the named teachers: sections that reach it, and the 差异系数."""

    stage: str
    sections: int
    reached: tuple[int, int]
    cv: tuple[float | None, float | None]


def backbone_effects(assessment: CountyAssessment, places: Mapping[int, int]) -> list[StageEffect]:
    """Return what so many newly named backbone teachers at each school would do to L2, if all stay there.

    A school with two sections gets them where L2 lacks most persons first.
    """
    added = _by_section(assessment.sections, places)
    effects = []
    for stage in assessment.stages:
        sections = [one for one in assessment.sections if one.stage == stage.stage and one.is_measured and one.cell("backbone").resource is not None]
        before = [Fraction(one.cell("backbone").resource or 0) for one in sections]
        after = [number + added.get(one.key, 0) for one, number in zip(sections, before, strict=True)]
        pupils = [one.pupils for one in sections]
        effects.append(StageEffect(
            stage.stage, len(sections), (_reached(sections, before), _reached(sections, after)),
            (disperse(before, pupils, scale=HUNDRED).cv, disperse(after, pupils, scale=HUNDRED).cv)))
    return effects


def _reached(sections: Sequence[SectionAssessment], persons: Sequence[Fraction]) -> int:
    return sum(number >= amount_needed(one.cell("backbone").threshold or 0, one.pupils, scale=HUNDRED)
               for one, number in zip(sections, persons, strict=True))


def _by_section(sections: Sequence[SectionAssessment], places: Mapping[int, int]) -> dict[str, int]:
    added: dict[str, int] = {}
    for school_id, number in places.items():
        own = sorted((one for one in sections if one.school == str(school_id) and one.is_measured),
                     key=lambda one: (-(one.cell("backbone").missing or 0), one.key))
        left = number
        for one in own:
            taken = min(left, int(one.cell("backbone").missing or 0))
            added[one.key], left = taken, left - taken
        if own and left:
            added[own[0].key] += left
    return added
