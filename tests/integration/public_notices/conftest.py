"""What the tests of notices share."""

import pytest

from staffing.core.access import Role
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import create_tiny_county


@pytest.fixture
def tiny(app):
    """Return the tiny county."""
    return create_tiny_county()


@pytest.fixture
def officer_user(tiny):
    """Return an officer of the tiny county."""
    return create_user(county=tiny.county, role=Role.OFFICER)


@pytest.fixture
def decided(tiny):
    """Return a version in force with two moves."""
    return create_decided_plan(tiny)
