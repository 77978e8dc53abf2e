"""What everybody may see while a consultation is worked on: set by those who answer it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultation.domain import openness
from consultation.permissions import can_answer
from consultation.views.access import get_consultation_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_POST
def consultation_shows_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the draft of the merge to everybody, or no longer."""
    consultation = get_consultation_or_deny(request.user, slug, can_answer)
    shown = request.POST.get("shown") == "yes"
    try:
        openness.show_draft(consultation, shown=shown, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Everybody can see the draft from now on.") if shown else _("The draft is no longer shown.")
        messages.success(request, words)
    return redirect("staff-consultation", slug)
