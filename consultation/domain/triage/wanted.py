"""What is looked for among the comments, as the address of the list says it."""

from dataclasses import dataclass, fields
from uuid import UUID

WHOLE, NONE, ME, NOBODY = "whole", "none", "me", "nobody"
ANSWERED, UNANSWERED = "answered", "unanswered"
STATES = (ANSWERED, UNANSWERED)
ORDERS = ("number", "newest", "paragraph", "unanswered", "support")


@dataclass(frozen=True)
class Wanted:
    """Empty means all. `place` is a lineage (a heading's: its section) or "whole"; `sender` and `kind` are codes.

    `theme`, `assigned` and `alike` are keys of rows; a theme can be "none", who it is assigned to "me" or "nobody".
    `me` is the key of who looks.
    """

    state: str = ""
    place: str = ""
    sender: str = ""
    kind: str = ""
    theme: str = ""
    assigned: str = ""
    alike: str = ""
    words: str = ""
    order: str = "number"
    me: int = 0

    @property
    def is_all(self) -> bool:
        return not any(getattr(self, each.name) for each in fields(self) if each.name not in ("order", "me"))

    @property
    def assignee(self) -> int | None:
        """Whose comments; None for nobody's."""
        if self.assigned == NOBODY:
            return None
        return self.me if self.assigned == ME else int(self.assigned)


def is_place(place: str) -> bool:
    """Whether a word of an address can name a place at all."""
    if place == WHOLE:
        return True
    try:
        UUID(place)
    except ValueError:
        return False
    return True
