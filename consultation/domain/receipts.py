"""What a sender is told of a submission: its number, how far it has come, the words as they came in."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consultation.domain import matter
from consultation.domain.course import Step
from consultation.domain.matter import Matter
from consultation.models import Comment, Submission
from drafts.domain import difference
from drafts.models import Version
from organisation.domain.dates import day_and_time

State = Comment.State


@dataclass(frozen=True)
class Receipt:
    """One submission and its comment, for the sender's eyes."""

    submission: Submission
    comment: Comment
    matter: Matter
    version: Version

    @property
    def masked_email(self) -> str:
        """s•••@exempel.se: known to its owner, told to nobody else."""
        name, _at, host = self.submission.email.partition("@")
        return f"{name[:1]}•••@{host}" if host else ""

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
        if not self.comment.suggestion:
            return ""
        return difference.difference_html(self.comment.paragraph.text, self.comment.suggestion)

    @property
    def steps(self) -> list[Step]:
        """What has happened and what happens next."""
        came = Step("done", _("Came in"), day_and_time(self.submission.received_at))
        body = Step("next", _("%(body)s decides") % {"body": self.matter.policy.document_type.deciding_body})
        answered = Step("next", _("The administration answers"), _("when the consultation has closed"))
        return [came, *self.now, answered, body]

    @property
    def now(self) -> list[Step]:
        """The step that the comment is at."""
        match self.comment.state:
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
    submission = Submission.objects.select_related("consultation__version__policy").filter(key=key).first()
    return of(submission) if submission else None


def of(submission: Submission) -> Receipt | None:
    """The receipt of a submission; None where its text is not public any more."""
    version = submission.consultation.version
    known = matter.read(version.policy.slug)
    comment = submission.comments.select_related("paragraph").order_by("number").first()
    shown = known.version(version.number) if known else None
    return Receipt(submission, comment, known, shown) if shown and comment else None
