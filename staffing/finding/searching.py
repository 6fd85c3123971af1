"""Search (查找): several words, each of which must fit somewhere; who fits best comes first.

A word may be a name or its beginning, pinyin whole or by initials, a staff number, the last four characters of an identity
number, a school by any of its names or their initials, a subject, or the word of a closed list (高级教师, 病假).
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from staffing.finding.facets import BY_CODE
from staffing.finding.lines import plain
from staffing.finding.persons import SchoolFacts
from staffing.finding.picture import Picture
from staffing.finding.words import codes_of_word
from staffing.teachers.personal import TAIL, looks_like_id_number, tail_index
from staffing.teachers.pinyin import typed_pinyin

MOST_WORDS: Final = 6
SHORTEST_NUMBER_PART: Final = 3
Scores = npt.NDArray[np.int16]
# What a fit is worth: the whole name before its beginning, a beginning before a part, the person before the school.
WHOLE_NAME, WHOLE_NUMBER, TAIL_FITS, WHOLE_PINYIN, NAME_BEGINS, PINYIN_BEGINS, INITIALS, NUMBER_BEGINS = 100, 100, 95, 90, 80, 70, 65, 60
NAME_HAS, GIVEN_NAME, INITIALS_BEGIN, NUMBER_HAS, OTHER_READING, SCHOOL_WHOLE, WORD, SCHOOL_HAS = 55, 50, 45, 40, 35, 34, 32, 30


def scores_of(picture: Picture, search: str) -> Scores | None:
    """Return how well each person fits the search, 0 for not at all; None if nothing is searched for."""
    words = search_words(search)
    if not words:
        return None
    total = np.zeros(len(picture.persons), dtype=np.int16)
    fits = np.ones(len(picture.persons), dtype=np.bool_)
    for word in words:
        scores = _word_scores(picture, word)
        fits &= scores > 0
        total += scores
    return np.where(fits, total, 0).astype(np.int16)


def search_words(search: str) -> list[str]:
    """Return the words of a search; pinyin typed with blanks between the syllables stays together."""
    text = plain(search)
    if not text or looks_like_id_number(text):
        return []
    return [text] if typed_pinyin(text) else text.split()[:MOST_WORDS]


def schools_matching(schools: Iterable[SchoolFacts], word: str) -> list[tuple[int, SchoolFacts]]:
    """Return the schools that a word may mean, each with what the fit is worth."""
    found = []
    for school in schools:
        value = _school_value(school, word)
        if value:
            found.append((value, school))
    return found


def _word_scores(picture: Picture, word: str) -> Scores:
    lines = picture.lines()
    scores = np.zeros(len(picture.persons), dtype=np.int16)
    for value, pattern in _patterns(word):
        places = lines.places(pattern)
        scores[places] = np.maximum(scores[places], value)
    if TAIL.fullmatch(word.upper()):
        scores[picture.places_of_tail(tail_index(word.upper()))] = TAIL_FITS
    for value, codes in _school_codes(picture, word):
        _raise(scores, picture, "school_id", codes, value)
    for facet, codes in codes_of_word(picture, word).items():
        _raise(scores, picture, facet, codes, WORD)
    return scores


def _patterns(word: str) -> list[tuple[int, str]]:
    """Return what to look for in the lines, each with its worth."""
    spelled = typed_pinyin(word)
    numbers = [(WHOLE_NUMBER, f"#{word}#"), (NUMBER_BEGINS, f"#{word}")]
    if spelled:
        return [
            (WHOLE_PINYIN, f"<{spelled}|"), (WHOLE_PINYIN, f"<{spelled}>"), (PINYIN_BEGINS, f"<{spelled}"), (INITIALS, f"@{spelled}@"),
            (GIVEN_NAME, f"|{spelled}"), (INITIALS_BEGIN, f"@{spelled}"), (OTHER_READING, f"({spelled}"), (OTHER_READING, f"*{spelled}*"), *numbers,
        ]
    if word.isascii():
        return [*numbers, (NUMBER_HAS, word)] if len(word) >= SHORTEST_NUMBER_PART and any(map(str.isdigit, word)) else numbers
    return [(WHOLE_NAME, f"^{word}$"), (NAME_BEGINS, f"^{word}"), (NAME_HAS, word), *numbers]


def _school_value(school: SchoolFacts, word: str) -> int:
    names = [plain(name) for name in school.spoken]
    if word in names or word == school.code.lower():
        return SCHOOL_WHOLE
    if any(word in name for name in names):
        return SCHOOL_HAS
    spelled = typed_pinyin(word)
    if spelled and len(spelled) > 1 and any(spelled in "".join(part[0] for part in name.split()) or name.replace(" ", "").startswith(spelled)
                                            for name in school.spelled):
        return SCHOOL_HAS
    return 0


def _school_codes(picture: Picture, word: str) -> list[tuple[int, list[str]]]:
    found = schools_matching(picture.places.schools.values(), word)
    return [(value, [str(school.id) for worth, school in found if worth == value]) for value in sorted({worth for worth, _school in found})]


def _raise(scores: Scores, picture: Picture, facet: str, codes: Sequence[str], value: int) -> None:
    assert facet in BY_CODE
    table = picture.by_post if facet in picture.by_post.columns else picture.by_person
    items = table.columns[facet].mask(codes, len(table.owner)) & (table.owner >= 0)
    owners = table.owner[items]
    scores[owners] = np.maximum(scores[owners], value)
