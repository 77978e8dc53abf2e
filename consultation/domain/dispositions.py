"""Answering: one disposition for one comment, or for many alike."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import lifecycle
from consultation.models import Comment, Consultation, Disposition
from consultation.models.disposition import Outcome
from drafts.domain.approvals import withdraw_standing
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User


@transaction.atomic
def dispose(
    comments: Sequence[Comment], *, outcome: str, reason: str, by: User, seen: dict | None = None
) -> Disposition:
    """Gives the comments (of one consultation) an outcome and a reason that is published with it.

    An answer given before is changed visibly: its history stays. `seen` maps a comment's pk to the
    `mark` of the answer that the official saw; `Stale` when another has answered meanwhile, and
    nothing is written. Refused without a reason unless the outcome is met, while
    the consultation is open, and once the answers are published.
    """
    if not comments:
        raise ActRefused(_("Choose at least one comment."))
    consultation = open_for_answers(comments, by=by)
    outcome = Outcome(outcome)
    reason = reason.strip()
    if outcome != Outcome.MET and not reason:
        raise ActRefused(_("Give a reason: it is required unless the view is met."))
    rows = list(Comment.objects.select_related("disposition").filter(pk__in=[comment.pk for comment in comments]))
    refuse_stale(rows, seen or {})
    disposition = reusable(rows) or Disposition(consultation=consultation)
    disposition.outcome, disposition.reason = outcome, reason
    disposition.by, disposition.signature, disposition.at = by, by.signature, timezone.now()
    disposition.save()
    Comment.objects.filter(pk__in=[row.pk for row in rows]).update(disposition=disposition)
    forget_empty(consultation)
    log.record(
        consultation.version.policy.uuid, "disposition", by=by, disposition=disposition.pk,
        comments=[row.number for row in rows], outcome=str(outcome),
    )  # fmt: skip
    return disposition


def open_for_answers(comments: Sequence[Comment], *, by: User) -> Consultation:
    """The consultation of the comments, when they can be answered now; an approval given before is taken back."""
    consultations = {comment.consultation_id for comment in comments}
    if len(consultations) > 1:
        raise ActRefused(_("The comments belong to different consultations."))
    consultation = Consultation.objects.select_related("version__policy").get(pk=consultations.pop())
    if consultation.answers_published_at is not None:
        raise ActRefused(_("The answers are published and can no longer be changed here."))
    policy = lifecycle.begin_compiling(consultation.version.policy, by=by)
    withdraw_standing(policy, by=by)
    return consultation


def mark(comment: Comment) -> str:
    """Stands for the answer that a comment has now and changes with it, row and words; empty for none."""
    given = comment.disposition
    return f"{given.pk}-{given.at:%Y%m%d%H%M%S%f}" if given else ""


def refuse_stale(rows: Sequence[Comment], seen: dict) -> None:
    """Stops when an answer is not the one that the official saw."""
    for row in rows:
        if row.pk in seen and seen[row.pk] != mark(row):
            raise Stale(
                _("Somebody has answered %(reference)s since you opened the page.") % {"reference": row.reference},
                current=row,
            )


def reusable(rows: Sequence[Comment]) -> Disposition | None:
    """The one disposition that these comments, and no others, already share."""
    pks = {row.disposition_id for row in rows}
    if len(pks) != 1 or None in pks:
        return None
    disposition = rows[0].disposition
    return disposition if disposition.comments.count() == len(rows) else None


def forget_empty(consultation: Consultation) -> None:
    """Removes dispositions that answer nothing any more; their history stays."""
    for disposition in consultation.dispositions.filter(comments=None):
        disposition.delete()
