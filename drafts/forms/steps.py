"""What the editor's script sends, read with mistrust: JSON that is a sitting, steps and little else."""

import re
from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from drafts.domain.editing.changes import Form
from drafts.domain.steps import Insert, Move, Remove, Rewrite, Step, Title, Told
from drafts.models import Paragraph

MOST_STEPS = 2000
MOST_CHARACTERS = 1_000_000
LARGEST = 2**31 - 1
UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")
FIELDS = {
    "rewrite": ("lineage", "revision", "kind", "level", "marker", "text", "seen"),
    "insert": ("lineage", "after", "kind", "level", "marker", "text", "split_from", "seen"),
    "remove": ("lineage", "revision", "merged_into", "seen"),
    "move": ("lineage", "revision", "after"),
    "title": ("text", "seen"),
}


class Unreadable(ValueError):
    """What was sent is not what the editor sends; the words are a sentence for the user."""

    def __init__(self) -> None:
        super().__init__(_("What the editor sent could not be read. Load the page again."))


def text(value: object) -> str:
    """A string that every database can keep: without NUL and without half a character."""
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS or UNKEEPABLE.search(value):
        raise Unreadable
    return value


def lineage(value: object) -> UUID:
    try:
        return UUID(text(value))
    except ValueError:
        raise Unreadable from None


def lineage_or_none(value: object) -> UUID | None:
    return None if value is None else lineage(value)


def count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise Unreadable
    return value


def form(sent: dict) -> Form:
    """Kind, level and marker of a step."""
    kind, level, marker = text(sent.get("kind")), count(sent.get("level", 0)), text(sent.get("marker", ""))
    if kind not in Paragraph.Kind.values or level > 6 or len(marker) > 60:
        raise Unreadable
    return Form(kind, level, marker)


def told(sent: dict) -> Told | None:
    """What the window has heard of others, if it says so."""
    return Told(count(sent["told"]), seen(sent, "behind")) if sent.get("told") else None


def seen(sent: dict, name: str = "seen") -> dict[UUID, int]:
    """Paragraphs, each at the revision that was seen."""
    named = sent.get(name, {})
    if not isinstance(named, dict) or len(named) > MOST_STEPS:
        raise Unreadable
    return {lineage(each): count(revision) for each, revision in named.items()}


def rewrite(sent: dict) -> Rewrite:
    revision = count(sent.get("revision"))
    return Rewrite(lineage(sent.get("lineage")), revision, form(sent), text(sent.get("text")), seen(sent))


def insert(sent: dict) -> Insert:
    origin, after = lineage_or_none(sent.get("split_from")), lineage_or_none(sent.get("after"))
    return Insert(lineage(sent.get("lineage")), after, form(sent), text(sent.get("text")), origin, seen(sent))


def remove(sent: dict) -> Remove:
    into = lineage_or_none(sent.get("merged_into"))
    return Remove(lineage(sent.get("lineage")), count(sent.get("revision")), into, seen(sent))


def move(sent: dict) -> Move:
    count(sent.get("revision", 0))
    return Move(lineage(sent.get("lineage")), lineage_or_none(sent.get("after")))


def title(sent: dict) -> Title:
    return Title(text(sent.get("text")), text(sent.get("seen")))


READERS: dict[str, Callable[[dict], Step]] = {
    "rewrite": rewrite,
    "insert": insert,
    "remove": remove,
    "move": move,
    "title": title,
}


def steps(value: object) -> list[Step]:
    """The steps of a save, or of a buffer; `Unreadable` when one of them is not one."""
    if not isinstance(value, list) or len(value) > MOST_STEPS:
        raise Unreadable
    read = []
    for each in value:
        reader = READERS.get(each.get("do")) if isinstance(each, dict) and isinstance(each.get("do"), str) else None
        if reader is None:
            raise Unreadable
        read.append(reader(each))
    return read


def kept(value: object) -> list[dict]:
    """The steps as they are kept in a buffer: what was sent, and nothing but steps."""
    steps(value)
    return [{"do": each["do"]} | {name: each[name] for name in FIELDS[each["do"]] if name in each} for each in value]
