"""When a draft may be written in, and what is said when somebody else was first."""

from django.utils.translation import gettext as _

from drafts.domain.policies import locked
from drafts.models import Paragraph, Policy, Version
from organisation.exceptions import ActRefused, Stale


def draft_for_writing(policy: Policy) -> Version:
    """The draft, with the policy's row locked. Refused when the draft rests."""
    policy = locked(policy)
    refuse_resting(policy)
    draft = policy.versions.draft()
    draft.policy = policy
    return draft


def refuse_resting(policy: Policy) -> None:
    """Stops, with the reason, while the text may not be changed."""
    if policy.versions.waiting().exists():
        raise ActRefused(
            _("The proposal is frozen and waits to be announced. Take it back first if the text has to be changed.")
        )
    if not policy.is_editable:
        raise ActRefused(
            _("The text cannot be changed now: the matter is %(state)s.") % {"state": policy.get_state_display()}
        )


def fresh(paragraph: Paragraph, draft: Version) -> Paragraph:
    """The paragraph as it is in the draft now; refused when somebody has removed it."""
    found = draft.paragraphs.filter(lineage=paragraph.lineage).first()
    if found is None:
        raise ActRefused(_("Somebody has removed this paragraph from the draft meanwhile."))
    return found


def stale(paragraph: Paragraph) -> Stale:
    """The refusal of a save against a text that has changed since."""
    return Stale(
        _("Somebody has saved %(number)s since you opened it. Nothing is overwritten.") % {"number": paragraph.number},
        current=paragraph,
    )
