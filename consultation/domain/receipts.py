"""What a sender is told of a submission: its number, how far it has come, the words as they came in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import effects, matter
from consultation.domain.course import Step
from consultation.domain.matter import Matter, consultation_of
from consultation.domain.taking_part import changing
from consultation.domain.taking_part.confirming import CONFIRM_WITHIN
from consultation.models import Attachment, Comment, Submission, UnsentComment
from consultation.models.moderation_act import HidingReason, ModerationAct
from drafts.domain import difference
from drafts.models import Version
from organisation.domain.dates import day_and_time
from organisation.models import OutgoingMail

State = Comment.State


@dataclass(frozen=True)
class Line:
    """One comment of a submission, for its sender's eyes."""

    comment: Comment
    matter: Matter
    version: Version

    @property
    def place(self) -> str:
        """What the comment is on, in words."""
        words = {"number": self.number, "name": self.matter.named(self.version)}
        return (_("On %(number)s in %(name)s") if self.number else _("On the whole of %(name)s")) % words

    @property
    def number(self) -> str:
        return self.comment.paragraph.number if self.comment.paragraph else ""

    @property
    def href(self) -> str:
        """The page of what the comment is on."""
        args = [self.matter.policy.slug, self.version.number]
        return reverse("paragraph", args=[*args, self.number]) if self.number else reverse("whole", args=args)

    @property
    def suggestion(self) -> SafeString | str:
        """The suggested wording as a difference."""
        return wished(self.comment)

    @property
    def label(self) -> str:
        """What the suggestion is."""
        if self.comment.adds:
            return _("Your new paragraph after %(number)s") % {"number": self.number}
        return _("Your wording")

    @property
    def obstacle(self) -> str:
        """Why it cannot be changed or withdrawn now; "" when it can."""
        return changing.obstacle(self.comment)

    @property
    def state_words(self) -> str:
        """Where it is, to its sender."""
        match self.comment.state:
            case State.UNCONFIRMED if self.comment.submission.email and is_too_late(self.comment.submission):
                return _("Registered. Not shown on the web, since the address was not confirmed in time.")
            case State.UNCONFIRMED if self.comment.submission.email:
                return _("Not shown on the web yet: confirm your address by the link in the mail.")
            case State.UNCONFIRMED:
                return _("Registered. Not shown on the web, since there is no address to confirm.")
            case State.HELD:
                return _("Only you can see it until a moderator has read it.")
            case State.SHOWN:
                return _("Shown on the web.")
            case State.HIDDEN:
                return _("Hidden on the web: %(reason)s. It is kept, and gets an answer like all others.") % {
                    "reason": self.hidden_reason
                }
        return self.withdrawn_words

    @property
    def withdrawn_words(self) -> str:
        """Who took it back, and what it became."""
        act = self.comment.moderation_acts.first()
        if act and act.kind == ModerationAct.Kind.SPLIT:
            return _("Split into %(list)s, so that each part is answered where it belongs.") % {"list": act.remark}
        if act and act.kind == ModerationAct.Kind.WITHDRAW:
            return _("Withdrawn by the staff who had made it from your letter.")
        return _("Withdrawn by you. It is kept, but not shown, not counted and not answered.")

    @property
    def hidden_reason(self) -> str:
        acts = self.comment.moderation_acts.filter(kind=ModerationAct.Kind.HIDE)
        last = acts.values_list("reason", flat=True).first()
        return str(HidingReason(last).label) if last else _("by a moderator")


def wished(comment: Comment | UnsentComment) -> SafeString | str:
    """A suggestion as the difference to the text that it was written for; a new paragraph is all new."""
    if not comment.suggestion:
        return ""
    is_new = comment.suggests == Comment.Suggests.AFTER
    before = comment.paragraph.text if comment.paragraph and not is_new else ""
    return difference.difference_html(before, comment.suggestion)


