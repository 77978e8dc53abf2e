"""The draft of the merge before everybody's eyes, where it is so decided: working material, without the answers."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain import gates, redline
from consultation.domain.matter import Matter
from consultation.domain.redline import Redline
from consultation.models import Consultation
from drafts.domain import comparison
from drafts.domain.policies import locked
from drafts.models import Version
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

AT_WORK = (State.COMPILING, State.RETURNED)


@dataclass(frozen=True)
class Shown:
    """What the public sees: the version that was on consultation, and what is changed in it so far."""

    base: Version
    page: Redline


@transaction.atomic
def show_draft(consultation: Consultation, *, shown: bool, by: User) -> Consultation:
    """Lets the public see the draft while the comments are worked in, or no longer. Asked twice, it is done once.

    Refused when it is not the policy's latest consultation: there is nothing to show of an earlier one.
    """
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_related("version__policy").get(pk=consultation.pk)
    if gates.consulted(policy) != consultation:
        raise ActRefused(_("A later consultation has been held, so there is no draft of this one any more."))
    if consultation.shows_draft != shown:
        consultation.shows_draft = shown
        consultation._history_user = by
        consultation.save()
        log.record(
            policy.uuid, "draft shown" if shown else "draft no longer shown", by=by, consultation=consultation.pk
        )
    return consultation


def is_at_work(consultation: Consultation) -> bool:
    """Whether the draft of the merge may be seen by everybody now."""
    return consultation.shows_draft and consultation.is_closed and consultation.version.policy.state in AT_WORK


def shown(matter: Matter) -> Shown | None:
    """The draft with what has changed so far, without causes and outcomes; None when it is not shown or nothing has."""
    consultation, base = gates.consulted(matter.policy), matter.policy.versions.newest()
    if consultation is None or not is_at_work(consultation) or not base.is_public:
        return None
    rows = comparison.compare(base, matter.policy.versions.draft())
    page = redline.lay(rows, matter.named(matter.version(base.number)), lambda _row, _step: None)
    return Shown(base, page) if page.altered else None
