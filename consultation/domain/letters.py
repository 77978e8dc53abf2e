"""The letter to each sender: what you said, what we answered, the sentence that it changed."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultation.domain import report
from consultation.models import Change, Comment, Consultation, Decision, Letter, Submission
from consultation.models.disposition import Outcome
from consultation.tasks import write_letters
from drafts.domain import comparison
from drafts.models import Descent, Version
from organisation.domain import log, post
from organisation.exceptions import ActRefused
from organisation.models import Municipality, OutgoingMail, User

TOGETHER = 100
SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Changed:
    """What one comment changed: the sentences before and after, "" where there are none, and why."""

    number: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Said:
    """One comment in a letter, with its answer and what it changed."""

    comment: Comment
    outcome: str
    href: str
    changes: tuple[Changed, ...]

    @property
    def reason(self) -> str:
        return self.comment.disposition.reason if self.comment.disposition else ""

    @property
    def place(self) -> str:
        return self.comment.paragraph.number if self.comment.paragraph else ""


@dataclass(frozen=True)
class Standing:
    """How far the letters of a consultation are: numbers of senders."""

    to_ask: int
    waiting: int
    sent: int
    dead: int


@transaction.atomic
def ask(consultation: Consultation, *, by: User) -> int:
    """Asks for a letter to every sender with a confirmed address who has none yet; how many those are.

    Refused before the answers are published. The worker writes them and the outbox sends each once.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.answers_published_at is None:
        raise ActRefused(_("The answers are not published yet. The letters tell of them, so they go out after that."))
    firsts = without_letter(consultation)
    Letter.objects.bulk_create(
        [Letter(consultation=consultation, submission_id=pk, asked_by=by) for pk in firsts], batch_size=500
    )
    if firsts:
        write_letters.enqueue(consultation.pk)
        log.record(consultation.version.policy.uuid, "letters asked for", by=by, letters=len(firsts))
    return len(firsts)


def reachable(consultation: Consultation):
    """Confirmed submissions with an address and a view that was not withdrawn, in the order of their numbers."""
    return (
        Submission.objects.filter(
            consultation=consultation,
            confirmed_at__isnull=False,
            pk__in=Comment.objects.filter(consultation=consultation).to_answer().values("submission"),
        )
        .exclude(email="")
        .order_by("number")
    )


def without_letter(consultation: Consultation) -> list[int]:
    """The first submission of each address to which no letter has been asked for."""
    told = {email.lower() for email in consultation.letters.values_list("submission__email", flat=True)}
    firsts: dict[str, int] = {}
    for pk, email in reachable(consultation).values_list("pk", "email"):
        if email.lower() not in told:
            firsts.setdefault(email.lower(), pk)
    return list(firsts.values())


def standing(consultation: Consultation) -> Standing:
    """How many letters are to ask for, wait, are sent, and came to nothing."""
    state = OutgoingMail.State
    counts = consultation.letters.aggregate(
        sent=Count("pk", filter=Q(mail__state=state.SENT)),
        dead=Count("pk", filter=Q(mail__state=state.DEAD)),
        every=Count("pk"),
    )
    waiting = counts["every"] - counts["sent"] - counts["dead"]
    return Standing(len(without_letter(consultation)), waiting, counts["sent"], counts["dead"])


def write(consultation_id: int) -> int:
    """Writes the mails of all letters that have none, a hundred in a transaction; how many. For the worker."""
    written = 0
    while True:
        with transaction.atomic():
            consultation = Consultation.objects.select_for_update().get(pk=consultation_id)
            letters = list(consultation.letters.filter(mail=None).select_related("submission")[:TOGETHER])
            for letter, (subject, text) in zip(letters, texts_of(consultation, letters), strict=True):
                letter.mail = post.write(letter.submission.email, subject, text)
                letter.save(update_fields=["mail"])
        if not letters:
            return written
        written += len(letters)


