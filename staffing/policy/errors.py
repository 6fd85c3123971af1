"""What can be wrong with rule-set files, told with file and key so that an officer's own file can be mended."""

from flask_babel import lazy_gettext as _l

from staffing.errors import StaffingError


class RuleSetError(StaffingError):
    """A rule-set file that cannot be used: which file, which key, what is wrong with it."""

    def __init__(self, file: str, faults: list[tuple[str, str]]) -> None:
        """Keep every fault as (key, problem); the first ones make the message."""
        self.file = file
        self.faults = tuple(faults)
        shown = "; ".join(f"{key}: {problem}" for key, problem in faults[:5])
        super().__init__(_l("Rule file %(file)s cannot be used: %(faults)s", file=file, faults=shown))
        self._text = f"{file}: {shown}"

    def __str__(self) -> str:
        """Return file, keys and problems for logs and the command line."""
        return self._text


class UnknownRuleSetError(StaffingError):
    """No rule set has this code, or none of its versions is in force on the day."""

    def __init__(self, code: str, day: str = "") -> None:
        """Say which rule set was asked for, and for which day."""
        if day:
            message = _l("No version of rule set %(code)s is in force on %(day)s", code=code, day=day)
        else:
            message = _l("There is no rule set %(code)s", code=code)
        super().__init__(message)
        self.code = code
        self.day = day
        self._text = f"no version of rule set {code} in force on {day}" if day else f"no rule set {code}"

    def __str__(self) -> str:
        """Return the message for logs and the command line."""
        return self._text


class MissingChoiceError(StaffingError):
    """The county has not made a choice for which there is no default."""

    def __init__(self, ruleset: str, key: str) -> None:
        """Say which rule set must state which value."""
        super().__init__(_l("Rule set %(ruleset)s must state %(key)s; there is no default", ruleset=ruleset, key=key))
        self.key = key
        self._text = f"rule set {ruleset} must state {key}"

    def __str__(self) -> str:
        """Return the message for logs and the command line."""
        return self._text
