"""What the front page tells: what is open, what is coming, how it went, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import chart, figures, matter
from consultation.domain.course import Step
from consultation.domain.entering import discretion
from consultation.domain.figures import Figures
from consultation.domain.matter import Matter
from consultation.models import Change, Comment, Consultation, Decision
from drafts.domain import comparison, descents
from drafts.models import Version
from organisation.domain.dates import day_and_year

LATEST = 5


@dataclass(frozen=True)
class Call:
    """A consultation in a list: the matter that it belongs to, what has come in."""

    consultation: Consultation
    matter: Matter
    figures: Figures

    @property
    def version(self) -> Version:
        return self.consultation.version

    @property
    def title(self) -> str:
        return self.matter.title_of(self.version)

    @property
    def settled(self) -> Version | None:
        """The adopted version that settled it."""
        return self.matter.settled(self.version)


@dataclass(frozen=True)
class Example:
    """One comment and what it changed, as an example of how it went."""

    comment: Comment
    row: comparison.Row
    behind: int


@dataclass(frozen=True)
class Story:
    """How one consultation went, up to the decision or the answers."""

    call: Call
    outcomes: dict[str, int]
    revised: Version | None
    changed: int
    paragraphs: int
    example: Example | None

    @property
    def parts(self) -> list[dict]:
        """The outcomes as parts of a bar."""
        return chart.outcomes(self.outcomes, proposed=self.call.settled is None)

    @property
    def label(self) -> str:
        """The bar in words."""
        return ", ".join(f"{part['count']} {part['words']}" for part in self.parts if part["count"])

    @property
    def steps(self) -> list[Step]:
        """Comments, answers, changes, decision."""
        said = ngettext("%(n)s comment", "%(n)s comments", self.call.figures.comments)
        changed = _("%(n)s of %(all)s paragraphs changed") % {"n": self.changed, "all": self.paragraphs}
        found = [Step("done", said % {"n": self.call.figures.comments}), Step("done", _("All have been answered"))]
        if self.revised:
            found.append(Step("done", changed))
        if self.call.settled is None:
            return [*found[:-1], replace(found[-1], state="now"), Step("next", _("Decision"))]
        when = {"day": day_and_year(self.call.settled.adopted_on), "section": self.call.settled.adopted_section}
        return [*found, Step("now", _("Adopted %(day)s, § %(section)s") % when)]


def public() -> QuerySet[Consultation]:
    """Consultations on published versions, with what a list says of them."""
    return Consultation.objects.filter(version__published_at__isnull=False).select_related(
        "version__policy__document_type", "version__policy__unit"
    )


def calls(consultations: Sequence[Consultation], now: datetime) -> list[Call]:
    """The consultations with their matters and figures; the number of queries does not depend on how many."""
    rows = list(consultations)
    numbers = figures.of_each(rows)
    versions = {}
    for version in matter.rows(now).filter(policy__in={row.version.policy_id for row in rows}):
        versions.setdefault(version.policy_id, []).append(version)
    made = []
    for row in rows:
        own = versions[row.version.policy_id]
        row.version = next(version for version in own if version.pk == row.version_id)
        made.append(Call(row, Matter(row.version.policy, own, now), numbers.get(row.pk, Figures())))
    return made


def answered(now: datetime) -> list[Call]:
    """Consultations whose answers are public, the latest first."""
    rows = public().filter(answers_published_at__lte=now).order_by("-answers_published_at")
    return calls(rows, now)


def decisions(limit: int | None = LATEST) -> list[Decision]:
    """The latest decisions on public policies."""
    rows = Decision.objects.filter(policy__published_at__isnull=False, version__published_at__isnull=False)
    return list(rows.select_related("policy__document_type", "version").order_by("-date", "-pk")[:limit])


def story(now: datetime) -> Story | None:
    """How the consultation went whose answers were published last."""
    latest = public().filter(answers_published_at__lte=now).order_by("-answers_published_at").first()
    return told(calls([latest], now)[0]) if latest else None


def told(call: Call) -> Story:
    """One consultation's outcomes, how many paragraphs changed, and an example."""
    revised = call.matter.after(call.version)
    changed = descents.changed(revised) if revised else []
    return Story(
        call,
        figures.outcomes(call.consultation),
        revised,
        len(changed),
        call.version.paragraphs.count(),
        example(call, revised) if revised else None,
    )


def is_shown_whole(comment: Comment) -> bool:
    """Whether nothing of it is masked: only such words stand as an example."""
    return discretion.public_words(comment, comment.submission) == comment.comment


def example(call: Call, revised: Version) -> Example | None:
    """The edit with most comments behind it, and the first of them that is shown."""
    change = (
        Change.objects.filter(
            descent__version=revised,
            descent__before__isnull=False,
            descent__after__isnull=False,
            comments__state=Comment.State.SHOWN,
            comments__consultation=call.consultation,
        )
        .select_related("descent__before", "descent__after")
        .annotate(behind=Count("comments"))
        .order_by("-behind", "pk")
        .first()
    )
    if change is None:
        return None
    behind = change.comments.filter(state=Comment.State.SHOWN).select_related("submission").order_by("number")
    comment = next((each for each in behind if is_shown_whole(each)), None)
    if comment is None:
        return None
    row = comparison.Row(change.descent.before, change.descent.after, change.descent.change_kind, change.descent)
    return Example(comment, row, change.behind)
