"""Mails to a policy's working group, each in its reader's language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from drafts.models import Policy
from organisation.domain import post
from organisation.models import Municipality, User


def tell(person: User, subject: object, template: str, *, policy: Policy, page: str, **words) -> None:
    """Puts a mail in the outbox, with the link to the policy's `page`; `subject` is a lazy translation."""
    with translation.override(person.language):
        link = settings.SITE_ADDRESS + reverse(page, args=[policy.slug])
        context = {"policy": policy, "person": person, "municipality": Municipality.current(), "link": link}
        text = render_to_string(f"mail/{template}", context | words)
        post.write(person.email, str(subject) % {"title": policy.title}, text)
