"""How a step of the tour fails: what was expected, and what came."""


class Failed(Exception):
    """A step that did not do what it should."""

    def __init__(self, expected: str, came: str) -> None:
        super().__init__(f"expected {expected}, but {came} came")
        self.expected, self.came = expected, came


def expect(holds: object, expected: str, came: object) -> None:
    """Fails the step unless it holds."""
    if not holds:
        raise Failed(expected, str(came))
