"""The comments that a selection holds."""

from django.db.models import F, Q, QuerySet

from consultation.domain.searching import having
from consultation.domain.triage.overview import Overview
from consultation.domain.triage.wanted import ANSWERED, NONE, UNANSWERED, WHOLE, Wanted
from consultation.models import Comment, Consultation

ORDERED = {
    "number": ("number",),
    "newest": ("-number",),
    "paragraph": ("paragraph__position", "number"),
    "unanswered": (F("disposition__at").asc(nulls_first=True), "number"),
    "support": ("number",),
}
# What was said, suggested or answered, and who said it.
SEARCHED = ("comment", "suggestion", "disposition__reason", "submission__sender_name", "submission__organisation")


def select(consultation: Consultation, wanted: Wanted, found: Overview) -> QuerySet[Comment]:
    """The comments that are looked for, in the order that is wanted; by support, the piles are put in order."""
    rows = Comment.objects.filter(consultation=consultation).to_answer().filter(simple(wanted), within(wanted, found))
    if wanted.state == ANSWERED:
        rows = rows.exclude(disposition=None)
    if wanted.theme:
        rows = rows.filter(themes=None if wanted.theme == NONE else int(wanted.theme))
    if wanted.words:
        rows = rows.filter(numbered(wanted.words) | having(wanted.words, *SEARCHED))
    return rows.order_by(*ORDERED[wanted.order])


def simple(wanted: Wanted) -> Q:
    """What stands in the comment's own row, or its submission's."""
    asked = Q()
    if wanted.state == UNANSWERED:
        asked &= Q(disposition=None)
    if wanted.sender:
        asked &= Q(submission__sender_kind=wanted.sender)
    if wanted.kind:
        asked &= Q(kind=wanted.kind)
    if wanted.assigned:
        asked &= Q(assigned_to=wanted.assignee)
    if wanted.alike:
        asked &= Q(alike=int(wanted.alike))
    return asked


def within(wanted: Wanted, found: Overview) -> Q:
    """On that paragraph, in that section, or on the whole text."""
    if wanted.place == WHOLE:
        return Q(paragraph=None)
    if wanted.place:
        spot = found.spot(wanted.place)
        return Q(paragraph__in=spot.below if spot else [])
    return Q()


def numbered(words: str) -> Q:
    """The comment with this number, written S-0042 or 42."""
    number = words.upper().removeprefix("S-")
    return Q(number=int(number)) if number.isdecimal() and len(number) < 10 else Q()
