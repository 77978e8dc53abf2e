"""The two pictures of the papers: a QR code and the bar of outcomes. Each says in words what it shows."""

from collections.abc import Sequence

import segno
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, FOOT = 1650, 110, 170
LABEL = '<text x="{}" y="152" fill="{}" font-family="Sans" font-size="34">{}</text>'
INK, WHITE = "#16191b", "#ffffff"
FONT = 'font-family="Sans" font-weight="600" font-size="39" text-anchor="middle"'
HATCH = 14


def qr(address: str, words: str) -> SafeString:
    """A QR code as one path, with its quiet zone; words are its alternative text."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in _dark(row))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {n} {n}" shape-rendering="crispEdges">'
        '<title>{words}</title><rect width="{n}" height="{n}" fill="#fff"/><path d="{path}" fill="#000"/></svg>',
        n=len(rows),
        words=words,
        path=path,
    )


def _dark(row: list[int]) -> list[tuple[int, int]]:
    """Where each dark stretch of a row begins and how long it is."""
    stretches: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and stretches and sum(stretches[-1]) == x:
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + 1)
        elif dark:
            stretches.append((x, 1))
    return stretches


def bar(shares: Sequence[tuple[str, int]], colour: str) -> SafeString:
    """A bar of counts in the order given, told apart without colour too; a table beside it has the same numbers."""
    shares = [(label, count) for label, count in shares if count]
    total = sum(count for _label, count in shares)
    if not total:
        return SafeString("")
    tones = _tones(colour)
    parts, x = [], 0.0
    for i, (label, count) in enumerate(shares):
        width = WIDTH * count / total
        parts.append(_field(x, width, count, *tones[i % len(tones)]))
        if width > 18 * len(label) + 10:
            parts.append(format_html(LABEL, f"{x + 6:.1f}", INK, label))
        x += width
    words = ", ".join(f"{label} {count}" for label, count in shares)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 {} {}"><title>{}</title>{}'
        '<rect x="1" y="1" width="{}" height="{}" fill="none" stroke="#16191b" stroke-width="2"/></svg>',
        WIDTH,
        FOOT,
        _("A bar: %(words)s. The same numbers stand in the table below.") % {"words": words},
        format_html_join("", "{}", ((part,) for part in parts)),
        WIDTH - 2,
        HEIGHT - 2,
    )


def _tones(colour: str) -> list[tuple[str, str]]:
    """Grounds and the ink on them: the colour, half of it, hatched ("" is hatched), three greys."""
    half = "#" + "".join(f"{(int(colour[i : i + 2], 16) + 255) // 2:02x}" for i in (1, 3, 5))
    return [(colour, WHITE), (half, INK), ("", INK), ("#d9dddb", INK), ("#eceeed", INK), (WHITE, INK)]


def _field(x: float, width: float, count: int, ground: str, ink: str) -> SafeString:
    parts = [
        format_html(
            '<rect x="{}" y="0" width="{}" height="{}" fill="{}"/>', f"{x:.1f}", f"{width:.1f}", HEIGHT, ground or WHITE
        )
    ]
    if not ground:
        parts.append(_hatching(x, width))
    middle = x + width / 2
    if width > 24 * len(str(count)) + 12:
        if not ground:
            parts.append(format_html('<rect x="{}" y="30" width="76" height="50" fill="#fff"/>', f"{middle - 38:.1f}"))
        number = '<text x="{}" y="69" fill="{}" ' + FONT + ">{}</text>"
        parts.append(format_html(number, f"{middle:.1f}", ink, count))
    parts.append(format_html('<path d="M{} 0v{}" stroke="#16191b" stroke-width="2"/>', f"{x:.1f}", HEIGHT))
    return format_html_join("", "{}", ((part,) for part in parts))


def _hatching(x: float, width: float) -> SafeString:
    """Slanting lines cut to the field: a pattern fill would be an image, and blurred in print."""
    path, start = "", HATCH
    while start < width + HEIGHT:
        top, foot = min(start, width), max(start - HEIGHT, 0.0)
        path += f"M{x + top:.1f} {start - top:.1f}L{x + foot:.1f} {start - foot:.1f}"
        start += HATCH
    return format_html('<path d="{}" stroke="#8b9093" stroke-width="2.5"/>', path)
