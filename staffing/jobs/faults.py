"""Why an attempt at a job ends without result: a fault to be told, one worth another attempt, or a lost lease."""

from collections.abc import Mapping


class JobFault(Exception):
    """The job cannot be done; ``code`` is one of its kind's faults, ``numbers`` fill the sentence."""

    def __init__(self, code: str, numbers: Mapping[str, object] | None = None) -> None:
        """Keep code and numbers; neither may hold a name or number of a person."""
        super().__init__(code)
        self.code = code
        self.numbers = dict(numbers or {})


class PassingFault(JobFault):
    """A fault that another attempt may overcome, for example a child process that was killed."""


class LeaseLostError(Exception):
    """Somebody else holds the job now, or it has ended: whatever this attempt still wants to write is void."""


class StoppingError(Exception):
    """The worker stops: the attempt hands its job back and does not count."""
