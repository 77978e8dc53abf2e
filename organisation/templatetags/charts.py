"""Charts drawn by the server as SVG: every bar has its number beside it in words."""

from django import template

register = template.Library()

WIDTH = 600
GAP = 2
BAR = 200


@register.inclusion_tag("components/outcome_bar.html")
def outcome_bar(parts: list[dict], label: str) -> dict:
    """One bar in parts. `parts`: {"code", "count", "words"} each; those without any are left out."""
    shown = [part for part in parts if part["count"]]
    room = WIDTH - GAP * max(len(shown) - 1, 0)
    whole = sum(part["count"] for part in shown)
    drawn, at = [], 0.0
    for part in shown:
        width = room * part["count"] / whole
        drawn.append(part | {"x": f"{at:.1f}", "width": f"{width:.1f}"})
        at += width + GAP
    return {"parts": drawn, "label": label}


@register.inclusion_tag("components/by_day.html")
def by_day(days: list[tuple], title: str, unit: str) -> dict:
    """Columns for (day, number), in a box of 10 units a day by 100, and the same as a table headed by `unit`."""
    most = max(days, key=lambda day: day[1])
    columns = [
        {
            "x": 10 * n + 1,
            "y": f"{100 - 100 * count / (most[1] or 1):.1f}",
            "height": f"{100 * count / (most[1] or 1):.1f}",
        }
        for n, (_day, count) in enumerate(days)
    ]
    return {"days": days, "columns": columns, "most": most, "title": title, "unit": unit}


@register.inclusion_tag("components/bars.html")
def bars(rows: list[dict], kind: str = "o", sum_words: str = "", most: int = 0) -> dict:
    """A list of bars; `most` sets the scale where several lists share it. `rows`: {"words" or "code", "count"},
    and for kind "m" (where in the text) "number", "href", "behind" (how many led to a change) and "note"."""
    most = most or max((row["count"] for row in rows), default=0) or 1
    drawn = [
        row | {"width": f"{BAR * row['count'] / most:.1f}", "of_it": f"{BAR * row.get('behind', 0) / most:.1f}"}
        for row in rows
    ]
    return {"rows": drawn, "kind": kind, "sum_words": sum_words, "sum": sum(row["count"] for row in rows)}
