"""Everything that one address has sent: seen, fetched, changed by a link mailed to it (GDPR, articles 15 and 20)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.domain.taking_part import own
from consultation.models import Agreement, Following, Submission
from drafts.models.policy import State
from organisation.domain import post
from organisation.domain.dates import day, last_day
from organisation.models import Municipality

SALT = "everything I sent"
GOOD_FOR = timedelta(days=7)
AGAIN_AFTER = 600


@dataclass(frozen=True)
class OwnData:
    """What is kept about an address: its submissions, what it agreed with, what it follows."""

    submissions: list[Submission]
    agreements: list[Agreement]
    followings: list[Following]

    @property
    def is_empty(self) -> bool:
        return not (self.submissions or self.agreements or self.followings)


@transaction.atomic
def ask(email: str, *, language: str) -> None:
    """Mails the link, where anything is kept about the address; else nothing. The asker is told the same.

    One address gets such a mail at most every ten minutes.
    """
    handle = handle_of(email)
    if handle is None or not cache.add(
        f"own-data-{hashlib.sha256(email.lower().encode()).hexdigest()}", 1, AGAIN_AFTER
    ):
        return
    with translation.override(language):
        said = {
            "municipality": Municipality.current(),
            "link": settings.SITE_ADDRESS + reverse("own-data", args=[token_of(handle)]),
            "days": GOOD_FOR.days,
        }
        post.write(email, _("What you have sent to us"), render_to_string("mail/own_data.txt", said))


def handle_of(email: str) -> str | None:
    """A row that knows the address, since the address itself stands in no link."""
    for letter, model in (("s", Submission), ("a", Agreement), ("f", Following)):
        pk = model.objects.filter(email__iexact=email).order_by("pk").values_list("pk", flat=True).first()
        if pk is not None:
            return f"{letter}{pk}"
    return None


def token_of(handle: str) -> str:
    return signing.TimestampSigner(salt=SALT, sep=".").sign(handle)


def find(token: str) -> OwnData | None:
    """What the link leads to; None for one that is not ours, or too old."""
    try:
        handle = signing.TimestampSigner(salt=SALT, sep=".").unsign(token, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    model = {"s": Submission, "a": Agreement, "f": Following}[handle[0]]
    email = model.objects.filter(pk=int(handle[1:])).values_list("email", flat=True).first()
    return of(email) if email else None


def of(email: str) -> OwnData:
    """All that is kept about an address."""
    submissions = Submission.objects.filter(email__iexact=email).order_by("pk").prefetch_related("comments__paragraph")
    return OwnData(
        list(submissions.select_related("consultation__version__policy", "invitation")),
        list(Agreement.objects.filter(email__iexact=email).select_related("comment__policy").order_by("pk")),
        list(Following.objects.filter(email__iexact=email, ended_at=None).select_related("policy").order_by("pk")),
    )


def standing(row: Submission) -> str:
    """How far it has come, in words."""
    consultation, policy = row.consultation, row.consultation.version.policy
    if policy.state == State.REJECTED:
        return _("The proposal was rejected")
    if policy.state == State.WITHDRAWN:
        return _("The matter was dropped")
    if consultation.answers_published_at and consultation.answers_published_at <= timezone.now():
        return _("Answered, and the matter is decided") if policy.state == State.ADOPTED else _("Answered")
    if consultation.is_closed:
        return _("The consultation has closed. It is being answered.")
    return _("It can be changed up to and including %(day)s.") % {"day": day(last_day(consultation.closes_at))}


def as_json(found: OwnData) -> bytes:
    """The same as a file that machines read."""
    said = {
        "submissions": [submission_entry(row) for row in found.submissions],
        "agreements": [
            {"comment": row.comment.reference, "policy": row.comment.policy.title, "made": row.made_at.isoformat()}
            for row in found.agreements
        ],
        "followings": [
            {"policy": row.policy.title, "begun": row.begun_at.isoformat(), "how_often": row.rhythm}
            for row in found.followings
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def submission_entry(row: Submission) -> dict:
    return {
        "policy": row.consultation.version.policy.title,
        "number": row.number,
        "received": row.received_at.isoformat(),
        "name": row.sender_name,
        "organisation": row.organisation,
        "role": row.role,
        "email": row.email,
        "named_on_the_web": row.named,
        "came_in": row.channel,
        "letter": row.words,
        "change_at": settings.SITE_ADDRESS + own.address(row),
        "comments": [
            {
                "number": comment.reference,
                "paragraph": comment.paragraph.number if comment.paragraph else None,
                "words": comment.comment,
                "suggestion": comment.suggestion,
                "state": comment.state,
            }
            for comment in row.comments.all()
        ],
    }