def sample(consultation: Consultation) -> tuple[str, str] | None:
    """Subject and text of the first letter, as it would read now; None when there is nobody to write to."""
    first = reachable(consultation).first()
    if first is None:
        return None
    return texts_of(consultation, [Letter(consultation=consultation, submission=first)])[0]


def texts_of(consultation: Consultation, letters: Sequence[Letter]) -> list[tuple[str, str]]:
    """Subject and text of each letter, in the language of its sender; in as many queries for one as for a hundred."""
    version = Version.objects.select_related("policy__document_type").get(pk=consultation.version_id)
    by_address = said_by(consultation, {letter.submission.email.lower() for letter in letters})
    decided = report.deciding(version.policy, version)
    common = {"consultation": consultation, "municipality": Municipality.current(), "decision": decided}
    common |= {"policy": version.policy, "amended": changed_at_meeting(decided)}
    found = []
    for letter in letters:
        with translation.override(letter.submission.language):
            comments = by_address[letter.submission.email.lower()]
            said = [said_of(version, comment, proposed=decided is None) for comment in comments]
            context = common | {"said": said, "name": letter.submission.sender_name}
            context["report"] = settings.SITE_ADDRESS + reverse("report", args=[consultation.slug])
            subject = _("Our answers to your views on “%(title)s”") % {"title": version.policy.title}
            found.append((subject, render_to_string("mail/letter.txt", context)))
    return found


def changed_at_meeting(decided: Decision | None) -> str:
    """Where it stands what the meeting changed in the text that it adopted; "" when it changed nothing."""
    if decided is None or not decided.is_amending:
        return ""
    number = decided.version.number
    return settings.SITE_ADDRESS + reverse("compare", args=[decided.policy.slug, number - 1, number])


def said_by(consultation: Consultation, addresses: set[str]) -> dict[str, list[Comment]]:
    """The comments that came confirmed from each address, with answers and the changes tied to them."""
    changes = Change.objects.select_related("descent__before", "descent__after").order_by("pk")
    senders = [pk for pk, email in reachable(consultation).values_list("pk", "email") if email.lower() in addresses]
    comments = (
        Comment.objects.filter(consultation=consultation, submission__in=senders)
        .to_answer()
        .select_related("submission", "disposition", "paragraph")
        .prefetch_related(Prefetch("changes", changes))
        .order_by("number")
    )
    found = defaultdict(list)
    for comment in comments:
        found[comment.submission.email.lower()].append(comment)
    return found


def said_of(version: Version, comment: Comment, *, proposed: bool) -> Said:
    """A comment as its sender reads of it, in the language that is active."""
    outcome = Outcome(comment.disposition.outcome) if comment.disposition else None
    words = str(outcome.proposed if proposed else outcome.label) if outcome else ""
    place = [comment.paragraph.number] if comment.paragraph else []
    page = reverse("paragraph" if place else "whole", args=[version.policy.slug, version.number, *place])
    return Said(
        comment,
        words,
        f"{settings.SITE_ADDRESS}{page}#{comment.anchor}",
        tuple(changed_by(change) for change in comment.changes.all()),
    )


def changed_by(change: Change) -> Changed:
    """The sentences that a change took out and put in."""
    tie = change.descent
    before, after = sentences_of(tie)
    return Changed((tie.after or tie.before).number, before, after, change.reason)


def sentences_of(tie: Descent) -> tuple[str, str]:
    """The sentences that one tie took out and put in; both sides whole of a split or a merge, and where none came."""
    before, after = comparison.words(tie.before), comparison.words(tie.after)
    old, new = sentences_apart(before, after)
    whole = tie.kind in (Descent.Kind.SPLIT, Descent.Kind.MERGED) or (tie.after is not None and not new)
    return (before, after) if whole else (old, new)


def sentences_apart(before: str, after: str) -> tuple[str, str]:
    """The sentences that differ; those that both begin or end with are left out."""
    old, new = SENTENCE.split(before), SENTENCE.split(after)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return " ".join(old), " ".join(new)
