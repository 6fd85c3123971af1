"""Cutting the changes of a county's first file into units takes time in proportion to the file."""

from staffing.imports.difference import Changes
from staffing.imports.units import units_of
from tests.helpers import sheets


class Counted(list):
    """A list that knows how often it was gone through."""

    walks = 0

    def __iter__(self):
        """Count a walk from the front."""
        self.walks += 1
        return super().__iter__()

    def __reversed__(self):
        """Count a walk from the end."""
        self.walks += 1
        return super().__reversed__()


def test_the_services_of_all_are_not_gone_through_for_each_fact(county, monkeypatch):
    walks = []

    def counted(changes: Changes, *others):
        changes.new["appointment"] = Counted(changes.new["appointment"])
        units = units_of(changes, *others)
        walks.append(changes.new["appointment"].walks)
        return units

    monkeypatch.setattr("staffing.imports.checking.units_of", counted)
    for teachers in (5, 20):
        checked = sheets.check(sheets.workbook(sheets.invented(teachers)), county)
        assert any(unit.new for unit in checked.units if unit.kind.value == "new_person")
    assert walks[0] == walks[1] <= 5
