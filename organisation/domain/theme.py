"""The colours of the site: light and dark, derived from the municipality's two colours with contrast kept."""

import hashlib
from functools import lru_cache

from organisation.domain.colour import at_luminance, contrast, hue, luminance, readable

CONTRAST = 4.5
# A shade beyond the deepest surface that a button's words stand on, "surface-active" below.
PRESSED = {"light": "#e5e5e5", "dark": "#464646"}
TOWARDS = {"light": "darker", "dark": "lighter"}

# Fixed colours, tried for contrast against each other; what depends on the municipality is derived below.
LIGHT = {
    "paper": "#ffffff",
    "ground": "#f6f5f1",
    "ink": "#1c1f20",
    "ink-2": "#53585a",
    "line": "#dedbd3",
    "line-2": "#8b887f",
    "ins": "#0e5529",
    "ins-bg": "#e0f2e4",
    "del": "#8c2618",
    "del-bg": "#fbe9e5",
    "draft": "#664700",
    "draft-bg": "#fbf4e1",
    "draft-line": "#b98a1d",
    "danger": "#a3180b",
    "mark": "#fff3c4",
}
DARK = {
    "paper": "#14181a",
    "ground": "#1b2022",
    "ink": "#e8e6e0",
    "ink-2": "#a9b0b2",
    "line": "#343b3e",
    "line-2": "#788286",
    "ins": "#93dcab",
    "ins-bg": "#14341f",
    "del": "#f4ada0",
    "del-bg": "#431d17",
    "draft": "#eccb7c",
    "draft-bg": "#2c2512",
    "draft-line": "#9a7a2a",
    "danger": "#ff9e90",
    "mark": "#4a3f14",
}
SHADOWS = {
    "light": "0 1px 2px rgb(28 31 32/.10), 0 12px 32px rgb(28 31 32/.16)",
    "dark": "0 0 0 1px #3d4548, 0 16px 40px rgb(0 0 0/.6)",
}

# The steps of Designsystemet's scales, as luminance: the same steps whatever the hue.
SCALE = {
    "light": {
        "background-default": 0.991,
        "background-tinted": 0.893,
        "surface-default": 0.991,
        "surface-tinted": 0.870,
        "surface-hover": 0.830,
        "surface-active": 0.800,
        "border-subtle": 0.509,
        "border-default": 0.198,
        "text-default": 0.027,
        "base-contrast-subtle": 0.789,
    },
    "dark": {
        "background-default": 0.009,
        "background-tinted": 0.015,
        "surface-default": 0.021,
        "surface-tinted": 0.028,
        "surface-hover": 0.036,
        "surface-active": 0.055,
        "border-subtle": 0.080,
        "border-default": 0.219,
        "text-default": 0.842,
        "base-contrast-subtle": 0.009,
    },
}
NEUTRAL = {"light": ("#8a8266", 0.006), "dark": ("#7c868a", 0.006)}


def tokens(mode: str, profile: str, action: str) -> dict[str, str]:
    """Every colour of one mode ("light" or "dark"); text on its ground has a contrast of at least 4.5."""
    own = dict(LIGHT if mode == "light" else DARK)
    own["official"] = tint(mode, profile)
    own["profile"] = band(mode, profile)
    own["on-profile"] = "#ffffff" if contrast("#ffffff", own["profile"]) >= CONTRAST else "#000000"
    grounds = [own["paper"], own["ground"], own["official"]]
    own["bar"] = readable(profile, grounds, TOWARDS[mode], 3.0)
    own["action"] = readable(lifted(mode, action), [*grounds, PRESSED[mode]], TOWARDS[mode], CONTRAST)
    own["action-hover"] = further(mode, own["action"], 0.6)
    return own | accent(mode, own) | neutral(mode, own)


def tint(mode: str, profile: str) -> str:
    """The pale (or deep) ground under the municipality's own words."""
    _light, chroma, angle = hue(profile)
    if mode == "light":
        return at_luminance(0.87, min(chroma, 0.012), angle)
    return at_luminance(0.026, min(chroma, 0.04), angle)


