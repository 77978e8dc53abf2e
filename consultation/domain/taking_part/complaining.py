"""To report a comment to the moderators."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from consultation.models import Comment, Complaint, Consultation
from organisation.domain import log
from organisation.exceptions import ActRefused


def complain(comment: Comment, *, key: UUID, reason: str, remark: str = "", email: str = "") -> Complaint:
    """Puts a report of a shown comment before the moderators; the comment stays as it is until one of them acts.

    Exactly once by `key`. Refused for what is not shown.
    """
    try:
        with transaction.atomic():
            made = Complaint.objects.filter(key=key).first()
            if made:
                return made
            current = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
            if current.state != Comment.State.SHOWN:
                raise ActRefused(_("The comment is not shown on the web any more."))
            made = Complaint.objects.create(comment=current, key=key, reason=reason, remark=remark, email=email)
            log.record(current.policy.uuid, "comment reported", comment=current.number, reason=reason)
            return made
    except IntegrityError:
        return Complaint.objects.get(key=key)


def reported(consultation: Consultation) -> list[Comment]:
    """The comments whose reports wait, each once with how many (`reports`), the most reported first."""
    waiting = Count("complaints", filter=Q(complaints__settled_at=None))
    rows = Comment.objects.filter(consultation=consultation).annotate(reports=waiting)
    return list(rows.filter(reports__gt=0).order_by("-reports", "number"))


def waiting(consultation: Consultation) -> int:
    """How many reports no moderator has settled."""
    return Complaint.objects.filter(comment__consultation=consultation, settled_at=None).count()


def reported_in(consultations: Iterable[Consultation]) -> dict[int, int]:
    """How many comments have reports that wait, by the consultation's pk, in one query."""
    rows = Complaint.objects.filter(comment__consultation__in=list(consultations), settled_at=None).order_by()
    return dict(rows.values_list("comment__consultation").annotate(Count("comment", distinct=True)))
