"""Where officials do best to answer first: the places with most people behind what is not answered."""

from dataclasses import dataclass

from django.db.models import Count, Q

from consultation.models import Agreement, Comment, Consultation
from drafts.models import Paragraph

SHOWN = 8


@dataclass(frozen=True)
class Left:
    """A place (no paragraph: the whole text), its comments without an answer, and who agrees with these."""

    paragraph: Paragraph | None
    comments: int
    agreements: int

    @property
    def weight(self) -> int:
        return self.comments + self.agreements


def where(consultation: Consultation, shown: int = SHOWN) -> list[Left]:
    """The places with most comments and agreements left to answer, the most first; in three queries."""
    comments = Comment.objects.filter(consultation=consultation).unanswered().order_by()
    counts = dict(comments.values_list("paragraph").annotate(n=Count("pk")))
    agreed = dict(
        Agreement.objects.confirmed()
        .filter(Q(comment__consultation=consultation) & Q(comment__in=comments.values("pk")))
        .order_by()
        .values_list("comment__paragraph")
        .annotate(n=Count("pk"))
    )
    rows = consultation.version.paragraphs.in_bulk([pk for pk in counts if pk])
    found = [Left(rows.get(pk), count, agreed.get(pk, 0)) for pk, count in counts.items()]
    places = sorted(found, key=lambda left: (-left.weight, left.paragraph.position if left.paragraph else -1))
    return places[:shown]
