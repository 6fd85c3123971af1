"""Propose for each word of a file which of our words it stands for; what no table knows stays open until the officer decides."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from staffing.core.columns import ValueKind
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.values import ValueFault
from staffing.imports.cells import plain_word
from staffing.imports.foreign.mapping import LEFT_OUT, BookMapping
from staffing.imports.foreign.targets import Target, targets
from staffing.imports.foreign.words import known_words, subject_words
from staffing.schools.directory import SchoolDirectory

SCHOOL_COLUMNS: Final = frozenset({"personnel_school", "school"})
FREE_COLUMNS: Final = frozenset({"ethnic_group", "political_status"})
GRADE: Final = re.compile(r"(\d{1,2}|十[一二三]?|[一二三四五六七八九])(?:级|$)")
OTHER_TRACK: Final = re.compile("管理|工勤|技术工|普通工")
CHINESE_NUMBERS: Final = {word: place for place, word in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"), start=1)}
# Words that mean that there is nothing to tell; they are shown as left out, not silently dropped.
NOTHING_WORDS: Final = frozenset({"无", "暂无", "没有", "不详", "未知"})
CODE: Final = re.compile(r"^\d+\s*[-－—:：.、]\s*")


@dataclass(frozen=True, slots=True)
class WordLine:
    """One word of the file: how often it stands there, what it becomes (None: to be decided), and whether it is itself one of ours."""

    word: str
    count: int
    meaning: str | None
    same: bool
    place: int = 0


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of one column, those to be decided first, with what they may become."""

    target: Target
    lines: tuple[WordLine, ...]
    choices: tuple[str, ...]

    @property
    def open(self) -> int:
        """Return how many words wait for a decision."""
        return sum(line.meaning is None for line in self.lines)


def word_tables(counted: Mapping[str, Counter[str]], mapping: BookMapping, schools: SchoolDirectory, *, choices: Mapping[str, tuple[str, ...]]) -> list[WordTable]:
    """Return the words of every column that are to be looked at. ``choices``: the county's own words by target, where it has some."""
    tables = []
    for code, words in counted.items():
        target = targets()[code]
        decided = mapping.words.get(code, {})
        lines = [_line(target, word, count, decided, schools, place) for place, (word, count) in enumerate(words.items())]
        allowed = _choices(target, schools, choices)
        tables.append(WordTable(target, tuple(sorted(lines, key=lambda one: (one.meaning is not None, one.same, -one.count))), allowed))
    return sorted(tables, key=lambda table: -table.open)


def _line(target: Target, word: str, count: int, decided: Mapping[str, str], schools: SchoolDirectory, place: int) -> WordLine:
    meaning = decided.get(word) if word in decided else propose_word(target, word, schools)
    return WordLine(word, count, meaning, meaning is not None and meaning == word, place)


def propose_word(target: Target, word: str, schools: SchoolDirectory) -> str | None:
    """Return what a word stands for by the tables of words, None if no table knows it."""
    column = target.column
    if column.code in SCHOOL_COLUMNS:
        found = schools.find(values.plain_text(word))
        return schools.names[found[0]] if len(found) == 1 else None
    if column.kind is ValueKind.TRUTH:
        return truth_of(word)
    if column.code == "post_grade":
        return grade_of(word)
    meaning = subject_words().get(word.replace(" ", "")) if column.kind is ValueKind.SUBJECT else _listed_meaning(target, word)
    if meaning is None and column.code in FREE_COLUMNS:
        return word
    return LEFT_OUT if meaning is None and says_nothing(word) else meaning


def says_nothing(word: str) -> bool:
    """True if a word says that there is nothing to tell, with or without the code before it (0-无 in the national system)."""
    return CODE.sub("", word) in NOTHING_WORDS


def truth_of(word: str) -> str | None:
    """Return 是 or 否, None for another word."""
    try:
        return "是" if values.to_truth(word) else "否"
    except ValueFault:
        return None


def _listed_meaning(target: Target, word: str) -> str | None:
    """Return what the tables of words and the column's own list say."""
    column = target.column
    plain = plain_word(word)
    known = known_words(target.block.sheet.code, column.code)
    meaning = known.get(word.lower()) or known.get(plain) or known.get(word.partition("-")[0])
    if meaning:
        return meaning
    return next((choice.label for choice in column.choices if plain in map(plain_word, (choice.label, choice.code, *choice.synonyms))), None)


def grade_of(word: str) -> str | None:
    """Return the grade of a professional post (专业技术十级 → 10); a post of another track has none and is left out."""
    text = values.plain_text(word).replace(" ", "")
    if OTHER_TRACK.search(text):
        return LEFT_OUT
    found = GRADE.search(text)
    if not found:
        return LEFT_OUT if says_nothing(word) else None
    number = int(found[1]) if found[1].isdigit() else CHINESE_NUMBERS.get(found[1], 0)
    return str(number) if 1 <= number <= 13 else None


def _choices(target: Target, schools: SchoolDirectory, county: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    column = target.column
    if column.code in SCHOOL_COLUMNS:
        return tuple(sorted(schools.names.values()))
    if column.kind is ValueKind.SUBJECT:
        return tuple(dict.fromkeys(subject_words().values()))
    if column.kind is ValueKind.TRUTH:
        return ("是", "否")
    if column.code == "post_grade":
        return tuple(map(str, range(1, 14)))
    listed = dict.fromkeys(known_words(target.block.sheet.code, column.code).values())
    return county.get(target.code) or tuple(choice.label for choice in column.choices) or tuple(listed)


def fill_words(mapping: BookMapping, tables: list[WordTable]) -> None:
    """Write the proposals into the mapping, so that what is read is what was shown."""
    for table in tables:
        kept = mapping.words.setdefault(table.target.code, {})
        for line in table.lines:
            if line.meaning is not None:
                kept.setdefault(line.word, line.meaning)


def open_words(tables: list[WordTable]) -> int:
    """Return how many words wait for a decision."""
    return sum(table.open for table in tables)
