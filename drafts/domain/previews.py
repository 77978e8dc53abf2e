"""Preview links: a secret address where colleagues without an account read one draft for a while."""

import base64
import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from drafts.domain.policies import locked
from drafts.models import Policy, PreviewLink
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

SALT = "drafts.domain.previews"
LONGEST = 90
USUAL = 14
BYTES = 24


@transaction.atomic
def make(policy: Policy, *, label: str, days: int, key: str, by: User) -> tuple[PreviewLink, str]:
    """A link to the draft for today and so many days after, and its token, which is not kept anywhere.

    The same `key` (a random one of the form) from the same person makes the same link, and gives its token again.
    Refused without a text, for more than 90 days, and with the key of a link that has been revoked.
    """
    policy = locked(policy)
    draft = policy.versions.draft()
    if not draft.paragraphs.exists():
        raise ActRefused(_("There is no text to show yet."))
    if not 1 <= days <= LONGEST:
        raise ActRefused(_("A link holds for 1 to %(most)s days.") % {"most": LONGEST})
    token = token_of(policy, key, by)
    made = PreviewLink.objects.filter(token_hash=digest(token)).first()
    if made is None:
        expires = midnight_after(days)
        made = PreviewLink.objects.create(
            version=draft, token_hash=digest(token), label=label, made_by=by, expires_at=expires
        )
        log.record(policy.uuid, "preview made", by=by, preview=made.pk, days=days)
    if not made.is_open(timezone.now()):
        raise ActRefused(_("This link was made before and leads nowhere any more. Make a new one."))
    return made, token


def token_of(policy: Policy, key: str, by: User) -> str:
    """192 bits that follow from the form's random key and the secret of the installation: posted twice, the same."""
    secret = salted_hmac(SALT, f"{policy.pk} {by.pk} {key}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(secret[:BYTES]).decode()


def midnight_after(days: int) -> datetime:
    """The midnight in Europe/Stockholm that ends the last of so many days after today."""
    day = timezone.localdate() + timedelta(days=days + 1)
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def digest(token: str) -> str:
    """SHA-256 (hex) of a token; a database that leaks opens no link."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def revoke(link: PreviewLink, *, by: User) -> PreviewLink:
    """From now on the link leads nowhere; one that was revoked stays so."""
    policy = locked(link.version.policy)
    link = PreviewLink.objects.select_related("version").get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        log.record(policy.uuid, "preview revoked", by=by, preview=link.pk)
    return link


def find(token: str) -> PreviewLink | None:
    """The link with this token; None for one that is unknown, has run out or was revoked."""
    links = PreviewLink.objects.open(timezone.now()).filter(token_hash=digest(token))
    return links.select_related("version__policy__unit", "version__policy__document_type").first()
