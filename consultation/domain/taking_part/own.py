"""The signed link to what one has sent: no personal data in it, one purpose, good as long as the text is public."""

from django.core import signing
from django.urls import reverse

from consultation.models import Submission

SALT = "what I sent"


def token_of(submission: Submission) -> str:
    """What stands in the link; its holder may change and withdraw until the consultation closes."""
    return signing.Signer(salt=SALT, sep=".").sign(str(submission.pk))


def address(submission: Submission) -> str:
    """The link without the site's name."""
    return reverse("sent", args=[token_of(submission)])


def find(token: str) -> Submission | None:
    """The submission that the link leads to; None for one that we did not write."""
    try:
        pk = signing.Signer(salt=SALT, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    return Submission.objects.select_related("consultation__version__policy").filter(pk=pk).first()
