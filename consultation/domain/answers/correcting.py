"""Changing an answer that everybody can read: never silently, and not after the decision."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Comment, Consultation, Disposition, EarlierAnswer
from drafts.models import Policy
from drafts.models.policy import DROPPED, State
from organisation.exceptions import ActRefused
from organisation.models import User

DECIDED = (State.ADOPTED, State.REPEALED, *DROPPED)


def all_are_public(consultation: Consultation) -> bool:
    """Whether the answers of a consultation have been published together."""
    at = consultation.answers_published_at
    return at is not None and at <= timezone.now()


def is_public(disposition: Disposition | None, consultation: Consultation) -> bool:
    """Whether everybody can read the answer: all of them are published, or this one by itself."""
    if disposition is None:
        return False
    return disposition.published_at is not None or all_are_public(consultation)


def refuse_decided(policy: Policy) -> None:
    """Once the matter is decided, what was answered stands as it stood when it was decided."""
    if policy.state in DECIDED:
        raise ActRefused(_("The matter is decided. The answers stand as they stood at the decision."))


def public_of(rows: Iterable[Comment], consultation: Consultation) -> list[Comment]:
    """Those whose answer everybody can read. Refused when only some are: they are changed by themselves."""
    rows = list(rows)
    public = [row for row in rows if is_public(row.disposition, consultation)]
    if public and len(public) < len(rows) and not all_are_public(consultation):
        raise ActRefused(
            _("The answer to %(reference)s is published already. Change it by itself; nothing has been saved.")
            % {"reference": public[0].reference}
        )
    return public


def keep(rows: Iterable[Comment], *, why: str, at: datetime, by: User) -> None:
    """Keeps the published answers of the comments beside those that take their place. Refused without a reason."""
    rows, why = list(rows), why.strip()
    if rows and not why:
        raise ActRefused(
            _("The answer to %(reference)s is published. Say on its own page why it is changed.")
            % {"reference": rows[0].reference}
        )
    EarlierAnswer.objects.bulk_create(
        [
            EarlierAnswer(
                comment=row, outcome=row.disposition.outcome, reason=row.disposition.reason,
                signature=row.disposition.signature, at=row.disposition.at, why=why[:500], replaced_at=at,
                replaced_by=by,
            )
            for row in rows
        ],
        batch_size=500,
    )  # fmt: skip
