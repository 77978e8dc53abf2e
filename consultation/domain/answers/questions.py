"""Questions are answered while the consultation is open, and the answers published at once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import dispositions
from consultation.domain.letters import questions as letters
from consultation.models import Comment, Consultation, Disposition
from consultation.models.disposition import Outcome
from drafts.domain.policies import locked
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@transaction.atomic
def answer(
    comments: Sequence[Comment],
    *,
    reason: str,
    called: bool = False,
    note: str | None = None,
    why: str = "",
    seen: dict | None = None,
    by: User,
) -> Disposition:
    """Answers questions of an open consultation; everybody can read the answer at once, and who asked is told by mail.

    A question is what its sender calls one, or the official (`called`); that is logged. Refused for other comments,
    for what is not shown on the web, and when the consultation is not open. The rest as `dispositions.dispose`.
    """
    consultation = dispositions.consultation_of(comments)
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_related("version__policy").get(pk=consultation.pk)
    if not consultation.is_open:
        raise ActRefused(_("The consultation is not open now. Questions are answered with the other comments."))
    rows = dispositions.rows_of(comments)
    refuse_others(rows, called=called)
    given = dispositions.give(
        consultation, rows, outcome=Outcome.ANSWERED, reason=reason, note=note, why=why, seen=seen, by=by,
        published_at=timezone.now(),
    )  # fmt: skip
    letters.tell(consultation, rows, by=by)
    renamed = [row for row in rows if row.kind != Comment.Kind.QUESTION]
    Comment.objects.filter(pk__in=[row.pk for row in renamed]).update(kind=Comment.Kind.QUESTION)
    if renamed:
        log.record(policy.uuid, "called a question", by=by, comments=[row.number for row in renamed])
    return given


def refuse_others(rows: Sequence[Comment], *, called: bool) -> None:
    """Stops at the first that is no question, or that nobody can read."""
    for row in rows:
        if row.kind != Comment.Kind.QUESTION and not called:
            raise ActRefused(
                _("%(reference)s is no question. While the consultation is open, only questions are answered.")
                % {"reference": row.reference}
            )
        if row.state != Comment.State.SHOWN:
            raise ActRefused(
                _("%(reference)s is not shown on the web, so its answer cannot be published.")
                % {"reference": row.reference}
            )
