"""Giving a consultation more time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import extending
from consultation.forms.extending import ExtendForm
from consultation.permissions import can_publish
from consultation.views.access import get_consultation_or_deny
from organisation.domain.dates import until
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_extend(request: HttpRequest, slug: str) -> HttpResponse:
    """A later closing date, with the motive that everybody sees."""
    consultation = get_consultation_or_deny(request.user, slug, can_publish)
    form = ExtendForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = extending.extend(consultation, closes_at=said["closes_at"], motive=said["motive"], by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The consultation is open %(until)s.") % {"until": until(made.closes_at)})
            return redirect("staff-consultation", slug)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "form": form,
        "possible": extending.can_be_extended(consultation),
    }
    return render(request, "consultation/consultation_extend.html", context)
