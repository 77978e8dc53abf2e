"""A review round: the working group is asked to read a draft by a date, and says what it thinks of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.domain import texts
from drafts.domain.editing import refuse_resting
from drafts.domain.group_mail import tell
from drafts.domain.policies import locked
from drafts.models import Policy, ReviewAnswer, ReviewRound
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

Kind = ReviewAnswer.Kind
A_DAY = timedelta(days=1)


@transaction.atomic
def ask(policy: Policy, *, read_by: date, message: str, by: User) -> ReviewRound:
    """Asks every other member of the group to read the draft up to and including `read_by`, by mail and on the desk.

    Refused without a text, without anybody to ask, for a day that has passed, while the text rests, and while
    another round goes on; one whose day has passed is ended. Asked the same twice, the round is the same.
    """
    policy = locked(policy)
    refuse_resting(policy)
    draft = policy.versions.draft()
    if not draft.paragraphs.exists():
        raise ActRefused(_("There is no text yet. Put the text in before asking for a review."))
    standing = current(policy)
    if standing and (standing.asked_by_id, standing.read_by, standing.message) == (by.pk, read_by, message):
        return standing
    today = timezone.localdate()
    if read_by < today:
        raise ActRefused(_("The day has passed already. Choose today or a later day."))
    if standing and standing.read_by >= today:
        raise ActRefused(_("A review is going on. End it before you begin another."))
    people = members(policy, by)
    if not people:
        raise ActRefused(_("There is nobody to ask: the working group has no other member than you."))
    if standing:
        end(standing, by=by)
    started = ReviewRound.objects.create(version=draft, asked_by=by, read_by=read_by, message=message)
    ReviewAnswer.objects.bulk_create([ReviewAnswer(round=started, person=person) for person in people])
    log.record(policy.uuid, "review asked", by=by, review=started.pk, people=len(people))
    write_to(people, started, gettext_lazy("Read “%(title)s”"), "review.txt")
    return started


def members(policy: Policy, by: User) -> list[User]:
    """Whom a round asks: the members of the group who can sign in, but for who asks."""
    within = policy.memberships.values("user")
    return list(User.objects.filter(pk__in=within, is_active=True).exclude(pk=by.pk).order_by("name"))


@transaction.atomic
def answer(asked: ReviewRound, *, kind: str, checksum: str, by: User) -> ReviewAnswer:
    """What a member says of the text with this checksum, which they have read; a later answer takes its place.

    Refused when the round is over and to who was not asked; `Stale` when the text has changed since.
    """
    policy = locked(asked.version.policy)
    asked = going_on(asked)
    given = asked.answers.filter(person=by).first()
    if given is None:
        raise ActRefused(_("You are not among those who are asked."))
    if texts.checksum(asked.version) != checksum:
        raise Stale(_("The text has changed since you opened it. Read it again."), given)
    if (given.kind, given.checksum) == (kind, checksum):
        return given
    given.kind, given.checksum, given.at = kind, checksum, timezone.now()
    given.save()
    log.record(policy.uuid, "review answered", by=by, review=asked.pk, kind=kind, checksum=checksum)
    return given


@transaction.atomic
def remind(asked: ReviewRound, *, by: User) -> int:
    """Writes to those who have not answered; how many. Refused within a day of the last mail, and when all have."""
    policy = locked(asked.version.policy)
    asked = going_on(asked)
    if mailed_lately(asked):
        raise ActRefused(_("They have had a mail within the last day. Wait until tomorrow."))
    waiting = asked.answers.filter(kind=Kind.WAITING, person__is_active=True).select_related("person")
    people = [each.person for each in waiting]
    if not people:
        raise ActRefused(_("Everybody has answered."))
    asked.reminded_at = timezone.now()
    asked.save(update_fields=["reminded_at"])
    log.record(policy.uuid, "review reminded", by=by, review=asked.pk, people=len(people))
    write_to(people, asked, gettext_lazy("Reminder: read “%(title)s”"), "review.txt")
    return len(people)


@transaction.atomic
def end(asked: ReviewRound, *, by: User) -> ReviewRound:
    """Ends a round before a proposal is frozen; one that is over stays as it is."""
    policy = locked(asked.version.policy)
    asked = ReviewRound.objects.select_related("version").get(pk=asked.pk)
    if asked.is_open:
        asked.ended_at = timezone.now()
        asked.save(update_fields=["ended_at"])
        log.record(policy.uuid, "review ended", by=by, review=asked.pk)
    return asked


def mailed_lately(asked: ReviewRound) -> bool:
    """Whether those who are asked had a mail within the last day."""
    return timezone.now() - (asked.reminded_at or asked.asked_at) < A_DAY


def write_to(people: Iterable[User], asked: ReviewRound, subject: object, template: str) -> None:
    """A mail to each, with the request and the way to the text."""
    for person in people:
        tell(person, subject, template, policy=asked.version.policy, page="review", round=asked)


def going_on(asked: ReviewRound) -> ReviewRound:
    """The round as it is now; refused when it is over."""
    asked = ReviewRound.objects.select_related("version__policy", "asked_by").get(pk=asked.pk)
    if not asked.is_open:
        raise ActRefused(_("This review is over."))
    return asked


def current(policy: Policy) -> ReviewRound | None:
    """The round that goes on, if any, with how many are asked, have answered, and say that it is fine."""
    rounds = (
        ReviewRound.objects.open()
        .filter(version__policy=policy)
        .annotate(
            asked=Count("answers"),
            answered=Count("answers", filter=~Q(answers__kind=Kind.WAITING)),
            fine=Count("answers", filter=Q(answers__kind=Kind.FINE)),
        )
    )
    return rounds.select_related("asked_by", "version__policy").first()


def rounds(policy: Policy) -> list[ReviewRound]:
    """Every round of the policy with its answers, the last first."""
    found = ReviewRound.objects.filter(version__policy=policy).select_related("asked_by", "version")
    return list(found.prefetch_related("answers__person"))


def join(policy: Policy, person: User) -> None:
    """Asks somebody who came into the group while a round goes on."""
    asked = current(policy)
    if asked and asked.asked_by_id != person.pk:
        ReviewAnswer.objects.get_or_create(round=asked, person=person)


def leave(policy: Policy, person: User) -> None:
    """Asks somebody no longer who has left the group without an answer."""
    asked = current(policy)
    if asked:
        asked.answers.filter(person=person, kind=Kind.WAITING).delete()
