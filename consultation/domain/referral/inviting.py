"""Who is asked: referral bodies added, changed, taken away, noted as abstaining."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Consultation, Invitation
from consultation.models.sender_kind import SenderKind
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@dataclass(frozen=True)
class Body:
    """A referral body as it is entered; `answer_by` is the midnight after its own last day."""

    name: str
    sender_kind: str = SenderKind.ORGANISATION
    email: str = ""
    answer_by: datetime | None = None


@transaction.atomic
def invite(consultation: Consultation, bodies: Sequence[Body], *, by: User) -> list[Invitation]:
    """Puts bodies on the list, all or none; no letter goes out. Those whose name stands there are left as they are.

    Refused when the answers are published.
    """
    consultation = locked(consultation)
    there = {name.casefold() for name in consultation.invitations.values_list("name", flat=True)}
    made = []
    for body in bodies:
        if body.name.casefold() not in there:
            there.add(body.name.casefold())
            made.append(Invitation.objects.create(consultation=consultation, invited_by=by, **asdict(body)))
    if made:
        log.record(chain(consultation), "bodies invited", by=by, bodies=len(made))
    return made


@transaction.atomic
def change(invitation: Invitation, body: Body, *, by: User) -> Invitation:
    """Corrects a body. Another address gets a letter of its own: what was sent to the old one does not count.

    Refused when another body has the name, and when the answers are published.
    """
    consultation = locked(invitation.consultation)
    invitation = consultation.invitations.get(pk=invitation.pk)
    if consultation.invitations.filter(name__iexact=body.name).exclude(pk=invitation.pk).exists():
        raise ActRefused(_("There is already a body with that name."))
    fields = [name for name, value in asdict(body).items() if getattr(invitation, name) != value]
    if "email" in fields:
        invitation.sent_at = invitation.reminded_at = None
    for name in fields:
        setattr(invitation, name, getattr(body, name))
    if fields:
        invitation.save()
        log.record(chain(consultation), "body changed", by=by, body=invitation.pk, fields=fields)
    return invitation


@transaction.atomic
def remove(invitation: Invitation, *, by: User) -> None:
    """Takes a body off the list; its link leads nowhere any more. Refused when it has answered or abstains."""
    consultation = locked(invitation.consultation)
    found = consultation.invitations.filter(pk=invitation.pk).first()
    if found is None:
        return
    if found.submissions.exists() or found.abstained_at:
        raise ActRefused(_("The body has answered, so it stays on the list."))
    found.delete()
    log.record(chain(consultation), "body removed", by=by, body=invitation.pk)


@transaction.atomic
def abstain(invitation: Invitation, *, by: User | None = None) -> Invitation:
    """Notes that a body gives no answer; `by` is the official who enters it, None for the body itself by its link.

    Said twice, it is noted once. Refused when it has answered, and by its link when that takes no answer any more.
    """
    consultation = locked(invitation.consultation)
    invitation = consultation.invitations.with_answers().get(pk=invitation.pk)
    if invitation.answered:
        raise ActRefused(_("An answer has come in already. Write to us if it is to be withdrawn."))
    if by is None and not invitation.takes_answers(timezone.now(), consultation):
        raise ActRefused(_("The time for answers is over, or has not begun."))
    if invitation.abstained_at is None:
        invitation.abstained_at = timezone.now()
        invitation.save(update_fields=["abstained_at"])
        log.record(chain(consultation), "body abstains", by=by, body=invitation.pk)
    return invitation


@transaction.atomic
def take_back_abstention(invitation: Invitation, *, by: User) -> Invitation:
    """The body was noted by mistake: it is asked again."""
    consultation = locked(invitation.consultation)
    if consultation.invitations.filter(pk=invitation.pk).exclude(abstained_at=None).update(abstained_at=None):
        log.record(chain(consultation), "body abstains no more", by=by, body=invitation.pk)
    return consultation.invitations.get(pk=invitation.pk)


def locked(consultation: Consultation) -> Consultation:
    """The consultation, its row locked until the transaction ends. Refused when the answers are published."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("version__policy")
    consultation = rows.get(pk=consultation.pk)
    if consultation.answers_published_at is not None:
        raise ActRefused(_("The answers are published. The list stands as it is."))
    return consultation


def chain(consultation: Consultation):
    """The chain of the log that a consultation's acts stand in."""
    return consultation.version.policy.uuid
