"""Time the indicators on an invented county: ``python -m staffing.indicators.benchmark [--teachers N] [--repeat N]``.

Measures what comes after loading: counting by both bases, then the whole assessment of both. Figures: docs/benchmarks-indicators.md.
"""

import argparse
import logging
import statistics
import sys
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from staffing.indicators.assessment import assess_both, list_persons
from staffing.indicators.codes import Basis, Manner
from staffing.indicators.columns import HonourColumns, SectionColumns, ServiceColumns, TeacherColumns
from staffing.indicators.counting import count
from staffing.indicators.from_ruleset import build_quality_policy, build_vocabularies
from staffing.indicators.lookups import Vocabularies, build_lookups
from staffing.indicators.policy import IndicatorPolicy
from staffing.indicators.scope import SectionFacts
from staffing.policy.deciding import rules_for
from staffing.policy.ruleset import DEFAULT_CODE
from staffing.schools.enums import Stage

SUBJECTS: Final = ("语文", "数学", "外语", "科学", "体育", "音乐", "美术", "道德与法治")
TEACHERS_PER_SECTION: Final = 85
SHARE_ROTATED, SHARE_HONOURED = 0.05, 0.2
DATE: Final = np.datetime64("2027-09-01")


@dataclass(frozen=True, slots=True)
class County:
    """An invented county as columns and section facts."""

    teachers: TeacherColumns
    honours: HonourColumns
    services: ServiceColumns
    sections: SectionColumns
    facts: tuple[SectionFacts, ...]


def generate_county(size: int, seed: int, words: Vocabularies) -> County:
    """Return a county with so many teachers, some of them rotated, some honoured."""
    random = np.random.default_rng(seed)
    section_count = max(2, size // TEACHERS_PER_SECTION)
    stages = (np.arange(section_count) % 3 == 0).astype(np.int16)
    pupils = random.integers(40, 2400, section_count)
    home = random.integers(0, section_count, size)
    rotated = np.flatnonzero(random.random(size) < SHARE_ROTATED)
    everyone = np.arange(size)
    subject = random.integers(0, len(SUBJECTS), size).astype(np.int16)
    stays = ~np.isin(everyone, rotated)
    services = ServiceColumns(
        np.concatenate([everyone, rotated]), np.concatenate([home, random.integers(0, section_count, rotated.size)]),
        np.concatenate([subject, subject[rotated]]),
        np.concatenate([np.ones(size, bool), np.zeros(rotated.size, bool)]),
        np.concatenate([stays, np.ones(rotated.size, bool)]),
        np.full(size + rotated.size, 1000),
        np.concatenate([np.full(size, words.manner.place(Manner.ORDINARY)),
                        np.full(rotated.size, words.manner.place(Manner.ROTATION))]).astype(np.int16))
    sections = SectionColumns(stages, (pupils >= 50) & (pupils <= 99))
    return County(_generate_teachers(size, random, words), _generate_honours(size, random, words), services, sections,
                  _generate_facts(pupils, stages))


def _generate_teachers(size: int, random: np.random.Generator, words: Vocabularies) -> TeacherColumns:
    def some(codes: tuple[str, ...]) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
        return random.integers(0, len(codes), size).astype(np.int16)

    return TeacherColumns(some(words.category.codes), some(words.employment.codes), some(words.duty.codes),
                          some(words.degree.codes), some(words.title.codes))


def _generate_honours(size: int, random: np.random.Generator, words: Vocabularies) -> HonourColumns:
    holders = random.integers(0, size, int(size * SHARE_HONOURED))
    awarded = DATE - random.integers(0, 4000, holders.size).astype("timedelta64[D]")
    return HonourColumns(holders, random.integers(1, len(words.honour.codes), holders.size).astype(np.int16), awarded,
                         awarded + np.timedelta64(1825, "D"))


def _generate_facts(pupils: np.ndarray[tuple[int], np.dtype[np.int64]],
                    stages: np.ndarray[tuple[int], np.dtype[np.int16]]) -> tuple[SectionFacts, ...]:
    names = tuple(Stage)
    return tuple(SectionFacts(
        f"s{row}", f"s{row}", names[stage], "primary_school", "county", "rural", int(number),
        {"teaching_area": Fraction(5 * int(number)), "sports_area": Fraction(9 * int(number)),
         "equipment_value": Fraction(2600 * int(number)), "multimedia_rooms": Fraction(int(number), 40)})
        for row, (number, stage) in enumerate(zip(pupils, stages, strict=True)))


def time_county(county: County, policy: IndicatorPolicy, words: Vocabularies) -> tuple[float, float]:
    """Return the seconds of counting and of the assessment by both bases."""
    start = time.perf_counter()
    counts = count(county.teachers, county.honours, county.services, county.sections,
                   build_lookups(policy.counting, words), on=DATE)
    counted = time.perf_counter()
    keys = [facts.key for facts in county.facts]
    assess_both(policy, county.facts, home=list_persons(counts, keys, Basis.HOME),
                host=list_persons(counts, keys, Basis.HOST))
    return counted - start, time.perf_counter() - counted


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and report medians and worst cases."""
    parser = argparse.ArgumentParser(prog="python -m staffing.indicators.benchmark", description=__doc__)
    parser.add_argument("--teachers", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    policy = build_quality_policy(rules_for(DEFAULT_CODE, 2027))
    words = build_vocabularies(SUBJECTS)
    runs = []
    for number in range(options.repeat):
        runs.append(time_county(generate_county(options.teachers, options.seed + number, words), policy, words))
    counting, assessing = zip(*runs, strict=True)
    log = logging.getLogger(__name__)
    log.info("%d teachers, %d sections, %d runs", options.teachers, max(2, options.teachers // TEACHERS_PER_SECTION),
             options.repeat)
    for name, values in (("counting, both bases", counting), ("assessment, both bases", assessing)):
        log.info("%-24s median %.3f s, worst %.3f s", name, statistics.median(values), max(values))
    return 0


if __name__ == "__main__":
    sys.exit(main())
