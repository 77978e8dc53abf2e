"""Writing in a draft, paragraph by paragraph: identity and ties are kept up by each act."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from drafts.domain import descents, texts
from drafts.domain.approvals import withdraw_standing
from drafts.domain.policies import locked
from drafts.models import Paragraph, Policy, Version
from drafts.models.paragraph import GAP
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User


def draft_for_writing(policy: Policy) -> Version:
    """The draft, with the policy's row locked. Refused when the draft rests."""
    policy = locked(policy)
    refuse_resting(policy)
    return policy.versions.draft()


def refuse_resting(policy: Policy) -> None:
    """Stops, with the reason, while the text may not be changed."""
    if policy.versions.waiting().exists():
        raise ActRefused(_("The proposal is frozen and waits to be announced. Take it back first if the text has to be changed."))
    if not policy.is_editable:
        raise ActRefused(
            _("The text cannot be changed now: the matter is %(state)s.") % {"state": policy.get_state_display()}
        )


@transaction.atomic
def rewrite(paragraph: Paragraph, text: str, *, revision: int, by: User) -> Paragraph:
    """New words for one paragraph of the draft; it keeps its lineage.

    `revision` is the one that the writer saw: if another has saved since, `Stale` is raised with
    the paragraph as it is now, and nothing is written. Refused when the words would make several
    paragraphs or another kind. A given approval is taken back when the words change.
    """
    draft = draft_for_writing(paragraph.version.policy)
    paragraph = fresh(paragraph, draft)
    block = texts.one_block(text, like=paragraph)
    if revision != paragraph.revision:
        raise stale(paragraph)
    if block.text == paragraph.text:
        return paragraph
    withdraw_standing(draft.policy, by=by)
    html = texts.render(block, draft)
    taken = Paragraph.objects.filter(pk=paragraph.pk, revision=revision).update(
        text=block.text, html=html, revision=F("revision") + 1
    )
    if not taken:
        raise stale(fresh(paragraph, draft))
    paragraph.refresh_from_db()
    remember([paragraph], by=by)
    log.record(
        draft.policy.uuid, "paragraph rewritten", by=by, lineage=str(paragraph.lineage),
        revision=paragraph.revision,
    )  # fmt: skip
    return paragraph


