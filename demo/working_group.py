"""What the working group of the demo's draft has said so far: notes with a reply, and a review that goes on."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from drafts.domain import notes, reviews
from drafts.models import Note, Policy
from organisation.models import User

WORDING = "Data publiceras utan avgift och under licensen CC0, så att ingen som använder dem behöver fråga om lov."


def begin(policy: Policy) -> None:
    """The group's work on a draft: two notes, one of them with a wording, a reply, and the request to read."""
    writer, reviewer = (member(policy, kind) for kind in ("drafter", "reviewer"))
    asked = note(policy, "3.4", "Vem gör prövningen? Skriv att det är kommunjuristen, som i 5.2.", reviewer)
    note(policy, "3.4", "Ja, jag skriver ett förslag till måndag.", writer, parent=asked)
    note(policy, "3.2", "Enklare så här?", reviewer, suggestion=WORDING)
    reviews.ask(
        policy,
        read_by=timezone.localdate() + timedelta(days=7),
        message="Läs särskilt avsnitt 3. Är principerna lätta att följa för den som upphandlar?",
        by=writer,
    )


def member(policy: Policy, kind: str) -> User:
    return policy.memberships.select_related("user").filter(kind=kind).first().user


def note(policy: Policy, number: str, words: str, by: User, **more) -> Note:
    """A note on the paragraph that has this number in the draft."""
    lineage = policy.versions.draft().paragraphs.get(number=number).lineage
    return notes.write(policy, lineage=lineage, words=words, key=uuid4(), by=by, **more)
