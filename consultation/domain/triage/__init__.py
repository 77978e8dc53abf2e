"""All comments of a consultation, and the selections that officials make of them."""

from .overview import Overview, Spot, overview
from .piles import Pile, piles, unfold
from .selection import select
from .wanted import ANSWERED, ME, NOBODY, NONE, ORDERS, STATES, UNANSWERED, WHOLE, Wanted, is_place

__all__ = [
    "ANSWERED",
    "ME",
    "NOBODY",
    "NONE",
    "ORDERS",
    "STATES",
    "UNANSWERED",
    "WHOLE",
    "Overview",
    "Pile",
    "Spot",
    "Wanted",
    "is_place",
    "overview",
    "piles",
    "select",
    "unfold",
]
