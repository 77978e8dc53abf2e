"""What a referral body does by its own link: answer, on the text or with a letter."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from consultation.domain import participation
from consultation.domain.attachments import Upload
from consultation.domain.participation import Sender, Written
from consultation.domain.referral import links
from consultation.models import Invitation, Submission
from organisation.domain import post
from organisation.models import Municipality


@transaction.atomic
def answer(
    invitation: Invitation,
    written: Written,
    *,
    key: UUID,
    person: str = "",
    role: str = "",
    files: Sequence[Upload] = (),
    language: str = "sv",
) -> Submission:
    """The body's view, on a paragraph or (a letter) on the whole text, shown at once or screened as all others are.

    It is confirmed by the link, which was sent to its address; a receipt goes there, so that the body learns of what is
    sent in its name. An abstention is taken back. Exactly once by `key`. Refused when the link takes no answer.
    """
    sent = Submission.objects.filter(key=key, invitation=invitation).first()
    if sent:
        return sent
    sender = Sender(invitation.sender_kind, person, invitation.name, invitation.email, named=False, role=role)
    made = participation.submit_together(
        invitation.consultation, [written], key=key, sender=sender, language=language, files=files,
        invitation=invitation,
    )  # fmt: skip
    if invitation.abstained_at:
        invitation.abstained_at = None
        invitation.save(update_fields=["abstained_at"])
    receipt(invitation, made)
    return made


def receipt(invitation: Invitation, submission: Submission) -> None:
    """A mail to the body: its number, and the link."""
    if not invitation.email:
        return
    about = {
        "submission": submission,
        "body": invitation.name,
        "policy": invitation.consultation.version.policy,
        "municipality": Municipality.current(),
        "link": links.address(invitation),
    }
    with translation.override(submission.language or settings.LANGUAGE_CODE):
        subject = _("We have received the answer from %(name)s") % {"name": invitation.name}
        post.write(invitation.email, subject, render_to_string("mail/invitation_receipt.txt", about))
