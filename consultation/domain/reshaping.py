"""Changing the shape of the draft because of comments: split, join, move. Each tie that changes gets the cause."""

import re
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain import lifecycle, merging, undoing
from consultation.models import Change, Comment, MergeAct
from drafts.domain import editing
from drafts.models import Descent, Paragraph, Policy
from organisation.exceptions import ActRefused
from organisation.models import User

JOINABLE = (Paragraph.Kind.PARAGRAPH, Paragraph.Kind.BULLET, Paragraph.Kind.ORDERED, Paragraph.Kind.QUOTE)

BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])")


@transaction.atomic
def split(
    paragraph: Paragraph,
    first: str,
    second: str,
    *,
    revision: int,
    because_of: Sequence[Comment] = (),
    reason: str = "",
    key: UUID | None = None,
    by: User,
) -> list[Change]:
    """Makes two of one, both halves with the cause; what the paragraph was changed for before is behind both.

    With a `key` (the second half's lineage) that was used already nothing happens. `Stale` as in `editing.rewrite`.
    """
    policy = begin(paragraph, because_of, by=by)
    key = key or uuid4()
    if policy.versions.draft().paragraphs.filter(lineage=key).exists():
        return []
    refuse_shape(paragraph, _("A paragraph of this kind cannot be split."))
    with undoing.kept(policy, MergeAct.Kind.SPLIT, paragraph.lineage, key, by=by):
        earlier = causes_at(paragraph)
        halves = editing.split(paragraph, first, second, key=key, revision=revision, by=by)
        return explain(ties_of(*halves), because_of, reason, earlier, by=by)


@transaction.atomic
def join(
    paragraph: Paragraph,
    text: str,
    *,
    revision: int,
    seen: int,
    because_of: Sequence[Comment] = (),
    reason: str = "",
    by: User,
) -> list[Change]:
    """Makes one of a paragraph and the one before it, with the cause at the ties to both that it comes from.

    Causes that hung on a tie which ends here go over. `seen` is the revision of the one before; `Stale` as in
    `editing.join`. Refused when they are of different kinds, or of one that cannot be joined.
    """
    policy = begin(paragraph, because_of, by=by)
    into = before(paragraph)
    if into is None or into.kind != paragraph.kind:
        raise ActRefused(_("Only two paragraphs of the same kind, one after the other, can be joined."))
    refuse_shape(paragraph, _("A paragraph of this kind cannot be joined with another."))
    with undoing.kept(policy, MergeAct.Kind.JOIN, into.lineage, paragraph.lineage, by=by):
        earlier = causes_at(paragraph, into)
        into = editing.join(paragraph, into, text, revision=revision, seen=seen, by=by)
        living = set(Descent.objects.filter(pk__in=earlier).values_list("pk", flat=True))
        lost = {pk: change for pk, change in earlier.items() if pk not in living}
        return explain(ties_of(into), because_of, reason, lost, by=by)


@transaction.atomic
def move(
    paragraph: Paragraph,
    *,
    after: Paragraph | None,
    because_of: Sequence[Comment] = (),
    reason: str = "",
    by: User,
) -> list[Change]:
    """Sets a paragraph after another (None: first), with the cause. Back in its old place it needs none any more."""
    policy = begin(paragraph, because_of, by=by)
    if before(paragraph) == after:
        return []
    with undoing.kept(policy, MergeAct.Kind.MOVE, paragraph.lineage, by=by):
        moved = editing.move(paragraph, after=after, by=by)
        return explain(ties_of(moved), because_of, reason, {}, by=by)


def begin(paragraph: Paragraph, because_of: Sequence[Comment], *, by: User) -> Policy:
    """The policy, locked and at work on its comments, when these can be causes in it."""
    policy = lifecycle.begin_compiling(paragraph.version.policy, by=by)
    merging.refuse_strangers(policy, because_of)
    return policy


def before(paragraph: Paragraph) -> Paragraph | None:
    """The one that stands before it in the draft."""
    return (
        Paragraph.objects.filter(version=paragraph.version_id, position__lt=paragraph.position)
        .order_by("-position")
        .first()
    )


def parts_of(paragraph: Paragraph, draft: int) -> list[Paragraph]:
    """What a paragraph of the version before became in the draft (its pk), in reading order."""
    return list(Paragraph.objects.filter(came_from__before=paragraph, version=draft).order_by("position"))


def words_before(paragraph: Paragraph) -> list[str]:
    """The words of all that a paragraph of the draft comes from, in reading order."""
    ties = paragraph.came_from.exclude(before=None).order_by("before__position")
    return list(ties.values_list("before__text", flat=True))


def refuse_shape(paragraph: Paragraph, words: str) -> None:
    if paragraph.kind not in JOINABLE:
        raise ActRefused(words)


def ties_of(*paragraphs: Paragraph) -> list[Descent]:
    """What these come from, as it is stored now."""
    rows = Descent.objects.filter(after__in=paragraphs).select_related("version__policy", "before", "after")
    return list(rows.order_by("after__position", "before__position"))


def causes_at(*paragraphs: Paragraph) -> dict[int, tuple[list[Comment], str]]:
    """The comments and the reason behind each tie of these paragraphs, by the tie's pk, in reading order."""
    ties = [tie.pk for tie in ties_of(*paragraphs)]
    changes = Change.objects.filter(descent__in=ties).prefetch_related("comments")
    found = {change.descent_id: (list(change.comments.all()), change.reason) for change in changes}
    return {pk: found[pk] for pk in ties if pk in found}


def explain(
    ties: Sequence[Descent], because_of: Sequence[Comment], reason: str, earlier: dict, *, by: User
) -> list[Change]:
    """The cause at each of the ties, together with what was behind them earlier; none where nothing changed."""
    comments = [*because_of, *(comment for known, _reason in earlier.values() for comment in known)]
    reason = reason.strip() or next((said for _known, said in earlier.values() if said), "")
    told = [merging.explain(tie, because_of=comments, reason=reason, by=by) for tie in ties]
    return [change for change in told if change]


def halves(text: str) -> tuple[str, str]:
    """Where a paragraph would be split: between two sentences, as near its middle as can be; "" for one sentence."""
    places = [match.span() for match in BETWEEN.finditer(text)]
    if not places:
        return text, ""
    end, begin = min(places, key=lambda place: abs(2 * place[0] - len(text)))
    return text[:end], text[begin:]