@dataclass(frozen=True)
class Receipt:
    """One submission and its comments, for the sender's eyes."""

    submission: Submission
    lines: Sequence[Line]
    matter: Matter
    version: Version

    @property
    def first(self) -> Line:
        """The first that counts; a letter that was split counts by its parts."""
        return next((line for line in self.lines if line.comment.state != State.WITHDRAWN), self.lines[0])

    @property
    def comment(self) -> Comment:
        """The first comment, which stands for the way of them all."""
        return self.first.comment

    @property
    def counted(self) -> list[Comment]:
        """The comments that need an answer, as `CommentQuerySet.to_answer` says it."""
        return [line.comment for line in self.lines if line.comment.state != State.WITHDRAWN]

    @property
    def references(self) -> list[str]:
        return [line.comment.reference for line in self.lines]

    @property
    def masked_email(self) -> str:
        """s•••@exempel.se: known to its owner, told to nobody else."""
        return masked(self.submission.email)

    @property
    def number(self) -> str:
        return self.first.number

    @property
    def href(self) -> str:
        return self.first.href

    @property
    def files(self) -> list[tuple[Attachment, str]]:
        """The enclosures, each with where it is, in words."""
        rows = self.submission.attachments.filter(kind=Attachment.Kind.ENCLOSURE)
        return [(row, file_words(row)) for row in rows]

    @property
    def is_undelivered(self) -> bool:
        """Whether a mail to the sender was given up since this came in."""
        sent = self.submission
        return OutgoingMail.objects.dead().filter(recipient=sent.email, written_at__gte=sent.received_at).exists()

    @property
    def lede(self) -> str:
        """What has happened, in a sentence or two; of several comments that differ, each says it itself."""
        states = {line.comment.state for line in self.lines}
        many, email = len(self.lines), self.masked_email
        if len(states) > 1:
            return _("Where each of them is you see below.")
        match self.comment.state:
            case State.UNCONFIRMED if email and self.is_undelivered:
                return _(
                    "The link could not be sent to %(email)s."
                    " What you wrote is registered and answered, but not shown on the web."
                ) % {"email": email}
            case State.UNCONFIRMED if email and is_too_late(self.submission):
                return _(
                    "The link that we sent to %(email)s was not used in time."
                    " What you wrote is registered and answered, but not shown on the web."
                ) % {"email": email}
            case State.UNCONFIRMED if email:
                return ngettext(
                    "A link is on its way to %(email)s."
                    " When you have followed it and pressed the button, the comment is shown on the web.",
                    "A link is on its way to %(email)s."
                    " When you have followed it and pressed the button, the comments are shown on the web.",
                    many,
                ) % {"email": email}
            case State.UNCONFIRMED:
                return _("You gave no address. What you wrote is registered and answered, but not shown on the web.")
            case State.HELD:
                return _("A moderator reads what you wrote before it is shown.")
            case State.SHOWN:
                return _("Your address is confirmed, and what you wrote is shown on the web.")
        return ""

    @property
    def steps(self) -> list[Step]:
        """What has happened and what happens next."""
        came = Step("done", _("Came in"), day_and_time(self.submission.received_at))
        if self.comment.state == State.WITHDRAWN:
            return [came, *self.now]
        ahead = effects.ahead([line.comment for line in self.lines], self.matter, self.version)
        if ahead[0].state == "next":
            return [came, *self.now, *ahead]
        if self.comment.state == State.UNCONFIRMED and self.submission.email:
            words = _("not shown on the web, since the address is not confirmed")
            return [came, Step("done", _("Registered"), words), *ahead]
        return [came, *(replace(step, state="done") for step in self.now if step.state != "next"), *ahead]

    @property
    def now(self) -> list[Step]:
        """The step that the comment is at."""
        match self.comment.state:
            case State.UNCONFIRMED if self.submission.email and is_too_late(self.submission):
                words = _("not shown on the web, since the address was not confirmed in time")
                return [Step("now", _("Registered"), words)]
            case State.UNCONFIRMED if self.submission.email:
                return [
                    Step("now", _("You confirm your address"), _("by the link in the mail, then it is shown")),
                    Step("next", _("Shown on the web")),
                ]
            case State.UNCONFIRMED:
                return [Step("now", _("Registered"), _("not shown on the web, since there is no address to confirm"))]
            case State.HELD:
                return [
                    Step("now", _("A moderator reads it"), _("then it is shown on the web")),
                    Step("next", _("Shown on the web")),
                ]
            case State.SHOWN:
                return [Step("now", _("Shown on the web"), href=f"{self.href}#{self.comment.anchor}")]
            case State.HIDDEN:
                return [Step("now", _("Hidden on the web"), _("it is kept, and gets an answer like all others"))]
        return [Step("now", _("Withdrawn"))]


def find(key: UUID) -> Receipt | None:
    """The receipt of the submission with this key."""
    version = F("consultation__version__number")
    rows = Submission.objects.annotate(slug=F("consultation__version__policy__slug"), version=version)
    submission = rows.filter(key=key).first()
    return on(submission, matter.read(submission.slug), submission.version) if submission else None


def of(submission: Submission) -> Receipt | None:
    """The receipt of a submission; None where its text is not public any more."""
    version = submission.consultation.version
    return on(submission, matter.read(version.policy.slug), version.number)


def on(submission: Submission, known: Matter | None, version: int) -> Receipt | None:
    """The same with the matter that it is read in."""
    shown = known.version(version) if known else None
    if shown is None:
        return None
    submission.consultation = consultation_of(shown)
    comments = list(submission.comments.select_related("paragraph").order_by("number"))
    for comment in comments:
        comment.consultation = submission.consultation
    prefetch_related_objects([comment for comment in comments if comment.disposition_id], "disposition")
    lines = [Line(comment, known, shown) for comment in comments]
    return Receipt(submission, lines, known, shown) if lines else None


def is_too_late(submission: Submission) -> bool:
    """Whether every link that was sent to confirm it has expired."""
    now = timezone.now()
    fresh = submission.received_at + CONFIRM_WITHIN > now
    return not fresh and not submission.confirmations.filter(used_at=None, expires_at__gt=now).exists()


def file_words(file: Attachment) -> str:
    """Where a file is, to the one who sent it."""
    match file.state:
        case Attachment.State.WAITING:
            return _("Shown on the web when a moderator has looked at it.")
        case Attachment.State.SHOWN:
            return _("Shown on the web together with the comment.")
        case Attachment.State.KEPT:
            return _("Kept, but not shown on the web.")
    return _("A virus was found in it, so it is kept but not shown.")


def masked(address: str) -> str:
    """The first letter and the host of an address."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••@{host}" if host else ""
