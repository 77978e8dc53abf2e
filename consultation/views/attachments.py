"""Files that came in: look at them, show them or keep them off the web."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from consultation.domain.attachments import screening
from consultation.models import Attachment, Consultation
from consultation.permissions import can_moderate
from consultation.views.access import get_consultation_or_deny
from consultation.views.public.attachments import handed_out
from organisation.exceptions import ActRefused

PICTURES = ("image/png", "image/jpeg")


@login_required
@require_GET
def attachments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every file, those that wait first."""
    consultation = get_consultation_or_deny(request.user, slug, can_moderate)
    rows = list(screening.of(consultation))
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "to_screen": [row for row in rows if row.state == Attachment.State.WAITING],
        "screened": [row for row in rows if row.state != Attachment.State.WAITING],
        "pictures": PICTURES,
        "scanner": bool(settings.CLAMD),
        "unscanned_since": screening.unscanned_since(consultation),
    }
    return render(request, "consultation/attachments.html", context)


@login_required
@require_POST
def attachment_screen(request: HttpRequest, slug: str, attachment: int) -> HttpResponse:
    """Shows the file, or keeps it off the web."""
    consultation = get_consultation_or_deny(request.user, slug, can_moderate)
    found = one(consultation, attachment)
    try:
        if request.POST.get("act") == "show":
            screening.show(found, by=request.user)
            messages.success(request, _("“%(name)s” is shown with its comment.") % {"name": found.name})
        else:
            screening.keep_back(found, by=request.user)
            messages.success(request, _("“%(name)s” is kept off the web.") % {"name": found.name})
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("attachments", slug)


@login_required
@never_cache
@require_GET
def attachment_file(request: HttpRequest, slug: str, attachment: int) -> HttpResponse:
    """The file for who screens it; a picture may be looked at, all else is saved first. Not one with a virus."""
    consultation = get_consultation_or_deny(request.user, slug, can_moderate)
    found = get_object_or_404(
        Attachment.objects.exclude(state=Attachment.State.INFECTED),
        pk=attachment,
        submission__consultation=consultation,
    )
    return handed_out(found, inline="look" in request.GET and found.media_type in PICTURES)


def one(consultation: Consultation, pk: int) -> Attachment:
    rows = Attachment.objects.select_related("submission__consultation__version__policy")
    return get_object_or_404(rows, pk=pk, submission__consultation=consultation)
