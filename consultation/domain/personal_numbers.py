"""What looks like a Swedish personal identity number: people send them by mistake, others' as well as their own."""

import re

from django.utils.translation import gettext as _

LIKE = re.compile(r"(?<![\d-])(?:19|20)?(\d{2})(\d{2})(\d{2})([-+ ]?)(\d{4})(?![\d-])")
COORDINATION = 60


def first(text: str) -> str:
    """The first thing in the text that looks like a personal or coordination number; "" when nothing does."""
    return next((match.group() for match in LIKE.finditer(text) if is_like(match)), "")


def masked(text: str) -> str:
    """The text for the web: what looks like such a number is covered. The words that came in are kept as they are."""
    return LIKE.sub(lambda match: _("[number hidden]") if is_like(match) else match.group(), text)


def is_like(match: re.Match) -> bool:
    """A day that exists, and either the sign that such numbers are written with or a right check digit."""
    year, month, day, sign, last = match.groups()
    if not 1 <= int(month) <= 12 or not 1 <= int(day) % COORDINATION <= 31 or int(day) > 91:
        return False
    return sign in ("-", "+") or checks(year + month + day + last)


def checks(ten: str) -> bool:
    """The last digit by Luhn's rule."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
