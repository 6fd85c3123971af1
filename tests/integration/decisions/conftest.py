"""What the tests of decisions share: the tiny county and its persons."""

import pytest

from staffing.core.access import Role
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county


@pytest.fixture
def tiny(app):
    """Return the tiny county."""
    return create_tiny_county()


@pytest.fixture
def leader(tiny):
    """Return a leader of the bureau."""
    return create_user(county=tiny.county, role=Role.LEADER)


@pytest.fixture
def reviewer(tiny):
    """Return another officer."""
    return create_user(county=tiny.county, role=Role.OFFICER)
