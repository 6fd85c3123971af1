"""The one error of the package: a document or an instance that cannot be taken, and where the fault stands."""


class InstanceError(ValueError):
    """An instance or a solution is refused; `path` is the JSON path of the fault, like `$.teachers[3].wishes[0]`."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message

    def __reduce__(self) -> tuple[type["InstanceError"], tuple[str, str]]:
        """Keep both parts when the error crosses a process boundary."""
        return InstanceError, (self.path, self.message)
