"""The columns of all sheets: complete, unambiguous, as long as the stored columns allow, and in the data dictionary."""

import pathlib

import pytest
from sqlalchemy import String

from staffing.core.columns import ValueKind
from staffing.core.spreadsheets.tables import heading_index, plain_heading
from staffing.imports.catalogue import ALL_SHEETS, TABLES
from staffing.imports.cells import plain_word
from staffing.imports.dictionary import dictionary_text
from staffing.imports.exporting import OTHER_NAMES, TABLE_OF
from staffing.imports.storing import stored_table

ROOT = pathlib.Path(__file__).parents[3]
TABLE_OF_SHEET = {**TABLE_OF, "schools": "school", "teachers": "teacher", "hardware": "section_year", "intents": "intent"}


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.code)
def test_codes_and_headings_of_a_sheet_are_unique(sheet):
    assert len({column.code for column in sheet.columns}) == len(sheet.columns)
    assert len({plain_heading(column.heading) for column in sheet.columns}) == len(sheet.columns)


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.code)
def test_every_heading_finds_its_own_column(sheet):
    index = heading_index({column.code: (column.heading, *column.aliases) for column in sheet.columns})
    assert {index[plain_heading(column.heading)]: column.code for column in sheet.columns} == {column.code: column.code for column in sheet.columns}


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.code)
def test_no_word_of_a_choice_means_two_things(sheet):
    for column in sheet.columns:
        meanings = {}
        for choice in column.choices:
            for word in (choice.label, *choice.synonyms):
                assert meanings.setdefault(plain_word(word), choice.code) == choice.code, (column.heading, word)


@pytest.mark.parametrize("sheet", [sheet for sheet in ALL_SHEETS if sheet.code in TABLE_OF_SHEET], ids=lambda sheet: sheet.code)
def test_no_text_can_be_longer_than_its_stored_column(sheet):
    table = stored_table(TABLES[TABLE_OF_SHEET[sheet.code]])
    names = OTHER_NAMES.get(sheet.code, {})
    for column in sheet.columns:
        stored = table.c.get(names.get(column.code, column.code))
        if stored is not None and isinstance(stored.type, String) and column.kind in (ValueKind.TEXT, ValueKind.NAME, ValueKind.CODE, ValueKind.SUBJECT, ValueKind.LIST):
            assert 0 < column.limit <= stored.type.length, column.heading


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.code)
def test_every_free_text_has_a_limit_and_every_choice_its_words(sheet):
    for column in sheet.columns:
        if column.kind in (ValueKind.TEXT, ValueKind.NAME, ValueKind.CODE, ValueKind.SUBJECT, ValueKind.LIST):
            assert column.limit, column.heading
        if column.kind is ValueKind.CHOICE and (sheet.code, column.code) not in {("rotations", "kind"), ("deferrals", "ground")}:
            assert column.choices, column.heading


def test_the_data_dictionary_is_current():
    """Run ``python -m staffing.imports.dictionary`` after changing a column."""
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == dictionary_text()
