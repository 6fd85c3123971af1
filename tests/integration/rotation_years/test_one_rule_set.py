"""One rotation year, one version of the rules: lists, need, plan and pages all go by the one in force on 1 September."""

import datetime as dt

from staffing.core.access import Role
from staffing.eligibility.operations import decide_list
from staffing.needs.queries import need_year
from staffing.plans.models import PlanOrigin
from staffing.plans.operations import create_plan, plan_basis
from staffing.rotation_years.operations import open_rotation_year
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher


def test_first_year_of_a_new_version_goes_by_it_everywhere(county, client_as):
    """北京 2021 begins on 1 September 2021; by the cut-off day, 31 August, no version would be in force."""
    county.ruleset, county.school_year = "beijing", 2021
    create_teacher(section=create_section(school=create_school(county=county), school_year=2021), since=dt.date(2012, 9, 1))
    year = open_rotation_year(county, school_year=2021)
    assert year.cut_off_on == dt.date(2021, 8, 31)
    listed = decide_list(year)
    plan = create_plan(year, name="方案一", origin=PlanOrigin.PROPOSED, created_by=None)
    found = {listed.ruleset_digest, need_year(county).rules.digest, plan_basis(plan, time_limit_s=5).rules.digest}
    assert len(found) == 1
    assert (listed.ruleset, listed.ruleset_version) == ("beijing", "2021")
    officer = client_as(Role.OFFICER)
    for address in ("/rotation-year/", "/needs/", f"/plans/{plan.id}/settings", "/eligibility/"):
        assert officer.get(address, follow_redirects=True).status_code == 200, address
