"""What stands around a paragraph: the same section, the one before and after, and its life in other versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import kinds, threads
from consultation.domain.course import Step
from consultation.domain.matter import Matter, published_answers
from consultation.domain.threads import Tally
from consultation.models import Change
from drafts.models import Descent, Paragraph, Version


@dataclass(frozen=True)
class Around:
    """`heading` is what the paragraph stands under (itself, for a heading); `section` everything in it."""

    heading: Paragraph | None
    section: Sequence[tuple[Paragraph, int]]
    before: Paragraph | None
    after: Paragraph | None
    tallies: Mapping[int | None, Tally]


def of(version: Version, place: Paragraph) -> Around:
    """The surroundings of a paragraph, with how many comments each neighbour, and itself, has."""
    paragraphs = list(version.paragraphs.all())
    at = next(index for index, paragraph in enumerate(paragraphs) if paragraph.pk == place.pk)
    start = next((index for index in range(at, -1, -1) if paragraphs[index].is_heading), None)
    first = 0 if start is None else start + 1
    end = next((index for index in range(first, len(paragraphs)) if paragraphs[index].is_heading), len(paragraphs))
    tallies = threads.tally(version, [*paragraphs[first:end], place])
    counts = {pk: each.shown for pk, each in tallies.items()}
    section = [(paragraph, counts.get(paragraph.pk, 0)) for paragraph in paragraphs[first:end]]
    return Around(
        paragraphs[start] if start is not None else None,
        section,
        paragraphs[at - 1] if at else None,
        paragraphs[at + 1] if at + 1 < len(paragraphs) else None,
        tallies,
    )


def life(matter: Matter, version: Version, place: Paragraph) -> list[Step]:
    """Where a paragraph was in every published version before this one, and what it became in those after."""
    here = Step("now", _("%(number)s in %(name)s") % {"number": place.number, "name": matter.named(version)})
    found = [*origins(matter, version, place), here, *fates(matter, version, place)]
    return found if len(found) > 1 else []


def origins(matter: Matter, version: Version, place: Paragraph) -> list[Step]:
    """What it was in the versions before, the oldest first, with how many comments led from one to the next."""
    steps, current = [], {place.pk}
    for number in range(version.number, matter.versions[0].number, -1):
        ties = ties_of(matter, number).filter(after__in=current)
        found, earlier = [], matter.version(number - 1)
        for tie in ties:
            if tie.before is None:
                found.append(Step("done", kinds.said_in("new", matter.named(led_to(matter, number)))))
            elif earlier:
                href = reverse("paragraph", args=[matter.policy.slug, earlier.number, tie.before.number])
                words = _("%(number)s in %(name)s") % {"number": tie.before.number, "name": matter.named(earlier)}
                said = behind(tie, public=published_answers(asked_before(matter, number)))
                found.append(Step("done", words, when=said, href=href))
        steps = found + steps
        current = {tie.before_id for tie in ties if tie.before_id}
    return steps


def fates(matter: Matter, version: Version, place: Paragraph) -> list[Step]:
    """What it became in the versions after, up to the newest."""
    steps, current = [], {place.pk}
    for number in range(version.number + 1, matter.newest.number + 1):
        ties = ties_of(matter, number).filter(before__in=current)
        steps += [fate(matter, number, tie) for tie in ties if matter.version(number) or tie.after is None]
        current = {tie.after_id for tie in ties if tie.after_id}
    return steps


def fate(matter: Matter, number: int, tie: Descent) -> Step:
    """What one tie made of it."""
    before, after = asked_before(matter, number), led_to(matter, number)
    compare = reverse("compare", args=[matter.policy.slug, before.number, after.number])
    said = behind(tie, public=published_answers(before))
    if tie.after is None:
        words = kinds.said_in("removed", matter.named(after))
        return Step("next", words, when=said, href=f"{compare}#gone-{tie.before.anchor}")
    words = _("%(number)s in %(name)s") % {"number": tie.after.number, "name": matter.named(after)}
    if tie.is_changed:
        return Step("next", words, when=said, href=f"{compare}#{tie.after.anchor}")
    return Step(
        "next", words, when=said, href=reverse("paragraph", args=[matter.policy.slug, number, tie.after.number])
    )


def ties_of(matter: Matter, number: int) -> QuerySet[Descent]:
    """The ties that led to one version, each with its change's cause and how many comments are behind it."""
    ties = Descent.objects.filter(version__policy=matter.policy, version__number=number)
    return (
        ties.select_related("before", "after")
        .annotate(behind=Count("change__comments"), cause=F("change__cause"))
        .order_by("pk")
    )


def asked_before(matter: Matter, number: int) -> Version:
    """The published version that was read before version `number` was written."""
    return max((each for each in matter.versions if each.number < number), key=lambda each: each.number)


def led_to(matter: Matter, number: int) -> Version:
    """Version `number`, or, where it was never published, the next one that was."""
    return next(each for each in matter.versions if each.number >= number)


def behind(tie: Descent, *, public: bool) -> str:
    """Whether it changed, and at the meeting, or after how many comments where that is public."""
    if not tie.is_changed:
        return _("the same words")
    if tie.cause == Change.Cause.MEETING:
        return _("changed at the meeting")
    if not public or not tie.behind:
        return _("changed")
    return ngettext("changed after %(n)s comment", "changed after %(n)s comments", tie.behind) % {"n": tie.behind}
