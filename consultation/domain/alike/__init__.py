"""Nearly equal comments: found as they come in, counted and shown together, taken apart by hand."""

from .grouping import group_new, group_rest
from .hands import take_out

__all__ = ["group_new", "group_rest", "take_out"]
