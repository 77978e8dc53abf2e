"""Telling a sender that a comment is hidden on the web, why, and what can be done about it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultation.models import Comment
from consultation.models.moderation_act import HidingReason
from organisation.domain import post
from organisation.models import Municipality


def tell(comment: Comment, state: str, reason: str) -> None:
    """Writes the mail, in the caller's transaction, when a shown or held comment is hidden or a hidden one is shown.

    Only to a confirmed address. A reason that is changed on a hidden comment is told too.
    """
    hidden, was_hidden = state == Comment.State.HIDDEN, comment.state == Comment.State.HIDDEN
    sent = comment.submission
    if not (hidden or was_hidden) or not sent.email or sent.confirmed_at is None:
        return
    if was_hidden and state == Comment.State.HELD:
        return
    with translation.override(sent.language):
        said = {
            "comment": comment,
            "hidden": hidden,
            "reason": HidingReason(reason).label if reason else "",
            "policy": comment.consultation.version.policy,
            "municipality": Municipality.current(),
            "rules": settings.SITE_ADDRESS + reverse("rules"),
        }
        subject = _("%(reference)s is hidden on the web") if hidden else _("%(reference)s is shown again")
        post.write(sent.email, subject % {"reference": comment.reference}, render_to_string("mail/hidden.txt", said))