def band(mode: str, profile: str) -> str:
    """The band at the top: the colour itself; in the dark lifted or lowered, to be seen without glaring."""
    if mode == "light":
        return profile
    _light, chroma, angle = hue(profile)
    return at_luminance(min(max(luminance(profile), 0.14), 0.17), chroma * 1.2, angle)


def lifted(mode: str, action: str) -> str:
    """In the dark, links are light: a colour just above the contrast that is asked for looks dim."""
    if mode == "light" or luminance(action) >= 0.5:
        return action
    _light, chroma, angle = hue(action)
    return at_luminance(0.5, chroma, angle)


def further(mode: str, colour: str, much: float) -> str:
    """The same colour under the pointer: darker in light, lighter in the dark, the other way at the very end."""
    _light, chroma, angle = hue(colour)
    now = luminance(colour)
    if mode == "light":
        return at_luminance(now * (1 - much) if now > 0.02 else now + 0.05 * much, chroma, angle)
    return at_luminance(now + (1 - now) * much if now < 0.85 else now * (1 - much / 2), chroma, angle)


def accent(mode: str, own: dict[str, str]) -> dict[str, str]:
    """Designsystemet's accent scale (buttons, inputs, focus) in the action colour."""
    _light, chroma, angle = hue(own["action"])
    scale = {step: at_luminance(value, min(chroma, 0.06), angle) for step, value in SCALE[mode].items()}
    scale |= {
        "border-strong": own["action"],
        "text-subtle": own["action"],
        "base-default": own["action"],
        "base-hover": further(mode, own["action"], 0.4),
        "base-active": further(mode, own["action"], 0.65),
        "base-contrast-default": "#ffffff" if mode == "light" else "#000000",
    }
    return {f"ds-color-accent-{step}": value for step, value in scale.items()}


def neutral(mode: str, own: dict[str, str]) -> dict[str, str]:
    """Designsystemet's neutral scale in our own warm (light) or cool (dark) grey."""
    seed, chroma = NEUTRAL[mode]
    angle = hue(seed)[2]
    scale = {step: at_luminance(value, chroma, angle) for step, value in SCALE[mode].items()}
    scale |= {
        "background-default": own["paper"],
        "surface-default": own["paper"],
        "border-strong": own["ink-2"],
        "text-subtle": own["ink-2"],
        "text-default": own["ink"],
        "base-default": own["ink"],
        "base-contrast-default": own["paper"],
    }
    return {f"ds-color-neutral-{step}": value for step, value in scale.items()}


@lru_cache(maxsize=16)
def stylesheet(profile: str, action: str, arms_light: str, arms_dark: str) -> str:
    """The theme's CSS: light, dark, and whichever the reader's system asks for. The arms are addresses of our own."""
    blocks = {}
    for mode, arms in (("light", arms_light), ("dark", arms_dark)):
        lines = [f"  --{name}: {value};" for name, value in tokens(mode, profile, action).items()]
        lines += [f"  --shadow: {SHADOWS[mode]};", f"  color-scheme: {mode};", f"  --arms: url({quoted(arms)});"]
        blocks[mode] = "\n".join(lines)
    return (
        f":root, [data-color-scheme=light] {{\n{blocks['light']}\n}}\n"
        f"[data-color-scheme=dark] {{\n{blocks['dark']}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n[data-color-scheme=auto] {{\n{blocks['dark']}\n}}\n}}\n"
    )


def quoted(address: str) -> str:
    """An address as a CSS string: nothing in a file's name can end it."""
    safe = (
        sign if sign.isascii() and (sign.isalnum() or sign in "/._-:~%") else f"\\{ord(sign):x} " for sign in address
    )
    return '"' + "".join(safe) + '"'


def fingerprint(css: str) -> str:
    """Twelve hexadecimal signs that change when the theme does."""
    return hashlib.sha256(css.encode()).hexdigest()[:12]
