"""Comments that are named as the cause of a change and answered as if nothing had come of them: worth a look.

Nothing is refused for it: a view may well be turned down and yet have made the text clearer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultation.models import Change, Comment
from consultation.models.disposition import Outcome
from drafts.models import Paragraph, Policy

DENYING = (Outcome.NOT_MET, Outcome.OUTSIDE)


@dataclass(frozen=True)
class Contradiction:
    """One comment, and the paragraph whose change names it as a cause; one that was removed, as it was before."""

    comment: Comment
    paragraph: Paragraph

    @property
    def words(self) -> str:
        """The two things that are said, in a sentence."""
        said = _("%(reference)s is answered “%(outcome)s”, and named as a cause of the change in %(number)s.")
        outcome = Outcome(self.comment.disposition.outcome).label
        return said % {"reference": self.comment.reference, "outcome": outcome, "number": self.paragraph.number}


def found(policy: Policy, among: Iterable[Comment] | None = None) -> list[Contradiction]:
    """Those of the policy's draft, or only those of the comments `among`; one query."""
    links = Change.comments.through.objects.filter(
        change__descent__version=policy.versions.draft(), comment__disposition__outcome__in=DENYING
    )
    if among is not None:
        links = links.filter(comment__in=list(among))
    answered, tied = ("comment__disposition", "comment__consultation"), ("descent__before", "descent__after")
    links = links.select_related(*answered, *(f"change__{end}" for end in tied))
    ties = [(link.comment, link.change.descent) for link in links.order_by("comment__number", "change")]
    return [Contradiction(comment, tie.after or tie.before) for comment, tie in ties if tie.is_changed]
