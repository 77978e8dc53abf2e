"""Numbers as lists show them: letters, Roman numerals, figures."""

ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


def shown(number: int, kind: str) -> str:
    """`number` in a word processor's number format `kind`; one that is not known is shown in figures."""
    match kind:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none" | "bullet":
            return ""
    return str(number)


def letters(number: int) -> str:
    """a to z, then aa, bb as word processors count."""
    if number < 1:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 20)


def roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    text = ""
    for value, figure in ROMAN:
        times, number = divmod(number, value)
        text += figure * times
    return text


STYLES = {
    "LowerAlpha": "lowerLetter",
    "UpperAlpha": "upperLetter",
    "LowerRoman": "lowerRoman",
    "UpperRoman": "upperRoman",
}


def label_of(number: int, style: dict | None, delimiter: dict | None) -> str:
    """An item's number as pandoc's tree says that it is shown."""
    figure = shown(number, STYLES.get(style["t"] if style else "", "decimal"))
    match delimiter["t"] if delimiter else "":
        case "TwoParens":
            return f"({figure})"
        case "OneParen":
            return f"{figure})"
    return f"{figure}."
