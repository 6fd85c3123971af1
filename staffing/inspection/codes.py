"""Closed lists of inspection: where stints come from, checks of honesty, routes of a flow, causes, links of evidence."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class StintSource(LabelledEnum):
    """Where a year's moves are read (核查来源)."""

    DECIDED = "decided", _l("Decided version in force")
    PLAN = "plan", _l("Newest plan with moves")
    RECORDS = "records", _l("Rotations on record")


class HonestyCheck(LabelledEnum):
    """A sign that the share is met on paper only (真实性核查项)."""

    SAME_ENTITY = "same_entity", _l("Moves inside one legal entity")
    TOO_SHORT = "too_short", _l("Shorter than the least length")
    NOT_FRONT_LINE = "not_front_line", _l("Shadowing, secondment or office work")
    NOT_ARRIVED = "not_arrived", _l("No teaching at the receiving school on record")
    REPEATED = "repeated", _l("The same persons again and again")
    WEAKER = "weaker", _l("Outgoing teachers weaker than their school")
    SWAPPED_BACK = "swapped_back", _l("Pairs that swap, returns counted as rotations")
    OTHER_SUBJECT = "other_subject", _l("Teaches another subject on arrival")


class Route(LabelledEnum):
    """How teachers came into the countryside or left it in a year (流动途径)."""

    ROTATION = "rotation", _l("Rotation begun")
    RETURN = "return", _l("Return from a rotation")
    SELECTION = "selection", _l("Selection and other transfers")
    RECRUITMENT = "recruitment", _l("Recruitment")
    RETIREMENT = "retirement", _l("Retirement")
    RESIGNATION = "resignation", _l("Resignation and other departures")


class FlowGroup(LabelledEnum):
    """Whose flow is counted (流动人群)."""

    TEACHERS = "teachers", _l("All full-time teachers")
    BACKBONE = "backbone", _l("Backbone teachers")
    PE_ARTS = "pe_arts", _l("PE and arts teachers")


class Figure(LabelledEnum):
    """A figure that a school reports to the education statistics (教育事业统计数)."""

    TEACHERS = "teachers", _l("Full-time teachers")
    PUPILS = "pupils", _l("Pupils")
    ABOVE_DEGREE = "above_degree", _l("With a degree above the required one")
    BACKBONE = "backbone", _l("Backbone teachers of county level and above")
    PE_ARTS = "pe_arts", _l("PE and arts teachers")


class Cause(LabelledEnum):
    """Why a figure differs from the statistics (差异原因), as far as records tell."""

    LENT_OUT = "lent_out", _l("Hold a post here, teach elsewhere")
    FROM_ELSEWHERE = "from_elsewhere", _l("Teach here, hold a post elsewhere")
    CAME_SINCE = "came_since", _l("Came after the day of the statistics")
    LEFT_SINCE = "left_since", _l("Left after the day of the statistics")
    NOT_COUNTED_EMPLOYMENT = "not_counted_employment", _l("Form of employment or category does not count as full-time teacher")
    NOT_AT_WORK = "not_at_work", _l("On the list, but not at work")
    OTHER_YEAR = "other_year", _l("The report gives the figures of the school year before")


class Link(LabelledEnum):
    """One link of a person's chain of evidence (证据链环节)."""

    VERDICT = "verdict", _l("Verdict on eligibility")
    DECISION = "decision", _l("Approval of the plan")
    NOTICE = "notice", _l("Public notice")
    ORDER = "order", _l("Transfer order")
    ARRIVAL = "arrival", _l("Arrival")
    ASSESSMENT = "assessment", _l("Yearly appraisal")


class PackageState(LabelledEnum):
    """Where an evidence package stands (佐证包状态)."""

    MAKING = "making", _l("Being made")
    WAITING = "waiting", _l("Waits for a second person")
    READY = "ready", _l("Can be downloaded")
    FAILED = "failed", _l("Could not be made")
