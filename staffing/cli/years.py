"""Which county, rotation year and rule set a command speaks of."""

import argparse

from staffing.cli.running import the_county
from staffing.cli.words import _
from staffing.errors import StaffingError
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import get_rotation_year
from staffing.schools.models import County


def add_county_and_year(parser: argparse.ArgumentParser) -> None:
    """Give a command its ``--county`` and ``--year``."""
    parser.add_argument("--county", help=_("code of the county, where the database holds several"))
    parser.add_argument("--year", type=int, help=_("school year by its first calendar year (default: the latest)"))


def the_year(options: argparse.Namespace) -> tuple[County, RotationYear]:
    """Return county and rotation year of a command line."""
    county = the_county(options.county)
    try:
        return county, get_rotation_year(county.id, options.year)
    except LookupError:
        raise StaffingError(_("The county has no such rotation year. Open it on the page of the rotation year first.")) from None


def rules_on_first_day(county: County, school_year: int) -> RuleSet:
    """Return the rule set in force when the school year begins."""
    return rules_for(county.ruleset, school_year)
