"""Time in the demo: nobody shall have to wait a fortnight to see what comes after it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import papers
from consultation.models import Consultation
from drafts.models import Edition
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@transaction.atomic
def put_forward(consultation: Consultation, *, by: User) -> Consultation:
    """Lets the consultation close at this moment, and has its text printed again with that date.

    Refused unless it is open. The log says that the clock was put forward.
    """
    consultation = Consultation.objects.select_for_update().select_related("version__policy").get(pk=consultation.pk)
    now = timezone.now()
    if consultation.phase(now) != "open":
        raise ActRefused(_("The consultation is not open."))
    consultation.closes_at = now
    consultation.save()
    log.record(consultation.version.policy.uuid, "clock put forward", by=by, consultation=consultation.pk)
    papers.ask_for(consultation.version, Edition.Kind.CLEAN)
    return consultation
