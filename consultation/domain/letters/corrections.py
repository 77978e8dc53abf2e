"""The letter of correction: to exactly those who were told of an answer that is another now."""

from collections import defaultdict

from django.db import transaction
from django.db.models.functions import Lower

from consultation.domain.answers import correcting
from consultation.domain.letters import told
from consultation.domain.letters.telling import texts_of
from consultation.models import Comment, Consultation, Letter, Submission
from consultation.tasks import write_letters
from drafts.domain.policies import locked
from organisation.domain import log
from organisation.models import User

Kind = Letter.Kind


def due(consultation: Consultation) -> list[list[Comment]]:
    """The comments of each sender whose answer is not the one that a letter told of; none that a letter waits for.

    An answer that came after the letter counts, and one that was changed back does not.
    """
    rows = answered_since(consultation)
    known = told.earlier(consultation, rows)
    waiting = consultation.letters.filter(mail=None)
    named = set(Comment.objects.filter(letters__in=waiting).values_list("pk", flat=True))
    whole = waiting.filter(kind=Kind.ANSWERS).values_list("submission__email", flat=True)
    soon = {email.lower() for email in whole}
    by_address = defaultdict(list)
    for row in rows:
        email = row.submission.email.lower()
        if row.pk in known and known[row.pk].is_other and row.pk not in named and email not in soon:
            by_address[email].append(row)
    return list(by_address.values())


def answered_since(consultation: Consultation) -> list[Comment]:
    """The comments with a public answer that is newer than the first letter, from those who got one."""
    letters = told.written(consultation).order_by("mail__written_at")
    first = letters.values_list("mail__written_at", flat=True).first()
    if first is None:
        return []
    addresses = letters.order_by().annotate(lower=Lower("submission__email")).values("lower")
    senders = Submission.objects.annotate(lower=Lower("email")).filter(
        consultation=consultation, confirmed_at__isnull=False, lower__in=addresses
    )
    rows = Comment.objects.filter(consultation=consultation, submission__in=senders, disposition__at__gt=first)
    rows = rows.to_answer().select_related("submission", "disposition").order_by("number")
    return [row for row in rows if correcting.is_public(row.disposition, consultation)]


@transaction.atomic
def ask(consultation: Consultation, *, by: User) -> int:
    """Asks for a letter to every sender whom a correction concerns; how many. Asked again, nobody is told twice."""
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    asked = tell(consultation, due(consultation), kind=Kind.CORRECTION, by=by)
    if asked:
        log.record(policy.uuid, "letters of correction asked for", by=by, letters=asked)
    return asked


def tell(consultation: Consultation, groups: list[list[Comment]], *, kind: str, by: User) -> int:
    """A letter for each group of comments from one sender, in the caller's transaction; the worker writes them."""
    letters = Letter.objects.bulk_create(
        [Letter(consultation=consultation, kind=kind, submission=rows[0].submission, asked_by=by) for rows in groups],
        batch_size=500,
    )
    link = Letter.comments.through
    named = [link(letter=letter, comment=row) for letter, rows in zip(letters, groups, strict=True) for row in rows]
    link.objects.bulk_create(named, batch_size=500)
    if letters:
        write_letters.enqueue(consultation.pk)
    return len(letters)


def sample(consultation: Consultation, groups: list[list[Comment]]) -> tuple[str, str] | None:
    """Subject and text of the first of these letters, as it would read now; None when there is none."""
    if not groups:
        return None
    letter = Letter(consultation=consultation, kind=Kind.CORRECTION, submission=groups[0][0].submission)
    return texts_of(consultation, [letter], about=[{row.pk for row in groups[0]}])[0]
