"""What the letters say: the views of one sender, the answers, the sentences that they changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultation.domain import course, report
from consultation.domain.letters import told
from consultation.domain.letters.told import Earlier
from consultation.domain.referral import links
from consultation.domain.sentences import Changed, changed_by, moved_at
from consultation.models import Change, Comment, Consultation, Decision, Letter
from consultation.models.disposition import Outcome
from drafts.models import Version
from organisation.models import Municipality

Kind = Letter.Kind


@dataclass(frozen=True)
class Said:
    """One comment in a letter, with its answer and what it changed; `earlier`: what an earlier letter told of it."""

    comment: Comment
    outcome: str
    href: str
    changes: tuple[Changed, ...]
    earlier: Earlier | None
    earlier_outcome: str

    @property
    def reason(self) -> str:
        return self.comment.disposition.reason if self.comment.disposition else ""

    @property
    def place(self) -> str:
        return self.comment.paragraph.number if self.comment.paragraph else ""

    @property
    def told_on(self) -> datetime | None:
        """When a letter told of this very answer by itself; None when none has, or it is another now."""
        told = self.earlier
        return told.at if told and told.by_itself and not told.is_other else None


def texts_of(
    consultation: Consultation, letters: Sequence[Letter], about: Sequence[Collection[int]] | None = None
) -> list[tuple[str, str]]:
    """Subject and text of each letter, in the language of its sender; in as many queries for one as for a hundred.

    `about`: the keys of the comments that each tells of, where that is not stored yet.
    """
    version = Version.objects.select_related("policy__document_type").get(pk=consultation.version_id)
    comments = comments_of(consultation, letters, about or [named_in(letter) for letter in letters])
    earlier = told.earlier(consultation, {row.pk: row for rows in comments for row in rows}.values())
    decided = report.deciding(version.policy, version)
    moved = moved_at(decided)
    common = {"consultation": consultation, "municipality": Municipality.current(), "decision": decided}
    common |= {"site": settings.SITE_ADDRESS, "policy": version.policy, "amended": changed_at_meeting(decided)}
    ended = course.ended(version.policy)
    found = []
    for letter, rows in zip(letters, comments, strict=True):
        with translation.override(letter.submission.language):
            said = [said_of(version, row, earlier.get(row.pk), moved, proposed=decided is None) for row in rows]
            context = common | {"said": said, "name": letter.submission.sender_name}
            context["ended"] = course.end_of(ended) if ended else None
            if consultation.answers_published_at and version.is_public:
                context["report"] = settings.SITE_ADDRESS + reverse("report", args=[consultation.slug])
            subject = SUBJECTS[letter.kind]() % {"title": version.policy.title}
            found.append((subject, render_to_string(f"mail/{TEMPLATES[letter.kind]}", context)))
    return found


SUBJECTS = {
    Kind.ANSWERS: lambda: _("Our answers to your views on “%(title)s”"),
    Kind.QUESTION: lambda: _("Your question about “%(title)s” is answered"),
    Kind.CORRECTION: lambda: _("A correction of our answer on “%(title)s”"),
}
TEMPLATES = {Kind.ANSWERS: "letter.txt", Kind.QUESTION: "question.txt", Kind.CORRECTION: "correction.txt"}


def changed_at_meeting(decided: Decision | None) -> str:
    """Where it stands what the meeting changed in the text that it adopted; "" when it changed nothing."""
    if decided is None or not decided.is_amending:
        return ""
    number = decided.version.number
    return settings.SITE_ADDRESS + reverse("compare", args=[decided.policy.slug, number - 1, number])


def comments_of(
    consultation: Consultation, letters: Sequence[Letter], about: Sequence[Collection[int]]
) -> list[list[Comment]]:
    """What each letter tells of, with answers and the changes tied to it; all from its address, or those it names."""
    changes = Change.objects.filter(descent__version__published_at__isnull=False).order_by("pk")
    changes = changes.select_related("descent__before", "descent__after")
    rows = (
        Comment.objects.filter(consultation=consultation, submission__confirmed_at__isnull=False)
        .exclude(submission__email="")
        .to_answer()
        .select_related("submission__invitation", "disposition", "paragraph")
        .prefetch_related(Prefetch("changes", changes))
        .order_by("number")
    )
    by_address = defaultdict(list)
    for comment in rows.filter(told.from_addresses(letter.submission.email for letter in letters)):
        by_address[comment.submission.email.lower()].append(comment)
    found = []
    for letter, named in zip(letters, about, strict=True):
        own = by_address[letter.submission.email.lower()]
        found.append(own if letter.kind == Kind.ANSWERS else [row for row in own if row.pk in named])
    return found


def named_in(letter: Letter) -> set[int]:
    """The keys of the comments that it names; none for one that is not stored."""
    return {comment.pk for comment in letter.comments.all()} if letter.pk else set()


def said_of(version: Version, comment: Comment, earlier: Earlier | None, moved: Mapping, *, proposed: bool) -> Said:
    """A comment as its sender reads of it, in the language that is active."""
    given = comment.disposition
    return Said(
        comment,
        outcome_words(given.outcome if given else "", proposed=proposed),
        page_of(version, comment),
        tuple(changed_by(change, moved) for change in comment.changes.all()),
        earlier,
        outcome_words(earlier.outcome if earlier else "", proposed=proposed),
    )


def page_of(version: Version, comment: Comment) -> str:
    """Where the comment stands; in an internal consultation, the page of the body that it came from, if of one."""
    asked = comment.submission.invitation
    if not version.is_public:
        return links.address(asked) if asked else ""
    place = [comment.paragraph.number] if comment.paragraph else []
    page = reverse("paragraph" if place else "whole", args=[version.policy.slug, version.number, *place])
    return f"{settings.SITE_ADDRESS}{page}#{comment.anchor}"


def outcome_words(outcome: str, *, proposed: bool) -> str:
    """The outcome in the voice of the day, in the language that is active."""
    if not outcome:
        return ""
    return str(Outcome(outcome).proposed if proposed else Outcome(outcome).label)
