"""Writing in a draft, paragraph by paragraph: identity, ties, numbers and history are kept up by each act."""

from .acts import insert, join, move, remove, rewrite, split
from .guards import draft_for_writing, fresh, refuse_resting, stale
from .order import renumber
from .writing import remember, writing

__all__ = [
    "draft_for_writing",
    "fresh",
    "insert",
    "join",
    "move",
    "refuse_resting",
    "remember",
    "remove",
    "renumber",
    "rewrite",
    "split",
    "stale",
    "writing",
]
