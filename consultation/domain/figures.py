"""Numbers of consultations: persons, submissions and comments are three different counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Cast, Concat, Lower

from consultation.models import Comment, Consultation


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
