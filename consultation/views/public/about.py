"""About the site: how a consultation works, and what the municipality says of itself and its service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultation.domain import public_texts
from consultation.domain.public_texts import fault
from consultation.forms.public_texts import FaultForm
from organisation.exceptions import ActRefused


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    return render(request, "consultation/about_consultations.html")


@require_safe
def public_text(request: HttpRequest, page: str) -> HttpResponse:
    """Accessibility, personal data, rules, who provides the service."""
    return render(request, "consultation/public_text.html", {"page": public_texts.shown(page, get_language() or "sv")})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def fault_report(request: HttpRequest) -> HttpResponse:
    """Reports something that cannot be used. Whatever is wrong, the words stay."""
    form = FaultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            fault.report(key=said["key"], place=said["place"], words=said["words"], email=said["email"])
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("fault-received")
    return render(request, "consultation/fault_report.html", {"form": form})


@require_safe
def fault_received(request: HttpRequest) -> HttpResponse:
    return render(request, "consultation/fault_received.html")
