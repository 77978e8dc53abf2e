"""The acts on one paragraph of a draft, each a transaction of its own."""

import uuid

from drafts.models import Descent, Paragraph, Policy
from organisation.models import User

from . import changes
from .guards import fresh
from .writing import writing


def rewrite(
    paragraph: Paragraph,
    text: str,
    *,
    revision: int,
    kind: str | None = None,
    level: int | None = None,
    marker: str | None = None,
    by: User,
) -> Paragraph:
    """New words for one paragraph of the draft, or another kind, level or marker; it keeps its lineage.

    `revision` is the one that the writer saw: if another has saved since, `Stale` is raised with
    the paragraph as it is now, and nothing is written. Refused when the words would make several
    paragraphs or another kind. A given approval is taken back when something changes.
    """
    with writing(paragraph.version.policy, by=by) as desk:
        now = fresh(paragraph, desk.draft)
        form = changes.Form(
            *(old if new is None else new for old, new in zip(form_of(now), (kind, level, marker), strict=True))
        )
        return changes.rewrite(desk, now, text, form, revision=revision)


def insert(
    policy: Policy,
    text: str,
    *,
    after: Paragraph | None,
    kind: str = "paragraph",
    key: uuid.UUID | None = None,
    by: User,
) -> Paragraph:
    """A new paragraph in the draft after `after` (None: first). A heading and an item take the level of `after`.

    `key` becomes its lineage: with a key that was used already, the paragraph is there and nothing happens;
    with that of a paragraph that was removed, it comes back with its ties.
    """
    with writing(policy, by=by) as desk:
        posted = desk.draft.paragraphs.filter(lineage=key).first() if key else None
        if posted:
            return posted
        after = fresh(after, desk.draft) if after else None
        form = changes.Form(kind, changes.level_for(kind, after), "")
        place = desk.row(after) if after else None
        return changes.insert(desk, text, form, after=place, lineage=key or uuid.uuid4())


def remove(paragraph: Paragraph, *, revision: int, by: User) -> list[Descent]:
    """Takes a paragraph out of the draft; its ties say that it was removed, its history stays.

    Returns the ties (Descent) that now say so. `Stale` as in `rewrite`.
    """
    with writing(paragraph.version.policy, by=by) as desk:
        return changes.remove(desk, fresh(paragraph, desk.draft), revision=revision)


def split(
    paragraph: Paragraph, first: str, second: str, *, key: uuid.UUID | None = None, revision: int, by: User
) -> tuple[Paragraph, Paragraph]:
    """Makes two of one: the first half keeps the lineage, the second (`key`) is new and tied to the same past.

    `Stale` and refused as in `rewrite`; with a key that was used already, nothing happens.
    """
    with writing(paragraph.version.policy, by=by) as desk:
        now = fresh(paragraph, desk.draft)
        posted = desk.draft.paragraphs.filter(lineage=key).first() if key else None
        if posted:
            return now, posted
        form = form_of(now)
        now = changes.rewrite(desk, now, first, form, revision=revision)
        lineage = key or uuid.uuid4()
        rest = changes.insert(desk, second, form, after=desk.row(now), lineage=lineage, split_from=now)
        return now, rest


def join(paragraph: Paragraph, into: Paragraph, text: str, *, revision: int, seen: int, by: User) -> Paragraph:
    """Makes one of two: `into` keeps its lineage and gets the joined text, its ties reach what both came from.

    `revision` is that of the paragraph that goes, `seen` that of `into`; `Stale` and refused as in `rewrite`.
    """
    with writing(paragraph.version.policy, by=by) as desk:
        into = fresh(into, desk.draft)
        into = changes.rewrite(desk, into, text, form_of(into), revision=seen)
        changes.remove(desk, fresh(paragraph, desk.draft), revision=revision, merged_into=into)
        return into


def move(paragraph: Paragraph, *, after: Paragraph | None, by: User) -> Paragraph:
    """Sets a paragraph after another (None: first). Its tie says moved while that is not its old place among the kept.

    Never stale: it stands in nobody's way that the words have changed.
    """
    with writing(paragraph.version.policy, by=by) as desk:
        place = desk.row(fresh(after, desk.draft)) if after else None
        return changes.move(desk, fresh(paragraph, desk.draft), after=place)


def form_of(paragraph: Paragraph) -> changes.Form:
    return changes.Form(paragraph.kind, paragraph.level, paragraph.marker)
