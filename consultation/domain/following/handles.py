"""The signed part of a link by which a follower changes or ends followings: no sign-in, no row of its own."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.exceptions import LinkRefused
from consultation.models import Following

# Not ":", which some mail programs cut an address at.
SIGNER = signing.Signer(salt="following", sep=".")


def handle(followings: Iterable[Following]) -> str:
    """What stands in the address: the numbers of the followings, signed. It holds as long as the site's key."""
    return SIGNER.sign("-".join(str(each.pk) for each in followings))


def held(handle: str) -> list[Following]:
    """The followings that it names, ended ones too. Refused when the signature is not ours."""
    try:
        numbers = SIGNER.unsign(handle).split("-")
    except signing.BadSignature:
        raise LinkRefused(_("The link is not valid. Check that the whole address came along.")) from None
    return list(Following.objects.filter(pk__in=map(int, numbers)).select_related("policy", "consultation"))


def of_the_same_reader(followings: Iterable[Following]) -> list[Following]:
    """All that stand for the address of these."""
    addresses = {each.email for each in followings} - {""}
    rows = Following.objects.standing().filter(email__in=addresses)
    return list(rows.select_related("policy", "consultation").order_by("policy__title", "pk"))


def manage_address(followings: Iterable[Following]) -> str:
    """Where each following of the reader is changed or ended."""
    return settings.SITE_ADDRESS + reverse("following", args=[handle(followings)])


def end_address(followings: Iterable[Following]) -> str:
    """Where one POST ends exactly these (RFC 8058)."""
    return settings.SITE_ADDRESS + reverse("following-end", args=[handle(followings)])
