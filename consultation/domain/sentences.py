"""A change in sentences: those before, those after, and what the meeting that adopted the text made of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from consultation.models import Change, Decision
from drafts.domain import comparison
from drafts.models import Descent

SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Changed:
    """The sentences before and after one change, "" where there are none, and why.

    `later` is what the meeting changed in the same paragraph when it adopted the text.
    """

    number: str
    before: str
    after: str
    reason: str
    later: "Changed | None" = None


def changed_by(change: Change, at_meeting: Mapping[UUID, Change] | None = None) -> Changed:
    """The sentences that a change took out and put in; `at_meeting` as `moved_at` gives it."""
    tie = change.descent
    before, after = sentences_of(tie)
    later = (at_meeting or {}).get(tie.after.lineage) if tie.after else None
    later = changed_by(later) if later else None
    return Changed((tie.after or tie.before).number, before, after, change.reason, later)


def moved_at(decision: Decision | None) -> dict[UUID, Change]:
    """The changes that were moved at the meeting, by the lineage of the paragraph; none unless it amended the text."""
    if decision is None or not decision.is_amending:
        return {}
    rows = Change.objects.filter(descent__version=decision.version_id, cause=Change.Cause.MEETING)
    rows = rows.exclude(descent__before=None).select_related("descent__before", "descent__after")
    return {change.descent.before.lineage: change for change in rows}


def sentences_of(tie: Descent) -> tuple[str, str]:
    """The sentences that one tie took out and put in; both sides whole of a split or a merge, and where none came."""
    before, after = comparison.words(tie.before), comparison.words(tie.after)
    old, new = sentences_apart(before, after)
    whole = tie.kind in (Descent.Kind.SPLIT, Descent.Kind.MERGED) or (tie.after is not None and not new)
    return (before, after) if whole else (old, new)


def sentences_apart(before: str, after: str) -> tuple[str, str]:
    """The sentences that differ; those that both begin or end with are left out."""
    old, new = SENTENCE.split(before), SENTENCE.split(after)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return " ".join(old), " ".join(new)
