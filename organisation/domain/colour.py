"""Colour as numbers: luminance and contrast as WCAG counts them, hue as OKLCH does."""

import math


def rgb(colour: str) -> tuple[float, float, float]:
    """A colour written #rrggbb as linear light, 0 to 1."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(colour: str) -> float:
    red, green, blue = rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def hue(colour: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma and angle (radians) in OKLCH."""
    red, green, blue = rgb(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def hexadecimal(light: float, chroma: float, angle: float) -> str | None:
    """The colour as "#rrggbb", or None where no screen can show it."""
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
    )
    if any(part < -0.0005 or part > 1.0005 for part in parts):
        return None
    return "#" + "".join(f"{round(255 * gamma(min(max(part, 0), 1))):02x}" for part in parts)


def gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def at_luminance(wanted: float, chroma: float, angle: float) -> str:
    """The colour of that hue nearest to the wanted luminance; chroma gives way where the screen has none."""
    low, high, found = 0.0, 1.0, "#808080"
    for _step in range(20):
        light = (low + high) / 2
        found = shown(light, chroma, angle)
        if luminance(found) < wanted:
            low = light
        else:
            high = light
    return found


def shown(light: float, chroma: float, angle: float) -> str:
    """The colour with as much of its chroma as a screen can show."""
    while chroma > 0:
        if colour := hexadecimal(light, chroma, angle):
            return colour
        chroma -= 0.006
    return hexadecimal(light, 0, angle) or ("#000000" if light < 0.5 else "#ffffff")


def readable(colour: str, grounds: list[str], towards: str, ratio: float) -> str:
    """The colour itself if it has that contrast on every ground; else the nearest darker (or lighter) that has."""
    if all(contrast(colour, ground) >= ratio for ground in grounds):
        return colour
    _light, chroma, angle = hue(colour)
    if towards == "darker":
        limit = (min(luminance(ground) for ground in grounds) + 0.05) / ratio - 0.05
        steps = [limit * (1 - step / 12) for step in range(13)]
        last = "#000000"
    else:
        limit = (max(luminance(ground) for ground in grounds) + 0.05) * ratio - 0.05
        steps = [limit + (1 - limit) * step / 12 for step in range(13)]
        last = "#ffffff"
    candidates = (at_luminance(step, chroma, angle) for step in steps if 0 <= step <= 1)
    return next((found for found in candidates if all(contrast(found, ground) >= ratio for ground in grounds)), last)
