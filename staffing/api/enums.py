"""What a token may open."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class Resource(LabelledEnum):
    """One kind of record that the interface gives."""

    SCHOOLS = "schools", _l("Schools")
    TEACHERS = "teachers", _l("Teachers")
    ROTATIONS = "rotations", _l("Rotation records in the national layout")
    PLANS = "plans", _l("Plans and proposed moves")
    DECISIONS = "decisions", _l("Decided plans and moves")
    INDICATORS = "indicators", _l("Indicators")


# A school's people see no plans on their pages, so no token of a school does.
OF_COUNTY = frozenset({Resource.PLANS})
