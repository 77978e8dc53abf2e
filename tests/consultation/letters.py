"""A letter for the tests, and the ways by which staff enter it."""

import uuid
from collections.abc import Sequence

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.domain.entering import splitting, submissions
from consultation.domain.entering.splitting import Part
from consultation.domain.entering.submissions import Heard
from consultation.models import Comment, Consultation, Submission
from organisation.models import User

SUPPORT = "Vi tycker att det är bra att kommunen svarar."
TIME = "Två dagar är däremot för lång tid. Vi föreslår en dag."
QUESTION = "Gäller riktlinjerna även bostadsbolaget?"
LETTER = f"Till Ekeby kommun\n\n{SUPPORT}\n\n{TIME}\n\n{QUESTION}\n\nFör styrelsen, Gunnel Ask"


def heard(**more) -> Heard:
    """What the tenants' association wrote, as it is entered today."""
    said = {
        "words": LETTER,
        "sender_kind": "association",
        "organisation": "Ekeby hyresgästförening",
        "sender_name": "Gunnel Ask",
        "channel": "letter",
        "received_on": timezone.localdate(),
    }
    return Heard(**(said | more))


def enter(consultation: Consultation, by: User, **more) -> Submission:
    """The letter entered by an official."""
    return submissions.enter(consultation, heard(**more), key=uuid.uuid4(), by=by)


def split(submission: Submission, by: User, *pairs: tuple[str, str | None]) -> list[Comment]:
    """Comments from the letter: words, and the number of the place (None: the whole text)."""
    paragraphs = submission.consultation.version.paragraphs
    parts = [Part(words, paragraphs.get(number=number) if number else None) for words, number in pairs]
    return splitting.split(submission, parts, by=by)


def fields(**more) -> dict:
    """The form as it is filled in for the letter."""
    said = vars(heard()) | {"key": uuid.uuid4(), "named": ""} | more
    return {name: value for name, value in said.items() if value is not None}


def numbers(comments: Sequence[Comment]) -> list[int]:
    return [comment.number for comment in comments]


def post(browser: Client, name: str, consultation: Consultation, *args, **said):
    """The answer to a form of the letter's pages."""
    return browser.post(reverse(name, args=[consultation.slug, *args]), said)
