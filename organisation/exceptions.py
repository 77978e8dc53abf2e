"""What an act answers when it cannot be done now: a whole sentence for the user."""


class ActRefused(Exception):
    """The act is not possible now. `str()` is a whole translated sentence for the user."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class Stale(ActRefused):
    """Somebody else saved in between; `current` is the row as it stands now."""

    def __init__(self, message: object, current: object = None) -> None:
        super().__init__(message)
        self.current = current
