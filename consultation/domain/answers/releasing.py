"""When the public sees the answers: all together, or as they come once the consultation has closed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import dispositions
from consultation.domain.answers import approving
from consultation.models import Consultation, Disposition
from drafts.domain.policies import locked
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

Answers = Consultation.Answers


@transaction.atomic
def set_coming(consultation: Consultation, *, come: str, by: User) -> Consultation:
    """Says when the answers are published, from now on. What is published stays so. Asked twice, it is done once.

    Refused once they are all published.
    """
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_related("version__policy").get(pk=consultation.pk)
    if consultation.answers_published_at is not None:
        raise ActRefused(_("The answers are published already."))
    if consultation.answers_come != Answers(come):
        consultation.answers_come = Answers(come)
        consultation._history_user = by
        consultation.save()
        log.record(policy.uuid, "answers come", by=by, consultation=consultation.pk, come=str(come))
    return consultation


@transaction.atomic
def release(consultation: Consultation, seen: Mapping[int, str], *, by: User) -> list[Disposition]:
    """Approves and publishes answers by themselves: those whose pk `seen` names, with the mark of what was read.

    Refused when they are published together, before the consultation has closed, and for answers that the approver
    wrote. `Stale` when one has been changed or taken away meanwhile; then none is published. Those that are
    published already are passed by.
    """
    policy = locked(consultation.version.policy)
    consultation = Consultation.objects.select_related("version__policy").get(pk=consultation.pk)
    if words := obstacle(consultation):
        raise ActRefused(words)
    if not seen:
        raise ActRefused(_("Choose at least one answer."))
    rows = list(consultation.dispositions.select_for_update().filter(pk__in=seen).order_by("pk"))
    if len(rows) < len(seen) or any(dispositions.stamp(row) != seen[row.pk] for row in rows):
        raise Stale(
            _("An answer has been changed since you opened the page. Nothing has been published; read it again.")
        )
    if approving.written_by(by, [row.pk for row in rows]):
        raise ActRefused(_("You have written one of these answers yourself. It is approved by somebody who has not."))
    waiting = [row for row in rows if row.published_at is None]
    for row in waiting:
        row.published_at = timezone.now()
        row.save()
    if waiting:
        log.record(policy.uuid, "answers published", by=by, dispositions=[row.pk for row in waiting])
    return waiting


def obstacle(consultation: Consultation) -> str:
    """Why no answer can be published by itself now, in a sentence; nothing when it can."""
    if consultation.answers_published_at is not None:
        return _("The answers are published already.")
    if consultation.answers_come != Answers.AS_THEY_COME:
        return _("The answers are published all together. The consultation’s page has the setting.")
    if not consultation.is_closed:
        return _("The consultation is not closed yet. Until then only questions are answered.")
    return ""
