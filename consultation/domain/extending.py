"""Giving a consultation more time, for everybody to see why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain import gates
from consultation.models import Consultation, Extension
from drafts.domain.policies import locked
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


def can_be_extended(consultation: Consultation) -> bool:
    """Until the work on its comments has begun, or the policy has gone another way."""
    policy = consultation.version.policy
    return policy.state == State.ANNOUNCED and gates.consulted(policy) == consultation


@transaction.atomic
def extend(consultation: Consultation, *, closes_at: datetime, motive: str, by: User) -> Extension:
    """Moves the closing moment (half-open: the first one after it) further off. One that has closed opens again.

    What came in late is in time when it lies before the new moment. Refused without a motive, for a moment that is
    not later than the one that stands, and once the comments are being answered.
    """
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    consultation.version.policy = policy
    if not can_be_extended(consultation):
        raise ActRefused(_("The comments are being answered, so the consultation can have no more time."))
    if closes_at <= consultation.closes_at:
        raise ActRefused(_("The new closing date must be later than the one that stands."))
    motive = motive.strip()
    if not motive:
        raise ActRefused(_("Say why the consultation is given more time."))
    made = Extension.objects.create(
        consultation=consultation, closed_at=consultation.closes_at, closes_at=closes_at, motive=motive, by=by,
        signature=by.signature,
    )  # fmt: skip
    consultation.closes_at = closes_at
    consultation._history_user = by
    consultation.save()
    log.record(policy.uuid, "consultation extended", by=by, consultation=consultation.pk, extension=made.pk)
    return made
