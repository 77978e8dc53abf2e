"""Numbers of consultations: persons, submissions and comments are three different counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Cast, Concat, Lower, TruncDate
from django.utils import timezone

from consultation.models import Comment, Consultation
from consultation.models.submission import Channel
from organisation.domain.dates import last_day

LONGEST = 120


@dataclass(frozen=True)
class Figures:
    """How many sent how much: `comments` stand in `submissions`, which came from `persons`."""

    persons: int = 0
    submissions: int = 0
    comments: int = 0


# A person is an e-mail address; a submission without one counts as a person of its own.
PERSON = Case(
    When(submission__email="", then=Concat(Value("#"), Cast("submission_id", CharField()))),
    default=Lower("submission__email"),
    output_field=CharField(),
)


def of_each(consultations: Iterable[Consultation]) -> dict[int, Figures]:
    """The figures of each consultation by its pk, in one query; what a sender withdrew is not counted."""
    rows = (
        Comment.objects.to_answer()
        .filter(consultation__in=list(consultations))
        .order_by()
        .values("consultation_id")
        .annotate(
            comments=Count("pk"),
            submissions=Count("submission", distinct=True),
            persons=Count(PERSON, distinct=True),
        )
    )
    return {row["consultation_id"]: Figures(row["persons"], row["submissions"], row["comments"]) for row in rows}


def of(consultation: Consultation) -> Figures:
    """The figures of one consultation."""
    return of_each([consultation]).get(consultation.pk, Figures())


def outcomes(consultation: Consultation) -> dict[str, int]:
    """How many comments have each outcome; "" for those without one. Together they are all comments."""
    rows = (
        Comment.objects.to_answer()
        .filter(consultation=consultation)
        .order_by()
        .values(outcome=F("disposition__outcome"))
        .annotate(n=Count("pk"))
    )
    return {row["outcome"] or "": row["n"] for row in rows}


def by_channel(consultation: Consultation) -> list[dict]:
    """How the comments came in, the most common first, as rows of components/bars.html."""
    rows = Comment.objects.filter(consultation=consultation).to_answer().order_by()
    counts = Counter(dict(rows.values_list("submission__channel").annotate(total=Count("pk"))))
    return [{"words": str(Channel(code).label).capitalize(), "count": count} for code, count in counts.most_common()]


def by_day(consultation: Consultation) -> list[tuple[date, int]]:
    """(day, comments) for each day of the consultation until today; at most LONGEST days, from the first."""
    rows = Comment.objects.filter(consultation=consultation).to_answer().order_by()
    counts = dict(
        rows.annotate(day=TruncDate("submission__received_at")).values_list("day").annotate(total=Count("pk"))
    )
    first = timezone.localdate(consultation.opens_at)
    last = min(timezone.localdate(), last_day(consultation.closes_at))
    days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, LONGEST))]
    return [(day, counts.get(day, 0)) for day in days]
