"""The link of a referral body: signed from its random number, so that it can be sent again; nothing else is in it."""

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from consultation.models import Invitation

SALT = "consultation.domain.referral.links"


def token_of(invitation: Invitation) -> str:
    """What stands in the address: the random number and our signature for this one purpose."""
    return signing.Signer(salt=SALT, sep=".").sign(invitation.uuid.hex)


def address(invitation: Invitation) -> str:
    """The whole address, as a letter has it."""
    return settings.SITE_ADDRESS + reverse("invitation", args=[token_of(invitation)])


def find(token: str) -> Invitation | None:
    """The referral body with this link; None for a link that we did not write, or of one that was taken away."""
    try:
        number = uuid.UUID(hex=signing.Signer(salt=SALT, sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = Invitation.objects.with_answers().select_related(
        "consultation__version__policy__document_type", "consultation__version__policy__unit"
    )
    return rows.filter(uuid=number).first()
