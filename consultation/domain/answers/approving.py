"""Approving before the council: by somebody who has written neither in the text nor in the answers."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain import gates
from consultation.models import Disposition
from drafts.domain import approvals
from drafts.domain.policies import locked
from drafts.models import Approval, Policy
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from organisation.models import User

COVERING_ANSWERS = (State.COMPILING, State.RETURNED)


@transaction.atomic
def approve(approval: Approval, *, checksum: str, by: User) -> Approval:
    """Approves the text and, once it has been on consultation, the answers with it; as `approvals.approve`.

    Refused to who wrote one of the answers. A change of text or answer takes the request or the approval back, so
    that the request itself stands for what was read.
    """
    policy = locked(approval.version.policy)
    if words := obstacle(policy, by):
        raise ActRefused(words)
    return approvals.approve(approval, checksum=checksum, by=by)


def obstacle(policy: Policy, person: User) -> str:
    """Why this person cannot approve the answers that go with the text, in a sentence; nothing when they can."""
    consultation = gates.consulted(policy) if policy.state in COVERING_ANSWERS else None
    if consultation is None:
        return ""
    if person.pk in writers(consultation.dispositions.values_list("pk", flat=True)):
        return _("You have written answers yourself. They are approved by somebody who has not.")
    return ""


def writers(dispositions: Collection[int]) -> set[int]:
    """The keys of all who have written in these answers, then or now."""
    return set(written(dispositions).exclude(by=None).values_list("by", flat=True))


def written_by(person: User, dispositions: Collection[int]) -> set[int]:
    """Those of the answers that the person has written in."""
    return set(written(dispositions).filter(by=person).values_list("id", flat=True))


def written(dispositions: Collection[int]):
    return Disposition.history.model.objects.filter(id__in=dispositions).order_by()
