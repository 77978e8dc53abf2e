"""Who was asked and who has answered: the same list for everybody, for officials and for the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Comment, Consultation, Invitation


@dataclass(frozen=True)
class Asked:
    """One referral body as everybody may know of it; `status` is answered, abstains or silent."""

    name: str
    kind: str
    status: str
    words: str
    references: tuple[str, ...] = ()


def status_of(invitation: Invitation) -> str:
    """Of a row of `with_answers`."""
    if invitation.answered:
        return "answered"
    return "abstains" if invitation.abstained_at else "silent"


def words_of(invitation: Invitation, consultation: Consultation, now: datetime) -> str:
    """The status of a row of `with_answers` as it is said."""
    status = status_of(invitation)
    if status == "silent":
        return _("no answer") if invitation.is_over(now, consultation) else _("has not answered yet")
    return {"answered": _("has answered"), "abstains": _("abstains")}[status]


def asked(consultation: Consultation) -> Sequence[Asked]:
    """The bodies in the order of their names, with the numbers of their comments that are shown; two queries."""
    rows = list(consultation.invitations.with_answers().order_by("name"))
    if not rows:
        return []
    told: dict[int, list[str]] = {}
    comments = Comment.objects.shown().filter(consultation=consultation, submission__invitation__isnull=False)
    for comment in comments.select_related("submission").order_by("number"):
        told.setdefault(comment.submission.invitation_id, []).append(comment.reference)
    now, found = timezone.now(), []
    for row in rows:
        status = status_of(row)
        said = words_of(row, consultation, now)
        found.append(Asked(row.name, row.get_sender_kind_display(), status, said, tuple(told.get(row.pk, ()))))
    return found


def counts(bodies: Sequence[Asked]) -> dict[str, int]:
    """How many were asked, and of them answered, abstain and are silent."""
    found = {"asked": len(bodies), "answered": 0, "abstains": 0, "silent": 0}
    for body in bodies:
        found[body.status] += 1
    return found
