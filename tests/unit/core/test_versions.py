"""Optimistic locking: every class that has a version lets the database count it."""

import pytest

from staffing.core.database import Base, Versioned
from staffing.core.versions import require_version
from staffing.errors import StaleVersionError
from staffing.schools.models import School
from staffing.teachers.models import Teacher


def test_every_versioned_class_counts_its_versions_when_mapped():
    mapped = {mapper.class_: mapper.version_id_col for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)}
    assert {School, Teacher} <= set(mapped)
    assert [cls.__name__ for cls, column in mapped.items() if column is None or column.name != "version"] == []


def test_version_is_refused_when_older_than_the_stored_one():
    with pytest.raises(StaleVersionError):
        require_version(School(version=3), 2)


@pytest.mark.parametrize("version", [3, None])
def test_version_passes_when_it_is_the_stored_one_or_not_asked(version):
    require_version(School(version=3), version)
