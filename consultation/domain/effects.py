"""What a sender's views led to: the answer to each, and the sentences before and after that it changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain import course, kinds, showing
from consultation.domain.course import Step
from consultation.domain.matter import Matter, consultation_of, published_answer, published_answers
from consultation.domain.neighbours import asked_before
from consultation.domain.sentences import Changed, changed_by, moved_at, sentences_of
from consultation.domain.showing import Answer
from consultation.models import Change, Comment, Decision
from drafts.domain import comparison
from drafts.models import Descent, Paragraph, Version
from drafts.models.policy import DROPPED
from organisation.domain.dates import day_and_year


@dataclass(frozen=True)
class Effect:
    """One change that a comment is tied to: what happened, the sentences before and after, why, where it stands.

    Each side is (number, words) of one paragraph, or of all parts of a split or a merge. `later`: what the meeting
    made of it when it adopted the text.
    """

    words: str
    before: Sequence[tuple[str, str]]
    after: Sequence[tuple[str, str]]
    reason: str
    href: str
    later: Changed | None = None


@dataclass(frozen=True)
class Told:
    """One comment, its published answer if it has one, and what it changed."""

    comment: Comment
    answer: Answer | None
    effects: Sequence[Effect]


def told(comments: Iterable[Comment], matter: Matter, version: Version) -> list[Told]:
    """The comments that have been answered in public, with what each changed; nothing before the answers are there."""
    rows = [row for row in comments if published_answer(row, version)]
    ties = changes_of(rows, matter)
    answers = [showing.answer(published_answer(row, version), matter, version) for row in rows]
    return [Told(row, answer, effects(ties.get(row.pk, []), matter)) for row, answer in zip(rows, answers, strict=True)]


def ahead(comments: Iterable[Comment], matter: Matter, version: Version) -> list[Step]:
    """What comes after a view came in, for its sender: the answer and the decision, given or still to come."""
    given = next((answer for row in comments if (answer := published_answer(row, version))), None)
    decided = list(course.ending(matter, under_way=True))
    if given is None:
        return [*answering(matter, version), *decided]
    settled = matter.settled(version)
    answered = Step(
        "done" if settled else "now", _("The administration has answered"), day_and_year(given.at), "#answers"
    )
    if settled is None:
        return [answered, *decided]
    words = _("Decided, § %(section)s") % {"section": settled.adopted_section}
    return [answered, Step("now", words, day_and_year(settled.adopted_on))]


def answering(matter: Matter, version: Version) -> list[Step]:
    """That the answer is still to come: before the closing, or while it is written; not in a dropped matter."""
    if matter.policy.state in DROPPED:
        return []
    if consultation_of(version).phase(matter.now) == "closed":
        return [Step("now", _("The administration is answering"), _("the consultation has closed"))]
    return [Step("next", _("The administration answers"), _("when the consultation has closed"))]


def changes_of(comments: Sequence[Comment], matter: Matter) -> dict[int, list[Change]]:
    """The changes that each comment is tied to, where everybody may know of them; two queries."""
    if not comments:
        return {}
    known = {version.pk for version in matter.versions if is_told(matter, version)}
    links = Change.comments.through.objects.filter(comment__in=comments, change__descent__version__in=known)
    links = links.select_related("change__descent__before", "change__descent__after", "change__descent__version")
    found: dict[int, list[Change]] = {}
    for link in links.order_by("change__descent__version__number", "change__descent__after__position", "change"):
        found.setdefault(link.comment_id, []).append(link.change)
    return found


def is_told(matter: Matter, version: Version) -> bool:
    """Whether everybody may know why this version is as it is: the answers that led to it are public."""
    if version.number == matter.versions[0].number:
        return False
    asked = asked_before(matter, version.number)
    return consultation_of(asked) is not None and published_answers(asked)


def effects(changes: Sequence[Change], matter: Matter) -> list[Effect]:
    """The changes as they are read: the ties of one split, and of one merge, together."""
    groups: dict[tuple, list[Change]] = {}
    moved = moved_at(decision_on(matter)) if changes else {}
    for change in changes:
        tie = change.descent
        whole = {"split": ("before", tie.before_id), "merged": ("after", tie.after_id)}.get(tie.kind, ("tie", tie.pk))
        groups.setdefault((tie.version_id, *whole), []).append(change)
    return [effect(group, matter, moved) for group in groups.values()]


def decision_on(matter: Matter) -> Decision | None:
    """The decision that adopted the text last."""
    return (
        Decision.objects.filter(version=matter.adopted, kind__in=Decision.ADOPTING).first() if matter.adopted else None
    )


def effect(group: Sequence[Change], matter: Matter, moved: Mapping[UUID, Change]) -> Effect:
    """One change; of a split or a merge every part, also one that this comment is not tied to."""
    tie = group[0].descent
    befores, afters = sides(tie)
    before, after = ([(each.number, comparison.words(each)) for each in side] for side in (befores, afters))
    if len(befores) == len(afters) == 1:
        old, new = sentences_of(tie)
        before, after = [(befores[0].number, old)] * bool(old), [(afters[0].number, new)]
    name = matter.named(next(each for each in matter.versions if each.pk == tie.version_id))
    reason = next((change.reason for change in group if change.reason), "")
    later = changed_by(group[0], moved).later
    return Effect(kinds.said_in(tie.change_kind, name), before, after, reason, address(tie, matter), later)


def sides(tie: Descent) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs before and after, all parts of a split or a merge."""
    rows = [tie]
    if tie.kind in ("split", "merged"):
        same = {"before": tie.before_id} if tie.kind == "split" else {"after": tie.after_id}
        rows = Descent.objects.filter(version=tie.version_id, kind=tie.kind, **same).select_related("before", "after")
    return tuple(
        sorted({getattr(row, end) for row in rows} - {None}, key=lambda each: each.position)
        for end in ("before", "after")
    )


def address(tie: Descent, matter: Matter) -> str:
    """Where the change stands in the comparison with the published version before."""
    number = tie.version.number
    compare = reverse("compare", args=[matter.policy.slug, asked_before(matter, number).number, number])
    return f"{compare}#{tie.after.anchor}" if tie.after else f"{compare}#gone-{tie.before.anchor}"
