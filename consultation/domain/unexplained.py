"""Changes of a draft of which nobody has said what caused them, or why."""

from django.db.models import QuerySet

from consultation.models import Change
from drafts.models import Descent, Paragraph, Policy, Version


def without_cause(policy: Policy) -> list[Descent]:
    """The ties of the draft over which something changed without a cause, in reading order."""
    return list(causeless(policy.versions.draft()).in_reading_order())


def without_reason(policy: Policy) -> list[Paragraph]:
    """The paragraphs of the draft that changed after comments without a reason, in reading order."""
    return [tie.after or tie.before for tie in silent(policy.versions.draft()).in_reading_order()]


def causeless(draft: Version) -> QuerySet[Descent]:
    """Ties over which something changed, that nobody gave a cause; a first draft has none."""
    return draft.descents.changed().filter(change=None)


def silent(draft: Version) -> QuerySet[Descent]:
    """Ties that comments changed, where neither the change nor an answer to one of them says why."""
    told = Change.objects.filter(comments__disposition__reason__gt="").values("pk")
    by_comments = draft.descents.changed().filter(change__cause=Change.Cause.COMMENTS, change__reason="")
    return by_comments.exclude(change__in=told)
