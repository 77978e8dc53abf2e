"""Styles and list numbering of an OpenDocument text."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from drafts.domain.office.numerals import shown

from .names import get, name

FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
FAR = 12


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: `bullet`, one of FORMATS, or nothing."""

    kind: str
    prefix: str = ""
    suffix: str = ""
    shows: int = 1
    start: int = 1


class Styles:
    """Looks styles up in the text's own and in the file's common ones."""

    def __init__(self, *roots: Element | None) -> None:
        self.by_name: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for style in root.iter(name("style:style")) if root is not None else ():
                self.by_name[get(style, "style:family"), get(style, "style:name")] = style
            for style in root.iter(name("text:list-style")) if root is not None else ():
                self.lists[get(style, "style:name")] = dict(levels(style))
            for style in root.iter(name("text:outline-style")) if root is not None else ():
                self.outline = dict(levels(style))

    def chain(self, family: str, style: str) -> list[Element]:
        """The style and its parents, nearest first."""
        found: list[Element] = []
        while (family, style) in self.by_name and len(found) < FAR:
            found.append(self.by_name[family, style])
            style = get(found[-1], "style:parent-style-name")
        return found

    def names(self, family: str, style: str) -> list[str]:
        """What the user sees as the names of the style and its parents, in small letters."""
        own = [get(each, "style:display-name") or get(each, "style:name") for each in self.chain(family, style)]
        return [each.replace("_20_", " ").replace("_", " ").lower() for each in own or [style]]

    def says(self, family: str, style: str, attribute: str) -> str:
        """A property of the style, or of the first parent that has it."""
        for each in self.chain(family, style):
            for properties in each:
                found = get(properties, attribute)
                if found:
                    return found
        return ""

    def is_unnumbered(self, style: str) -> bool:
        """Whether the style, or the first parent that says anything of it, takes the number of a heading away."""
        lists = (each.get(name("style:list-style-name")) for each in self.chain("paragraph", style))
        return next((found for found in lists if found is not None), None) == ""

    def own(self, family: str, style: str, attribute: str) -> str:
        """A property of the style itself."""
        chain = self.chain(family, style)[:1]
        return next((get(each, attribute) for holder in chain for each in holder if get(each, attribute)), "")


def levels(style: Element) -> Iterator[tuple[int, Level]]:
    for each in style:
        kind = each.tag.rpartition("}")[2]
        if not kind.startswith(("list-level-style", "outline-level-style")):
            continue
        depth = int(get(each, "text:level", "1") or 1)
        if kind == "list-level-style-bullet" or kind == "list-level-style-image":
            yield depth, Level("bullet")
            continue
        yield (
            depth,
            Level(
                FORMATS.get(get(each, "style:num-format"), ""),
                get(each, "style:num-prefix"),
                get(each, "style:num-suffix"),
                whole(get(each, "text:display-levels"), 1),
                whole(get(each, "text:start-value"), 1),
            ),
        )


def whole(text: str, default: int = 0) -> int:
    return int(text) if text.isdigit() and len(text) < 8 else default


class Counter:
    """The numbers of one list or of the headings, by depth from 1."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def step(self, scheme: dict[int, Level], depth: int, start: int | None = None) -> str:
        """Counts one on at a depth and returns its number as `scheme` shows it."""
        level = scheme.get(depth, Level(""))
        self.counts = {at: count for at, count in self.counts.items() if at <= depth}
        if start is not None:
            self.counts[depth] = start
        else:
            self.counts[depth] = self.counts[depth] + 1 if depth in self.counts else level.start
        if not level.kind or level.kind == "bullet":
            return ""
        figures = [
            shown(self.counts.get(at, scheme.get(at, level).start), scheme.get(at, level).kind or "decimal")
            for at in range(max(1, depth - level.shows + 1), depth + 1)
        ]
        return f"{level.prefix}{'.'.join(figures)}{level.suffix}".strip()
