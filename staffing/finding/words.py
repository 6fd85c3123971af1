"""Words that name a code of a filter (高级教师, 本科, 病假, 英语, a zone, a township): what the sheets call it and what the pages call it."""

import functools
from collections import defaultdict
from typing import Final

from flask_babel import get_locale

from staffing.core.columns import Choice
from staffing.finding.facets import FACETS
from staffing.finding.lines import plain
from staffing.finding.picture import Picture
from staffing.imports.cells import SUBJECT_WORDS
from staffing.schools.columns import LOCATIONS, STAGES
from staffing.teachers import columns

CHOICES: Final[dict[str, tuple[Choice, ...]]] = {
    "stage": STAGES, "location": LOCATIONS, "title": columns.TITLE_LEVELS, "backbone": columns.BACKBONE_LEVELS, "degree": columns.DEGREE_LEVELS,
    "certificate": columns.CERTIFICATE_KINDS, "status": columns.STATUSES, "sex": columns.SEXES, "employment": columns.EMPLOYMENTS,
    "category": columns.CATEGORIES, "leader": columns.LEADER_ROLES,
}
NAMED: Final = ("subject", "township")


def codes_of_word(picture: Picture, word: str) -> dict[str, list[str]]:
    """Return the codes that a word names, by facet."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for facet, code in _listed_words(str(get_locale())).get(word, ()):
        found[facet].append(code)
    if len(word) > 1 and not word.isascii():
        # 病假 stands for 长病假 as well; in the other lists a part of a word (教师, 小学) would mean everybody.
        found["status"] += [choice.code for choice in columns.STATUSES
                            if any(word in plain(name) for name in (choice.label, *choice.synonyms)) and choice.code not in found["status"]]
    for facet in NAMED:
        found[facet] += [code for code in picture.by_post.columns[facet].known if plain(code) == word]
    found["subject"] += [subject for other, subject in SUBJECT_WORDS.items() if plain(other) == word]
    found["zone"] += [str(zone) for zone, name in picture.places.zones.items() if plain(name) == word]
    return {facet: codes for facet, codes in found.items() if codes}


@functools.lru_cache(maxsize=4)
def _listed_words(locale: str) -> dict[str, list[tuple[str, str]]]:
    """Return every word of the closed lists, as the sheets and as the pages in this language say them."""
    words: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for facet, choices in CHOICES.items():
        for choice in choices:
            for word in (choice.label, *choice.synonyms):
                if not word.isdigit():
                    words[plain(word)].append((facet, choice.code))
    for item in FACETS:
        for member in item.words or ():
            words[plain(str(member.label))].append((item.code, member.value))
    return dict(words)