@transaction.atomic
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

    `key` becomes its lineage: with a key that was used already, the paragraph is there and nothing happens.
    """
    draft = draft_for_writing(policy)
    posted = draft.paragraphs.filter(lineage=key).first() if key else None
    if posted:
        return posted
    withdraw_standing(draft.policy, by=by)
    after = fresh(after, draft) if after else None
    block = texts.one_block(text, kind=kind, level=level_for(kind, after), marker=marker_for(kind, after))
    paragraph = Paragraph(
        version=draft,
        lineage=key or uuid.uuid4(),
        position=room_after(draft, after),
        kind=block.kind,
        level=block.level,
        marker=block.marker,
        text=block.text,
        html=texts.render(block, draft),
    )
    paragraph._history_user = by
    paragraph.number = "?"
    paragraph.save()
    descents.added(paragraph)
    count_on(paragraph, from_value=value_of(paragraph), by_steps=1)
    renumber(draft)
    paragraph.refresh_from_db()
    log.record(draft.policy.uuid, "paragraph inserted", by=by, lineage=str(paragraph.lineage))
    return paragraph


@transaction.atomic
def remove(paragraph: Paragraph, *, revision: int, by: User) -> list:
    """Takes a paragraph out of the draft; its ties say that it was removed, its history stays.

    Returns the ties (Descent) that now say so. `Stale` as in `rewrite`.
    """
    draft = draft_for_writing(paragraph.version.policy)
    paragraph = fresh(paragraph, draft)
    if revision != paragraph.revision:
        raise stale(paragraph)
    if draft.paragraphs.count() == 1:
        raise ActRefused(_("This is the only paragraph; a text needs at least one."))
    withdraw_standing(draft.policy, by=by)
    ties = descents.removed(paragraph)
    lineage = str(paragraph.lineage)
    paragraph._history_user = by
    count_on(paragraph, from_value=value_of(paragraph) + 1, by_steps=-1)
    paragraph.delete()
    renumber(draft)
    log.record(draft.policy.uuid, "paragraph removed", by=by, lineage=lineage)
    return ties


def fresh(paragraph: Paragraph, draft: Version) -> Paragraph:
    """The paragraph as it is in the draft now; refused when somebody has removed it."""
    found = draft.paragraphs.filter(lineage=paragraph.lineage).first()
    if found is None:
        raise ActRefused(_("Somebody has removed this paragraph from the draft meanwhile."))
    return found


def stale(paragraph: Paragraph) -> Stale:
    """The refusal of a save against a text that has changed since."""
    return Stale(
        _("Somebody has saved %(number)s since you opened it. Nothing is overwritten.") % {"number": paragraph.number},
        current=paragraph,
    )


def level_for(kind: str, after: Paragraph | None) -> int:
    """The level that a new block gets from the one before it."""
    if kind == Paragraph.Kind.HEADING:
        return after.level if after and after.is_heading else 1
    if kind in (Paragraph.Kind.BULLET, Paragraph.Kind.ORDERED):
        return after.level if after and after.is_item else 1
    return 0


def marker_for(kind: str, after: Paragraph | None) -> str:
    """The number that a new list item shows: it goes on from the item before."""
    if kind != Paragraph.Kind.ORDERED:
        return ""
    return f"{value_of(after) + 1}." if after else "1."


def room_after(draft: Version, after: Paragraph | None) -> int:
    """A free position behind `after`; the draft is spread out again when the gap is used up."""
    start = after.position if after else 0
    following = draft.paragraphs.filter(position__gt=start).order_by("position").first()
    if following is None:
        return start + GAP
    if following.position - start > 1:
        return (start + following.position) // 2
    spread(draft)
    return room_after(draft, fresh(after, draft) if after else None)


def spread(draft: Version) -> None:
    """Sets all positions anew with full gaps; in two steps, since positions are unique at every moment."""
    far = 2**30
    draft.paragraphs.update(position=F("position") + far)
    for index, pk in enumerate(draft.paragraphs.values_list("pk", flat=True), start=1):
        Paragraph.objects.filter(pk=pk).update(position=index * GAP)


def renumber(draft: Version) -> None:
    """Gives every paragraph the number of its place; numbers follow from the text, so they leave no history."""
    paragraphs = list(draft.paragraphs.all())
    for paragraph, number in zip(paragraphs, texts.numbers(paragraphs), strict=True):
        if paragraph.number != number:
            Paragraph.objects.filter(pk=paragraph.pk).update(number=number)


def count_on(item: Paragraph, *, from_value: int, by_steps: int) -> None:
    """Items that follow `item` in its numbered list, counting from `from_value`, move on or back by so many steps."""
    if item.kind != Paragraph.Kind.ORDERED:
        return
    value = from_value
    for row in Paragraph.objects.filter(version=item.version_id, position__gt=item.position):
        if row.level > item.level or (row.level == item.level and not row.is_item):
            continue  # what lies inside an item of the list
        if (row.kind, row.level, row.marker) != (item.kind, item.level, f"{value}."):
            break
        Paragraph.objects.filter(pk=row.pk).update(marker=f"{value + by_steps}.")
        value += 1


def value_of(item: Paragraph) -> int:
    """The number that a list item shows; 0 for all else."""
    digits = item.marker[:-1]
    return int(digits) if item.kind == Paragraph.Kind.ORDERED and digits.isdigit() else 0


def remember(paragraphs: list[Paragraph], *, by: User | None) -> None:
    """Writes the history of rows that were changed by `update()`."""
    Paragraph.history.bulk_history_create(paragraphs, update=True, default_user=by)
