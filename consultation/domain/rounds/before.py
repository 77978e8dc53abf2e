"""The rounds before one: what the report of a later round tells of them, and what staff see beside their work."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from consultation.domain import figures
from consultation.domain.figures import Figures
from consultation.models import Comment, Consultation
from drafts.domain import comparison
from drafts.models import Paragraph, Policy


@dataclass(frozen=True)
class Round:
    """An earlier consultation on the same policy: when, how much came in; `answered` when its report is public."""

    consultation: Consultation
    figures: Figures

    @property
    def number(self) -> int:
        return self.consultation.version.number

    @property
    def answered(self) -> bool:
        return self.consultation.answers_published_at is not None


def of(consultation: Consultation) -> list[Round]:
    """The rounds before this one, the first first; two queries."""
    policy, number = consultation.version.policy_id, consultation.version.number
    rows = Consultation.objects.filter(
        version__policy=policy, version__number__lt=number, version__published_at__isnull=False
    )
    rows = list(rows.select_related("version").order_by("version__number"))
    counts = figures.of_each(rows) if rows else {}
    return [Round(row, counts.get(row.pk, Figures())) for row in rows]


def said_of(policy: Policy, consultation: Consultation, lineage: UUID | None) -> list[Comment]:
    """For staff: the answered comments of earlier rounds on what a paragraph of the draft was (None: on the whole)."""
    earlier = Comment.objects.filter(
        consultation__version__policy=policy, consultation__version__number__lt=consultation.version.number
    ).to_answer()
    earlier = earlier.select_related("consultation__version", "submission", "disposition", "paragraph")
    if lineage is None:
        return list(earlier.filter(paragraph=None).order_by("number"))
    if not earlier.exists():
        return []
    return list(earlier.filter(paragraph__in=ancestors(policy, consultation, lineage)).order_by("number"))


def ancestors(policy: Policy, consultation: Consultation, lineage: UUID) -> Collection[int]:
    """The pks of what a paragraph of the draft was in the versions that were heard before."""
    draft = policy.versions.draft()
    now = draft.paragraphs.filter(lineage=lineage).values_list("pk", flat=True).first()
    found: set[int] = set()
    for old in policy.versions.frozen().filter(number__lt=consultation.version.number, consultation__isnull=False):
        if now is None:
            found |= set(Paragraph.objects.filter(version=old, lineage=lineage).values_list("pk", flat=True))
            continue
        found |= {before for before, after in comparison.traced(old, draft) if after == now and before}
    return found
