"""Comments as everybody may see them: what is shown, what is a stub, and how far each has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consultation.domain import attachments
from consultation.domain.course import Step
from consultation.domain.entering import discretion, origins
from consultation.domain.entering.origins import Origin
from consultation.domain.matter import Matter, consultation_of, published_answer, published_answers
from consultation.models import Attachment, Change, Comment, Disposition, EarlierAnswer, ModerationAct
from consultation.models.moderation_act import HidingReason
from consultation.models.submission import SenderKind
from drafts.domain import difference
from drafts.models import Paragraph, Version
from organisation.domain.dates import short_day

MOST_CHANGES = 3


@dataclass(frozen=True)
class Answer:
    """The municipality's answer, as components/official.html takes it."""

    who: str
    text: str
    signature: str
    when: datetime
    outcome: str
    proposed: bool
    earlier: Sequence[EarlierAnswer] = ()


@dataclass(eq=False)
class Shown:
    """A comment as components/comment.html takes it; of a hidden or withdrawn one nothing but its number and why."""

    reference: str
    anchor: str
    author: str
    kind: str
    when: date
    state: str
    text: str = ""
    suggestion: SafeString | str = ""
    suggestion_label: str = ""
    calls_it: str = ""
    role: str = ""
    edited_on: datetime | None = None
    agreements: int = 0
    agree_href: str = ""
    report_href: str = ""
    hidden_reason: str = ""
    hidden_on: datetime | None = None
    about: str = ""
    about_href: str = ""
    reply_href: str = ""
    steps: tuple[Step, ...] = ()
    answer: Answer | None = None
    origin: Origin | None = None
    files: tuple[Attachment, ...] = ()
    replies: tuple["Shown", ...] = ()


def listed(version: Version) -> QuerySet[Comment]:
    """The comments on a version with a place on the web, with all that showing them needs."""
    return dressed().filter(consultation=consultation_of(version))


@cache
def dressed() -> QuerySet[Comment]:
    """The comments with a place on the web, with all that showing them needs; as a query it is built once."""
    hiding = ModerationAct.objects.filter(comment=OuterRef("pk"), kind=ModerationAct.Kind.HIDE).order_by("-pk")
    return (
        Comment.objects.listed()
        .select_related("submission", "disposition")
        .annotate(
            hidden_reason=Subquery(hiding.values("reason")[:1]),
            hidden_on=Subquery(hiding.values("at")[:1]),
            is_part=origins.IS_PART,
        )
        .defer("submission__words")
    )


def fetched(comments: QuerySet[Comment]) -> list[Comment]:
    """The rows of `listed`, with what was answered before where something is answered."""
    rows = list(comments)
    prefetch_related_objects([row for row in rows if row.disposition_id], "earlier_answers")
    return rows


def shown(comment: Comment, matter: Matter, version: Version, paragraph: Paragraph | None) -> Shown:
    """One comment of `listed` as it is shown; `paragraph` is the one that it is on."""
    if comment.state in (Comment.State.HIDDEN, Comment.State.WITHDRAWN):
        left = stub(comment)
        left.origin = origins.of(comment, version) if comment.state == Comment.State.WITHDRAWN else None
        return left
    seen = Shown(
        comment.reference,
        comment.anchor,
        comment.submission.shown_name,
        SenderKind(comment.submission.sender_kind).label,
        localdate(comment.submission.received_at),
        comment.state,
        text=discretion.public_words(comment, comment.submission),
        calls_it=comment.get_kind_display() if comment.kind else "",
        role=comment.submission.shown_role,
        edited_on=comment.edited_at,
        agreements=comment.agreed,
        steps=steps(comment, matter, version),
    )
    if comment.suggestion and paragraph:
        before = paragraph.text if comment.rewrites else ""
        seen.suggestion = difference.difference_html(before, discretion.public_suggestion(comment))
        if comment.adds:
            seen.suggestion_label = _("Suggests a new paragraph after %(number)s") % {"number": paragraph.number}
    seen.origin = origins.of(comment, version)
    if given := published_answer(comment, version):
        seen.answer = answer(given, matter, version, earlier=comment.earlier_answers.all())
    return seen


