"""Answering: one disposition for one comment, or for many alike."""

from collections.abc import Sequence
from datetime import datetime
from zlib import crc32

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import lifecycle, papers
from consultation.domain.answers import correcting
from consultation.models import Comment, Consultation, Disposition
from consultation.models.disposition import Outcome
from drafts.domain.approvals import withdraw_standing
from drafts.domain.policies import locked
from drafts.models import Edition, Policy
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User


@transaction.atomic
def dispose(
    comments: Sequence[Comment],
    *,
    outcome: str,
    reason: str,
    note: str | None = None,
    why: str = "",
    by: User,
    seen: dict | None = None,
) -> Disposition:
    """Gives the comments (of one consultation) an outcome and a reason that is published with it.

    `note` is internal, None leaves it as it is; another note alone changes nothing of the answer. An answer that
    everybody can read is changed visibly: `why` is shown with the earlier one. `seen` maps a comment's pk to the
    `mark` of the answer that the official saw; `Stale` when another has answered meanwhile, and nothing is written.
    Refused without a reason unless the outcome is met, for what has been withdrawn, while the consultation is open,
    and once the matter is decided.
    """
    consultation = consultation_of(comments)
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_related("version__policy").get(pk=consultation.pk)
    rows = rows_of(comments)
    if not says_the_same(rows, outcome, reason):
        open_for_answers(consultation, policy, by=by)
    return give(consultation, rows, outcome=outcome, reason=reason, note=note, why=why, seen=seen, by=by)


def give(
    consultation: Consultation,
    rows: Sequence[Comment],
    *,
    outcome: str,
    reason: str,
    note: str | None,
    why: str,
    seen: dict | None,
    by: User,
    published_at: datetime | None = None,
) -> Disposition:
    """Writes the answer, in the transaction of an act that has found that it may be given now."""
    outcome, reason = fitting(outcome, reason)
    standing = reusable(rows)
    is_said = says_the_same(rows, outcome, reason)
    if is_said and note in (None, standing.note):
        return standing
    refuse_withdrawn(rows)
    refuse_stale(rows, seen or {})
    if is_said:
        return annotate(standing, note, by=by)
    now, public = timezone.now(), correcting.public_of(rows, consultation)
    correcting.keep(public, why=why, at=now, by=by)
    disposition = standing or Disposition(consultation=consultation)
    disposition.published_at = published_since(rows) or published_at
    disposition.outcome, disposition.reason = outcome, reason
    disposition.by, disposition.signature, disposition.at = by, by.signature, now
    disposition.note = disposition.note if note is None else note.strip()
    disposition.save()
    Comment.objects.filter(pk__in=[row.pk for row in rows]).update(disposition=disposition)
    forget_empty(consultation)
    log.record(
        consultation.version.policy.uuid, "published answer changed" if public else "disposition", by=by,
        disposition=disposition.pk, comments=[row.number for row in rows], outcome=str(outcome),
    )  # fmt: skip
    if correcting.all_are_public(consultation):
        papers.ask_for(consultation.version, Edition.Kind.REPORT)
    return disposition


def consultation_of(comments: Sequence[Comment]) -> Consultation:
    """The one consultation of the comments."""
    if not comments:
        raise ActRefused(_("Choose at least one comment."))
    consultations = {comment.consultation_id for comment in comments}
    if len(consultations) > 1:
        raise ActRefused(_("The comments belong to different consultations."))
    return Consultation.objects.select_related("version__policy").get(pk=consultations.pop())


def rows_of(comments: Sequence[Comment]) -> list[Comment]:
    """The comments as they are now, locked, with their answers."""
    found = Comment.objects.select_for_update(of=("self",)).select_related("disposition")
    return list(found.filter(pk__in=[comment.pk for comment in comments]).order_by("pk"))


def open_for_answers(consultation: Consultation, policy: Policy, *, by: User) -> None:
    """Sees that the comments can be answered now; an approval given before is taken back."""
    correcting.refuse_decided(policy)
    if not correcting.all_are_public(consultation):
        policy = lifecycle.begin_compiling(policy, by=by)
    if policy.state in (State.COMPILING, State.RETURNED):
        withdraw_standing(policy, by=by)


def fitting(outcome: str, reason: str) -> tuple[Outcome, str]:
    """Outcome and reason as they are stored; refused without a reason where one is required."""
    outcome, reason = Outcome(outcome), reason.strip()
    if outcome != Outcome.MET and not reason:
        raise ActRefused(_("Give a reason: it is required unless the view is met."))
    return outcome, reason


def says_the_same(rows: Sequence[Comment], outcome: str, reason: str) -> bool:
    """Whether all of the comments have one answer already, in the same words, and no others share it."""
    standing = reusable(rows)
    return bool(standing) and (standing.outcome, standing.reason) == (str(outcome), reason.strip())


def annotate(disposition: Disposition, note: str | None, *, by: User) -> Disposition:
    """Another internal note on an answer that stays: nothing that anybody approved or can read changes."""
    if note is not None and note.strip() != disposition.note:
        disposition.note = note.strip()
        disposition.save()
        log.record(disposition.consultation.version.policy.uuid, "internal note", by=by, disposition=disposition.pk)
    return disposition


def published_since(rows: Sequence[Comment]) -> datetime | None:
    """Since when everybody can read the answer that these comments have, where it was published by itself."""
    since = [row.disposition.published_at for row in rows if row.disposition and row.disposition.published_at]
    return min(since, default=None)


def mark(comment: Comment) -> str:
    """Stands for the answer that a comment has now and changes with it, row, words and note; empty for none."""
    return stamp(comment.disposition) if comment.disposition else ""


def stamp(given: Disposition) -> str:
    """Stands for an answer and changes with it."""
    noted = f"-{crc32(given.note.encode()):x}" if given.note else ""
    return f"{given.pk}-{given.at:%Y%m%d%H%M%S%f}{noted}"


def refuse_withdrawn(rows: Sequence[Comment]) -> None:
    """Stops when a sender has taken one of the comments back meanwhile."""
    gone = [row.reference for row in rows if row.state == Comment.State.WITHDRAWN]
    if gone:
        raise ActRefused(
            ngettext(
                "%(list)s has been withdrawn by its sender meanwhile. Nothing has been saved.",
                "%(list)s have been withdrawn by their senders meanwhile. Nothing has been saved.",
                len(gone),
            )
            % {"list": ", ".join(gone[:10])}
        )


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
