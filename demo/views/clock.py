"""Putting the clock of the demo forward, to the closing of a consultation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.models import Consultation
from demo import clock as demo
from organisation.exceptions import ActRefused
from organisation.permissions import can_administer, can_enter_staff


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clock(request: HttpRequest) -> HttpResponse:
    """The open consultations, each with a button that closes it now."""
    if not can_enter_staff(request.user):
        raise Http404
    if not can_administer(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return put_forward(request, request.POST.get("consultation", ""))
    found = Consultation.objects.open(timezone.now()).select_related("version__policy")
    return render(request, "demo/clock.html", {"consultations": found})


def put_forward(request: HttpRequest, slug: str) -> HttpResponse:
    """Closes the consultation with this address."""
    consultation = get_object_or_404(Consultation.objects.select_related("version__policy"), slug=slug)
    try:
        demo.put_forward(consultation, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("The consultation on “%(title)s” has closed.") % {"title": consultation.version.policy.title}
        messages.success(request, said)
    return redirect("clock")
