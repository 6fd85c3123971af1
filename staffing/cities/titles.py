"""How the log calls cities and their runs, and what is done with them; loaded with the operations."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.cities.models import CityRun, CityRunCounty

tell_record(CityRun, _l("City run"), {
    "id": _l("Record number"), "city_id": _l("City"), "school_year": _l("School year"), "name": _l("Name of the plans"),
    "time_limit_s": _l("Longest search in seconds"), "created_by": _l("Asked for by"), "counties": _l("Counties"),
    "tasks": _l("Number of tasks"),
})
tell_record(CityRunCounty, _l("County of a city run"), {
    "id": _l("Record number"), "run_id": _l("City run"), "county_id": _l("County"), "plan_id": _l("Number of the plan"),
    "job_id": _l("Number of the task"), "refusal": _l("Why not asked"),
})
tell_actions({
    "city.make": _l("City recorded"), "city.join": _l("County put into a city"), "city.start": _l("City run started"),
    "city.restart": _l("Unfinished counties of a city run started again"), "city.cancel": _l("City run cancelled"),
})
