"""How the log calls scenarios and sweeps and what is done with them; loaded with their operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.plans.scenarios.models import Scenario, ScenarioSet, Sweep

SET: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"),
    "base_plan_id": _l("Starts from the plan"), "name": _l("Name"), "created_by": _l("Made by"),
}
SCENARIO: Final = {
    "id": _l("Record number"), "set_id": _l("Set of scenarios"), "plan_id": _l("Number of the plan"), "name": _l("Name"),
    "chosen_at": _l("Chosen"), "settings": _l("Settings that differ from the rule set"), "staying": _l("Who may not move"),
}
SWEEP: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "plan_id": _l("Number of the plan"), "setting": _l("Setting"),
    "points": _l("Values"), "results": _l("Results"), "created_by": _l("Made by"), "finished_at": _l("Ended"), "job": _l("Number of the task"),
}

tell_record(ScenarioSet, _l("Set of scenarios"), SET)
tell_record(Scenario, _l("Scenario"), SCENARIO)
tell_record(Sweep, _l("Sensitivity sweep"), SWEEP)
tell_actions({
    "scenarios.create": _l("Set of scenarios begun"), "scenarios.add": _l("Scenario added"), "scenarios.choose": _l("Scenario chosen as a plan"),
    "scenarios.remove": _l("Scenario removed"), "scenarios.delete": _l("Set of scenarios deleted"), "sweep.start": _l("Sweep asked for"),
    "sweep.go_on": _l("Rest of a sweep asked for"), "sweep.delete": _l("Sweep deleted"), "sweep.solved": _l("Sweep came in"),
})
