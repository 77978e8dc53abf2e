"""Which paragraph of a new text is which of the old: for a text that comes in whole, from outside the editor."""

from .tying import Tie, align, retie

__all__ = ["Tie", "align", "retie"]
