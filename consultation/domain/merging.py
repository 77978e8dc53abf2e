"""Merging what was learnt into the draft: every change with its cause."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import lifecycle, suggestions, undoing
from consultation.models import Change, Comment, MergeAct
from drafts.domain import editing
from drafts.models import Descent, Paragraph, Policy
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

Cause = Change.Cause


@transaction.atomic
def rewrite(
    paragraph: Paragraph,
    text: str,
    *,
    revision: int,
    because_of: Sequence[Comment] = (),
    reason: str = "",
    by: User,
) -> Change | None:
    """New words for a paragraph of the draft because of these comments, or editorially when there are none.

    `Stale` when somebody has saved it since `revision`. None when the words end as they were in the
    version before: then there is nothing to explain.
    """
    policy = lifecycle.begin_compiling(paragraph.version.policy, by=by)
    refuse_strangers(policy, because_of)
    paragraph = editing.rewrite(paragraph, text, revision=revision, by=by)
    tie = paragraph.came_from.select_related("before", "after").first()
    return explain(tie, because_of=because_of, reason=reason, by=by)


@transaction.atomic
def use_suggestion(comment: Comment, *, revision: int, by: User, reason: str = "") -> Change | None:
    """Works a comment's suggested wording into the paragraph, with the comment as its cause.

    What has changed since it was written stays. Refused when the comment has no suggestion, when its paragraph is no
    longer in the draft, or when the suggestion changes words that have been changed meanwhile.
    """
    if not comment.rewrites:
        raise ActRefused(
            _("%(reference)s suggests no other wording for the paragraph.") % {"reference": comment.reference}
        )
    paragraph = in_draft(comment)
    if revision != paragraph.revision:
        raise editing.stale(paragraph)
    fit = suggestions.fit(comment, paragraph.text)
    if fit.collides:
        raise ActRefused(
            _("%(reference)s changes words that have been changed since it was written.")
            % {"reference": comment.reference}
        )
    return rewrite(paragraph, fit.text, revision=revision, because_of=[comment], reason=reason, by=by)


@transaction.atomic
def insert(
    policy: Policy,
    text: str,
    *,
    after: Paragraph | None,
    kind: str = "paragraph",
    because_of: Sequence[Comment] = (),
    reason: str = "",
    key: UUID | None = None,
    by: User,
) -> Change:
    """A new paragraph with its cause; with a `key` that was used already, the one that is there."""
    policy = lifecycle.begin_compiling(policy, by=by)
    refuse_strangers(policy, because_of)
    key = key or uuid4()
    with undoing.kept(policy, MergeAct.Kind.INSERT, key, by=by):
        paragraph = editing.insert(policy, text, after=after, kind=kind, key=key, by=by)
        return explain(paragraph.came_from.get(), because_of=because_of, reason=reason, by=by)


@transaction.atomic
def remove(
    paragraph: Paragraph,
    *,
    revision: int,
    because_of: Sequence[Comment] = (),
    reason: str = "",
    by: User,
) -> list[Change]:
    """Takes a paragraph out, with its cause. A paragraph that was new leaves no trace.

    Where it was a part of a split, the cause is put to the parts that are left: they are without its words now.
    """
    policy = lifecycle.begin_compiling(paragraph.version.policy, by=by)
    refuse_strangers(policy, because_of)
    with undoing.kept(policy, MergeAct.Kind.REMOVE, paragraph.lineage, by=by):
        befores = list(paragraph.came_from.exclude(before=None).values_list("before", flat=True))
        editing.remove(paragraph, revision=revision, by=by)
        ties = Descent.objects.filter(version=paragraph.version_id, before__in=befores)
        rows = ties.select_related("version__policy", "before", "after").order_by("pk")
        told = [explain(tie, because_of=because_of, reason=reason, by=by) for tie in rows]
    return [change for change in told if change]


@transaction.atomic
def give_cause(tie: Descent, *, because_of: Sequence[Comment] = (), reason: str = "", by: User) -> Change | None:
    """Says afterwards why a paragraph that was changed in the editor changed."""
    policy = lifecycle.begin_compiling(tie.version.policy, by=by)
    refuse_strangers(policy, because_of)
    tie = Descent.objects.select_related("version__policy", "before", "after").filter(pk=tie.pk).first()
    if tie is None:
        raise ActRefused(_("That change has a cause already, or is gone."))
    if tie.version.number is not None:
        raise ActRefused(_("The version is frozen; its causes cannot be changed."))
    return explain(tie, because_of=because_of, reason=reason, by=by)


def explain(tie: Descent, *, because_of: Sequence[Comment], reason: str, by: User) -> Change | None:
    """Writes or widens the Change of a tie; causes already tied stay. An undone change loses its row."""
    if not tie.is_changed:
        Change.objects.filter(descent=tie).delete()
        return None
    change = Change.objects.filter(descent=tie).first() or Change(descent=tie)
    tied = set(change.comments.all()) if change.pk else set()
    change.cause = Cause.COMMENTS if tied or because_of else Cause.EDITORIAL
    change.reason = reason.strip() or change.reason
    change.by, change.signature, change.at = by, by.signature, timezone.now()
    change.save()
    change.comments.add(*because_of)
    log.record(
        tie.version.policy.uuid, "change explained", by=by, change=change.pk,
        comments=[comment.number for comment in because_of],
    )  # fmt: skip
    return change


def in_draft(comment: Comment) -> Paragraph:
    """Where the comment's paragraph is in the draft now."""
    if comment.paragraph is None:
        raise ActRefused(_("The comment is on the whole text, so there is no paragraph to change."))
    found = Paragraph.objects.filter(
        version__policy_id=comment.paragraph.version.policy_id,
        version__number=None,
        lineage=comment.paragraph.lineage,
    ).first()
    if found is None:
        raise ActRefused(_("The paragraph has been removed from the draft."))
    return found


def refuse_strangers(policy: Policy, comments: Sequence[Comment]) -> None:
    """A cause is a comment on this policy."""
    for comment in comments:
        if comment.consultation.version.policy_id != policy.pk:
            raise ActRefused(_("A comment on another policy cannot be the cause of a change here."))
