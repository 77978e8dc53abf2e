"""The cast, and how far a policy has come.

Olga owns (is responsible), Dan drafts, Åsa approves, Meja moderates, Rut registers, Sekreterare Sten keeps the
minutes, Kim sits in the council, Ada administers, Paula takes part without an account, Sam is signed in without a role.
"""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from consultation.domain import dispositions, lifecycle, participation
from consultation.domain.participation import Sender
from consultation.models import Comment, Consultation
from drafts.domain import approvals, importing, policies
from drafts.models import DocumentType, Policy
from organisation.models import Municipality, Role, Unit, User

TEXT = """# Riktlinjer för sociala medier

Riktlinjerna gäller alla som arbetar i kommunen.

## Ansvar

Kommunen ska svara på frågor inom två dagar.

Varje konto ska ha en ansvarig:

- som publicerar inlägg
- som svarar på frågor

## Uppföljning

Riktlinjerna ses över senast två år efter beslutet.
"""
KINDS = {
    "Olga": Role.Kind.RESPONSIBLE,
    "Dan": Role.Kind.DRAFTER,
    "Åsa": Role.Kind.APPROVER,
    "Meja": Role.Kind.MODERATOR,
    "Rut": Role.Kind.REGISTRAR,
    "Sten": Role.Kind.SECRETARY,
    "Kim": Role.Kind.COUNCIL,
    "Ada": Role.Kind.ADMINISTRATOR,
}


class Cast:
    """The people of a test and their unit; `cast.dan` and so on are Users, `cast.sam` has no role."""

    def __init__(self) -> None:
        Municipality.objects.get_or_create(pk=1, defaults={"name": "Ekeby kommun", "email": "kommun@ekeby.example"})
        self.unit = Unit.objects.create(name="Kommunstyrelsen")
        self.other_unit = Unit.objects.create(name="Miljönämnden")
        self.guideline = DocumentType.objects.create(name="Riktlinje", deciding_body="Kommunfullmäktige")
        for name, kind in KINDS.items():
            user = person(name)
            Role.objects.create(user=user, unit=self.unit, kind=kind)
            setattr(self, name.lower().replace("å", "a"), user)
        self.sam = person("Sam")


def person(name: str) -> User:
    """Somebody who can sign in, by a password that nobody knows."""
    address = name.lower().replace("å", "a")
    return User.objects.create_user(f"{address}@ekeby.example", name=name, title="handläggare")


def make_policy(cast: Cast, *, text: str = TEXT, title: str = "Riktlinjer för sociala medier") -> Policy:
    """A policy with a complete head and a text in its draft."""
    policy = policies.create(
        title,
        document_type=cast.guideline,
        unit=cast.unit,
        by=cast.dan,
        diary_number="KS 2026/123",
        responsible_function="Kommunikationschefen",
        contact="kommun@ekeby.example",
        summary="Hur kommunen använder sociala medier.",
    )
    if text:
        importing.put_in(policy, text, by=cast.dan)
    policy.refresh_from_db()
    return policy


def approve(cast: Cast, policy: Policy) -> Policy:
    """Dan asks, Åsa approves."""
    approval = approvals.ask(policy, by=cast.dan)
    approvals.approve(approval, checksum=approval.checksum, by=cast.asa)
    policy.refresh_from_db()
    return policy


def announce(
    cast: Cast, policy: Policy, *, opens: datetime | None = None, closes: datetime | None = None
) -> Consultation:
    """Freezes the draft and opens a consultation: from an hour ago for ten days unless said."""
    now = timezone.now()
    if policy.versions.draft().approvals.filter(state="given").first() is None:
        approve(cast, policy)
    lifecycle.freeze_proposal(policy, by=cast.dan)
    consultation = lifecycle.announce(
        policy,
        opens_at=opens or now - timedelta(hours=1),
        closes_at=closes or now + timedelta(days=10),
        by=cast.dan,
    )
    policy.refresh_from_db()
    return consultation


def comment(
    consultation: Consultation,
    number: str | None = "1.1",
    words: str = "Två dagar är för kort tid.",
    *,
    suggestion: str = "",
    parent: Comment | None = None,
    name: str = "Paula",
    named: bool = True,
    confirmed: bool = True,
) -> Comment:
    """A comment that Paula sent on paragraph `number` (None: the whole text), shown unless not confirmed."""
    paragraph = consultation.version.paragraphs.get(number=number) if number else None
    submission = participation.submit(
        consultation,
        key=uuid.uuid4(),
        sender=Sender(kind="private", name=name, email=f"{name.lower()}@example.se", named=named),
        paragraph=paragraph,
        words=words,
        suggestion=suggestion,
        parent=parent,
    )
    sent = submission.comments.get()
    if confirmed:
        Comment.objects.filter(pk=sent.pk).update(state=Comment.State.SHOWN, is_public=True)
        submission.confirmed_at = timezone.now()
        submission.save()
        sent.refresh_from_db()
    return sent


def close(consultation: Consultation) -> Consultation:
    """Sets the clock's matters so that the consultation closed a minute ago."""
    now = timezone.now()
    consultation.opens_at = min(consultation.opens_at, now - timedelta(days=2))
    consultation.closes_at = now - timedelta(minutes=1)
    consultation.save()
    return consultation


def answer_all(cast: Cast, consultation: Consultation, outcome: str = "noted") -> None:
    """One disposition for every comment that has none."""
    left = list(Comment.objects.filter(consultation=consultation).unanswered())
    if left:
        dispositions.dispose(left, outcome=outcome, reason="Tack för synpunkten.", by=cast.dan)
