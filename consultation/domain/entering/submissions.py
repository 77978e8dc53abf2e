"""Entering what came by letter, mail or telephone, or was said at a meeting: it counts like all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import attachments, participation
from consultation.domain.attachments import Upload
from consultation.domain.gathering import entries
from consultation.models import Attachment, ChannelEntry, Comment, Consultation, Invitation, Submission
from consultation.models.submission import Channel
from drafts.models.policy import State
from organisation.domain import log
from organisation.domain.dates import day_and_year
from organisation.exceptions import ActRefused
from organisation.models import Municipality, User
from organisation.models.municipality import Screening

UNDER_WAY = (State.ANNOUNCED, State.COMPILING, State.RETURNED)


@dataclass(frozen=True)
class Heard:
    """What came in, as it was entered. `received_on` is the day on which it came to the municipality."""

    words: str
    sender_kind: str
    channel: str
    received_on: date
    sender_name: str = ""
    organisation: str = ""
    role: str = ""
    email: str = ""
    address: str = ""
    named: bool = False
    language: str = "sv"
    source: str = ""
    invitation: Invitation | None = None


def enter(
    consultation: Consultation,
    heard: Heard,
    *,
    key: UUID,
    originals: Sequence[Upload] = (),
    entry: ChannelEntry | None = None,
    by: User,
) -> Submission:
    """Registers it whole, as one comment on the whole text that can be split later; no mail asks to confirm anything.

    Shown at once, or held where screening comes first. Exactly once: the same `key` gives the same submission. A late
    one is taken and is late. `entry` (of a feed) is settled with it. Refused before the consultation opens, once the
    answers are published, and for a day that is to come or lies before the opening.
    """
    try:
        with transaction.atomic():
            sent = Submission.objects.filter(key=key).first()
            if sent is not None:
                return sent
            submission = register(consultation, heard, key=key, by=by)
            comment = participation.add_comment(submission, heard.words, paragraph=None)
            place(comment, state_for_new())
            keep_originals(submission, originals, by=by)
            if entry is not None:
                entries.settle(entry, submission, by=by)
            chain = submission.consultation.version.policy.uuid
            log.record(chain, "submission entered", by=by, submission=submission.number, channel=heard.channel)
            return submission
    except IntegrityError:
        sent = Submission.objects.filter(key=key).first()
        if sent is None:
            raise
        return sent


def keep_originals(submission: Submission, originals: Sequence[Upload], *, by: User) -> list[Attachment]:
    """Keeps the scanned letter with the submission, off the web. Refused when there are too many."""
    kept = attachments.keep(submission, originals, kind=Attachment.Kind.ORIGINAL)
    Attachment.objects.filter(pk__in=[row.pk for row in kept]).update(
        state=Attachment.State.KEPT, screened_by=by, screened_at=timezone.now()
    )
    return kept


@transaction.atomic
def add_originals(submission: Submission, originals: Sequence[Upload], *, by: User) -> list[Attachment]:
    """The same for one that was scanned later; what is there already is not kept again.

    Refused for what came on the web.
    """
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if submission.entered_by_id is None:
        raise ActRefused(_("The sender wrote this on the web; there is no paper to it."))
    known = set(submission.attachments.values_list("sha256", flat=True))
    new = [each for each in originals if sha256(each.data).hexdigest() not in known]
    return keep_originals(submission, new, by=by)


def register(consultation: Consultation, heard: Heard, *, key: UUID, by: User) -> Submission:
    """The submission with its number; the consultation's row is locked until the transaction ends."""
    rows = Consultation.objects.filter(pk=consultation.pk)
    rows.update(last_submission=F("last_submission") + 1)
    consultation = rows.select_related("version__policy").get()
    now = timezone.now()
    refuse_not_now(consultation, now)
    said = {name: value for name, value in vars(heard).items() if name not in ("words", "received_on")}
    if heard.channel not in Channel.values or heard.channel == Channel.WEB:
        raise ActRefused(_("Choose how it came in."))
    return Submission.objects.create(
        consultation=consultation,
        number=consultation.last_submission,
        key=key,
        received_at=moment(consultation, heard.received_on, now),
        confirmed_at=now,
        entered_by=by,
        **said,
    )


def refuse_not_now(consultation: Consultation, now: datetime) -> None:
    refusal = obstacle(consultation, now)
    if refusal:
        raise ActRefused(refusal)


def obstacle(consultation: Consultation, now: datetime) -> str:
    """Why nothing can be entered now, in a sentence; "" when it can."""
    if consultation.phase(now) == "coming":
        return _("The consultation has not opened yet.")
    if consultation.answers_published_at is not None:
        return _("The answers are published. What comes in now is a matter for the diary, not for this consultation.")
    policy = consultation.version.policy
    if policy.state not in UNDER_WAY:
        return _("Nothing can be entered now: the matter is %(state)s.") % {"state": policy.get_state_display()}
    return ""


def moment(consultation: Consultation, day: date, now: datetime) -> datetime:
    """When it came in: today now, on a day before at noon. Refused outside the time from the opening until now."""
    today = timezone.localdate(now)
    if day > today:
        raise ActRefused(_("The day on which it came in has not come yet."))
    opening = timezone.localdate(consultation.opens_at)
    if day < opening:
        raise ActRefused(
            _("The consultation opened %(day)s. What came before that is not a part of it.")
            % {"day": day_and_year(opening)}
        )
    if day == today:
        return now
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return max(noon, consultation.opens_at)


def state_for_new() -> str:
    """What staff entered is confirmed: shown, or held where a moderator reads first."""
    before = Municipality.current().screening == Screening.BEFORE
    return Comment.State.HELD if before else Comment.State.SHOWN


def place(comment: Comment, state: str) -> None:
    """Gives a new comment its state, in the caller's transaction."""
    comment.state, comment.is_public = state, state == Comment.State.SHOWN
    Comment.objects.filter(pk=comment.pk).update(state=state, is_public=comment.is_public)


def folded(words: str) -> str:
    """Equal for the same words, whatever their white space and case."""
    return " ".join(words.casefold().split())


def alike(consultation: Consultation, heard: Heard) -> list[Submission]:
    """What has come in already with the same words from the same sender."""
    said = folded(heard.words)
    name, organisation = folded(heard.sender_name), folded(heard.organisation)
    rows = Submission.objects.filter(consultation=consultation).prefetch_related("comments")
    if heard.email:
        same = rows.filter(email__iexact=heard.email)
    else:
        same = rows.filter(organisation__iexact=heard.organisation.strip())
        same = same if organisation else same.filter(sender_name__iexact=heard.sender_name.strip())
    both = [each for each in same if heard.email or organisation or folded(each.sender_name) == name]
    return [
        each for each in both if said in {folded(each.words), *(folded(row.comment) for row in each.comments.all())}
    ]
