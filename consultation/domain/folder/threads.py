"""Threads of comments as django-comments-xtd numbers them, for many comments at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consultation.domain.folder.entries import CommentEntry
from consultation.domain.participation import DEEPEST


@dataclass
class Thread:
    """Where a comment stands among those that it answers and that answer it: what xtd's columns hold."""

    parent: str = ""
    level: int = 0
    children: list[str] = field(default_factory=list)
    order: int = 1
    nested: int = 0
    root: str = ""


def threaded(entries: Sequence[CommentEntry]) -> dict[str, Thread]:
    """Each comment's thread; a reply that would lie too deep hangs on the deepest comment above that can bear it."""
    by_id = {entry.id: entry for entry in entries}
    threads: dict[str, Thread] = {}
    for entry in entries:
        line = [entry.id]
        while line[-1] not in threads and by_id[line[-1]].parent in by_id:
            line.append(by_id[line[-1]].parent)
        for each in reversed(line):
            if each not in threads:
                threads[each] = hung(by_id[each].parent, threads)
    for entry in entries:
        if threads[entry.id].parent:
            threads[threads[entry.id].parent].children.append(entry.id)
    for entry in entries:
        if not threads[entry.id].parent:
            walk(entry.id, threads)
    return threads


def hung(parent: str, threads: dict[str, Thread]) -> Thread:
    """A new thread row under `parent`, or a thread of its own."""
    if parent not in threads:
        return Thread()
    while threads[parent].level >= DEEPEST:
        parent = threads[parent].parent
    return Thread(parent=parent, level=threads[parent].level + 1)


def walk(root: str, threads: dict[str, Thread]) -> int:
    """Numbers a thread in reading order, as xtd does: each reply after all that answers the ones before it."""
    order, waiting = 0, [root]
    inside: list[str] = []
    while waiting:
        each = waiting.pop()
        order += 1
        threads[each].order, threads[each].root = order, root
        inside.append(each)
        waiting.extend(reversed(threads[each].children))
    for each in reversed(inside):
        threads[each].nested = sum(1 + threads[child].nested for child in threads[each].children)
    return order