def with_files(pairs: Iterable[tuple[Comment, Shown]]) -> None:
    """Puts on comments the files that came with them; one query, and none where no file is shown."""
    pairs = [(comment, seen) for comment, seen in pairs if seen.state == Comment.State.SHOWN]
    found = attachments.shown_of(comment.submission for comment, _seen in pairs)
    for comment, seen in pairs:
        seen.files = tuple(found.get(comment.submission_id, ()))


def place(seen: Shown, version: Version, paragraph: Paragraph) -> None:
    """Says on a comment which paragraph it is on, where it stands among those on others."""
    seen.about = _("on %(number)s") % {"number": paragraph.number}
    seen.about_href = reverse("paragraph", args=[version.policy.slug, version.number, paragraph.number])


def stub(comment: Comment) -> Shown:
    """What is left on the web of a hidden or withdrawn comment."""
    if comment.state == Comment.State.WITHDRAWN:
        when = localdate(comment.submission.received_at)
        return Shown(comment.reference, comment.anchor, comment.reference, _("withdrawn"), when, comment.state)
    reason = HidingReason(comment.hidden_reason).label if comment.hidden_reason else _("by a moderator")
    return Shown(
        comment.reference,
        comment.anchor,
        comment.reference,
        _("hidden on the web"),
        localdate(comment.submission.received_at),
        comment.state,
        hidden_reason=reason,
        hidden_on=comment.hidden_on,
    )


def answer(
    disposition: Disposition, matter: Matter, version: Version, *, earlier: Iterable[EarlierAnswer] = ()
) -> Answer:
    """A published answer, with those before it; until the decision it is the administration's proposal."""
    settled = matter.settled(version) is not None
    who = _("The municipality’s answer") if settled else _("The administration’s answer")
    return Answer(
        who, disposition.reason, disposition.signature, disposition.at, disposition.outcome, proposed=not settled,
        earlier=tuple(earlier),
    )  # fmt: skip


def steps(comment: Comment, matter: Matter, version: Version) -> tuple[Step, ...]:
    """How far a comment has come: came in, answered, decided."""
    came = _("Came in %(day)s") % {"day": short_day(comment.submission.received_at)}
    if published_answer(comment, version) is None:
        body = matter.policy.document_type.deciding_body
        return Step("now", came), Step("next", _("Answered after the consultation")), Step("next", body)
    settled = matter.settled(version)
    answered = _("Answered %(day)s") % {"day": short_day(comment.disposition.at)}
    if settled is None:
        return Step("done", came), Step("now", answered), Step("next", _("Decision"))
    decided = _("Decided %(day)s § %(section)s") % {
        "day": short_day(settled.adopted_on),
        "section": settled.adopted_section,
    }
    return Step("done", came), Step("done", answered), Step("now", decided)


def came_on(seen: Shown, changes: Sequence[Step]) -> None:
    """Puts the changes that a comment led to on its trail, before the decision; a stub has none."""
    if not (seen.steps and changes):
        return
    *before, last = seen.steps
    before = [replace(step, state="done") for step in before]
    *others, newest = changes
    seen.steps = (*before, *others, newest if last.state == "now" else replace(newest, state="now"), last)


def led_to(comments: Iterable[Comment], matter: Matter, version: Version) -> Mapping[int, list[Step]]:
    """The changes that each comment led to, by its pk, once the answers are public; one query.

    In reading order, at most MOST_CHANGES; of a split the first part stands for all.
    """
    later = matter.after(version)
    if later is None or not published_answers(version):
        return {}
    links = Change.comments.through.objects.filter(
        comment__in=[comment.pk for comment in comments], change__descent__version=later
    ).select_related("change__descent__after", "change__descent__before")
    found, told = {}, set()
    for link in links.order_by("change__descent__after__position", "change__descent__before__position"):
        tie = link.change.descent
        same = (link.comment_id, tie.kind == "merged", tie.after_id if tie.kind in ("merged", "new") else tie.before_id)
        if same in told or len(found.get(link.comment_id, ())) == MOST_CHANGES:
            continue
        told.add(same)
        paragraph = tie.after or tie.before
        anchor = paragraph.anchor if tie.after else f"gone-{paragraph.anchor}"
        words = _("Changed %(number)s") if tie.after else _("%(number)s was removed")
        href = reverse("compare", args=[matter.policy.slug, version.number, later.number])
        step = Step("done", words % {"number": paragraph.number}, href=f"{href}#{anchor}")
        found.setdefault(link.comment_id, []).append(step)
    return found
