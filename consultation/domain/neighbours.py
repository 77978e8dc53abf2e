"""What stands around a paragraph: the same section, the one before and after, and its life in other versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import kinds, reading
from consultation.domain.course import Step
from consultation.domain.matter import Matter, published_answers
from drafts.models import Descent, Paragraph, Version


@dataclass(frozen=True)
class Around:
    """`heading` is what the paragraph stands under (itself, for a heading); `section` everything in it."""

    heading: Paragraph | None
    section: Sequence[tuple[Paragraph, int]]
    before: Paragraph | None
    after: Paragraph | None


def of(version: Version, place: Paragraph) -> Around:
    """The surroundings of a paragraph, with how many comments each neighbour has."""
    paragraphs = list(version.paragraphs.all())
    counts = reading.count(version)
    at = next(index for index, paragraph in enumerate(paragraphs) if paragraph.pk == place.pk)
    start = next((index for index in range(at, -1, -1) if paragraphs[index].is_heading), None)
    first = 0 if start is None else start + 1
    end = next((index for index in range(first, len(paragraphs)) if paragraphs[index].is_heading), len(paragraphs))
    section = [(paragraph, counts.get(paragraph.pk, reading.Tally()).shown) for paragraph in paragraphs[first:end]]
    return Around(
        paragraphs[start] if start is not None else None,
        section,
        paragraphs[at - 1] if at else None,
        paragraphs[at + 1] if at + 1 < len(paragraphs) else None,
    )


def life(matter: Matter, version: Version, place: Paragraph) -> list[Step]:
    """Where a paragraph was before and what it became, in the published versions beside this one."""
    found, before, after = [], matter.before(version), matter.after(version)
    if before:
        found += origins(matter, before, version, place)
    found.append(Step("now", _("%(number)s in %(name)s") % {"number": place.number, "name": matter.named(version)}))
    if after:
        found += fates(matter, version, after, place)
    return found if len(found) > 1 else []


def origins(matter: Matter, before: Version, version: Version, place: Paragraph) -> list[Step]:
    """What it was in the version before, with how many comments led from there to here."""
    ties = Descent.objects.filter(version=version, after=place).select_related("before", "after")
    steps = []
    for tie in ties.annotate(behind=Count("change__comments")):
        if tie.before is None:
            steps.append(Step("done", kinds.said_in("new", matter.named(version))))
            continue
        href = reverse("paragraph", args=[matter.policy.slug, before.number, tie.before.number])
        words = _("%(number)s in %(name)s") % {"number": tie.before.number, "name": matter.named(before)}
        steps.append(Step("done", words, when=behind(tie, public=published_answers(before)), href=href))
    return steps


def fates(matter: Matter, version: Version, after: Version, place: Paragraph) -> list[Step]:
    """What it became in the version after."""
    ties = Descent.objects.filter(version=after, before=place).select_related("before", "after")
    compare = reverse("compare", args=[matter.policy.slug, version.number, after.number])
    steps = []
    for tie in ties.annotate(behind=Count("change__comments")):
        said = behind(tie, public=published_answers(version))
        if tie.after is None:
            words = kinds.said_in("removed", matter.named(after))
            steps.append(Step("next", words, when=said, href=f"{compare}#gone-{place.anchor}"))
            continue
        words = _("%(number)s in %(name)s") % {"number": tie.after.number, "name": matter.named(after)}
        href = (
            f"{compare}#{tie.after.anchor}"
            if tie.is_changed
            else reverse("paragraph", args=[matter.policy.slug, after.number, tie.after.number])
        )
        steps.append(Step("next", words, when=said, href=href))
    return steps


def behind(tie: Descent, *, public: bool) -> str:
    """Whether it changed, and after how many comments where that is public."""
    if not tie.is_changed:
        return _("the same words")
    if not public or not tie.behind:
        return _("changed")
    return ngettext("changed after %(n)s comment", "changed after %(n)s comments", tie.behind) % {"n": tie.behind}
