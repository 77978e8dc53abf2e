"""To agree with a comment instead of repeating it."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from consultation.domain.taking_part import agreements, confirming
from consultation.domain.taking_part.browsers import NOBODY, Browser
from consultation.models import Agreement, Comment


@transaction.atomic
def agree(comment: Comment, *, email: str, browser: Browser = NOBODY, language: str = "sv") -> Agreement:
    """That whoever has this address agrees with the comment: counts at once where the browser has confirmed the
    address in this consultation, else when the link that is sent has been used.

    Once per comment and address, however often it is asked for. Refused as in `agreements`; to an address that is not
    confirmed nothing is said of whose the comment is, nor whether it has agreed before.
    """
    now, address = timezone.now(), email.strip().lower()
    agreements.refuse_not_now(comment, now)
    proven = browser.has_confirmed(address, comment.consultation)
    if proven:
        agreements.refuse_own(comment, address)
    else:
        confirming.refuse_flood(address, now)
    made, _new = Agreement.objects.get_or_create(
        comment=comment, email=address, defaults={"key": uuid4(), "language": language}
    )
    if proven:
        return agreements.confirmed(made, now)
    if made.confirmed_at is None:
        confirming.send_agreement_link(made)
    return made


def own_of(comment: Comment, browser: Browser) -> Agreement | None:
    """The agreement with this comment that was confirmed in this browser."""
    addresses = browser.addresses(comment.consultation)
    return Agreement.objects.confirmed().filter(comment=comment, email__in=addresses).first() if addresses else None
