"""Letters of symbol fonts, which mean nothing outside them, as the signs that they look like."""

WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
SYMBOL = {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xAE: "→", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0x6D: "μ"}


def sign(font: str, code: str) -> str:
    """The sign for a letter of a symbol font; nothing where none is known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    letter = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    table = WINGDINGS if font.lower().startswith("wingdings") else SYMBOL if font.lower() == "symbol" else {}
    if letter in table:
        return table[letter]
    plain = font.lower() not in ("symbol", "webdings") and not font.lower().startswith("wingdings")
    return chr(letter) if plain and 0x20 <= letter < 0xE000 else ""


def private(letter: str) -> str:
    """The sign for a letter of the private area, where files keep those of symbol fonts; nothing where none is."""
    number = ord(letter) - 0xF000
    return SYMBOL[number] if number == 0xB7 else WINGDINGS.get(number, "")
