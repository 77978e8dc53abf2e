"""The letter of all answers: asked for once by staff, written by the worker, sent by the outbox."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from consultation.domain.letters.telling import texts_of
from consultation.models import Comment, Consultation, Letter, Submission
from consultation.tasks import write_letters
from drafts.domain.policies import locked
from organisation.domain import log, post
from organisation.exceptions import ActRefused
from organisation.models import OutgoingMail, User

TOGETHER = 100
Kind = Letter.Kind


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


def reachable(consultation: Consultation) -> QuerySet[Submission]:
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
    """The first submission of each address to which no letter of all answers has been asked for."""
    asked = consultation.letters.filter(kind=Kind.ANSWERS).values_list("submission__email", flat=True)
    told = {email.lower() for email in asked}
    firsts: dict[str, int] = {}
    for pk, email in reachable(consultation).values_list("pk", "email"):
        if email.lower() not in told:
            firsts.setdefault(email.lower(), pk)
    return list(firsts.values())


def standing(consultation: Consultation, kind: str = Kind.ANSWERS) -> Standing:
    """How many letters are to ask for, wait, are sent, and came to nothing."""
    state = OutgoingMail.State
    counts = consultation.letters.filter(kind=kind).aggregate(
        sent=Count("pk", filter=Q(mail__state=state.SENT)),
        dead=Count("pk", filter=Q(mail__state=state.DEAD)),
        every=Count("pk"),
    )
    waiting = counts["every"] - counts["sent"] - counts["dead"]
    to_ask = len(without_letter(consultation)) if kind == Kind.ANSWERS else 0
    return Standing(to_ask, waiting, counts["sent"], counts["dead"])


def write(consultation_id: int) -> int:
    """Writes the mails of all letters that have none, a hundred in a transaction; how many. For the worker.

    The policy is locked, so that an answer is changed before a letter is written or after it, never meanwhile.
    """
    written = 0
    while True:
        with transaction.atomic():
            consultation = Consultation.objects.select_related("version__policy").get(pk=consultation_id)
            locked(consultation.version.policy)
            rows = consultation.letters.select_for_update().filter(mail=None)
            letters = list(rows.prefetch_related("submission", "comments")[:TOGETHER])
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
