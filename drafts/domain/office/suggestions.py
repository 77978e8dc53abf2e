"""Tracked changes as the user wants them: taken, left out, or told as suggestions, one for each block and author."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from drafts.domain.markdown.notes import REFERENCE
from drafts.exceptions import TextRefused

from .reading import Reading
from .tracked import Tracked

MOST = 12


def read(file: Tracked, tracked: str, progress: Callable[[int], None]) -> Reading:
    """The file's text. `suggest` reads it without any change, and then once more for each author."""
    progress(20)
    if tracked == "reject":
        reading = without_changes(file)
    elif tracked == "suggest" and file.changes:
        reading = suggested(file, progress)
    else:
        reading = file.read()
    reading.tracked = len(file.changes)
    reading.authors = [author for author, _count in Counter(change.author for change in file.changes).most_common()]
    progress(90)
    return reading


def without_changes(file: Tracked) -> Reading:
    """The text as it was before anybody changed it. Refused when there was none."""
    try:
        return file.read(lambda author: False)
    except TextRefused:
        if not file.changes:
            raise
        file.read()
        raise TextRefused(
            _("Without its tracked changes the file has no words. Try it once more, and accept the changes.")
        ) from None


def suggested(file: Tracked, progress: Callable[[int], None]) -> Reading:
    """The text without changes, each author's changes beside it."""
    base = without_changes(file)
    authors = [author for author, _count in Counter(change.author for change in file.changes).most_common()]
    for left_out in authors[MOST:]:
        base.losses.add("authors", left_out)
    for step, author in enumerate(authors[:MOST], start=1):
        progress(20 + 70 * step // (len(authors[:MOST]) + 1))
        changed = file.read(lambda other, own=author: other == own, labels=base.labels)
        base.revisions += revisions(base, changed, author, file)
    base.revisions.sort(key=lambda row: (row["block"], row["kind"] == "new", row["at"]))
    return base


def revisions(base: Reading, other: Reading, author: str, file: Tracked) -> list[dict]:
    """One author's changes, a row for each block: its wording with them and without.

    A new paragraph is told of the block before it (-1: none is); a paragraph that was parted keeps both halves.
    """
    at = {change.place: change.at for change in file.changes if change.author == author}
    home = {number: i for i, numbers in enumerate(base.sources) for number in numbers}
    texts: dict[int, list[str]] = {i: [] for i, numbers in enumerate(base.sources) if numbers}
    written = _with_labels_of(base, other, home)
    rows = []
    for block, numbers in zip(other.text.blocks, other.sources, strict=True):
        here = sorted({home[number] for number in numbers if number in home})
        if here:
            texts[here[0]].append(written(block.text))
        elif any(number in at for number in numbers):
            rows.append(row(before(numbers[0], home), author, latest(numbers, at), written(block.text), "", "new"))
    for i, said in texts.items():
        old = base.text.blocks[i].text
        if "\n\n".join(said) != old:
            kind = "edit" if said else "remove"
            rows.append(row(i, author, latest(base.sources[i], at), "\n\n".join(said), old, kind))
    return rows


def _with_labels_of(base: Reading, other: Reading, home: dict[int, int]) -> Callable[[str], str]:
    """Writes words of `other` with the labels that notes have in `base`; a note that is new there comes along."""
    labels, added = {}, {}
    for block, numbers in zip(other.text.blocks, other.sources, strict=True):
        if block.kind == "note":
            at = next((home[number] for number in numbers if number in home), None)
            labels[block.marker] = base.text.blocks[at].marker if at is not None else f"new{block.marker}"
            if at is None:
                added[block.marker] = f"[^new{block.marker}]: {block.text}"

    def written(text: str) -> str:
        notes = [added[label] for label in REFERENCE.findall(text) if label in added]
        text = REFERENCE.sub(lambda found: f"[^{labels.get(found[1], found[1])}]", text)
        return "\n\n".join([text, *notes])

    return written


def before(number: int, home: dict[int, int]) -> int:
    """The block that a new paragraph stands after."""
    earlier = [other for other in home if other < number]
    return home[max(earlier)] if earlier else -1


def latest(numbers: Iterable[int], at: dict[int, str]) -> str:
    return max((at[number] for number in numbers if number in at), default="")


def row(block: int, author: str, at: str, text: str, base: str, kind: str) -> dict:
    return {"block": block, "author": author[:200], "at": at, "text": text, "base": base, "kind": kind}
