"""Words, spaces and signs of a text as units for comparing; never half a grapheme, never half a link target."""

import re
import unicodedata

# A link's target and a tag are one unit each, so that no mark can land inside them. A character that
# joins or follows another (accent, emoji's colour, joiner) stays with it; so do pairs of flag letters.
FOLLOWS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a51\u0abc-\u0acd"
    "\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ece\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u20d0-\u20f0"
    "\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
)
REST = rf"(?:[{FOLLOWS}]|\u200d[^\s])*"
UNIT = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)"
    r"|</?[A-Za-z][^<>]*>"
    r"|\s+"
    rf"|(?:[^\W_]{REST})+"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}{REST}"
    rf"|.{REST}",
    re.S,
)


def tokenise(text: str) -> list[str]:
    """The units of a text; joined they are the text."""
    return UNIT.findall(text)


def key(unit: str) -> str:
    """What makes two units the same: white space is alike, and so is a letter however it is encoded."""
    if unit.isascii():
        return " " if unit.isspace() else unit
    return " " if unit.isspace() else unicodedata.normalize("NFC", unit)


def is_word(unit: str) -> bool:
    return unit[0].isalnum()
