"""What is kept about an address: asked for by anybody, shown by the link that is mailed to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultation.domain.referral import links
from consultation.domain.taking_part import own, own_data
from consultation.domain.taking_part.own_data import OwnData
from consultation.forms.own_data import OwnDataForm
from consultation.models import Submission


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_data_ask(request: HttpRequest) -> HttpResponse:
    """The form, or that a link is on its way: the same words whether the address is known or not."""
    form = OwnDataForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        own_data.ask(form.cleaned_data["email"], language=get_language() or "sv")
        return redirect(f"{request.path}?sent=1")
    return render(request, "consultation/own_data_ask.html", {"form": form, "sent": "sent" in request.GET})


def found_or_404(token: str) -> OwnData:
    found = own_data.find(token)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
def own_data_page(request: HttpRequest, data_link: str) -> HttpResponse:
    """Everything, with the ways to change it."""
    found = found_or_404(data_link)
    rows = [(row, address(row), own_data.standing(row)) for row in found.submissions]
    response = render(request, "consultation/own_data.html", {"found": found, "rows": rows, "data_link": data_link})
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def address(row: Submission) -> str:
    """The page of what was sent; of an internal consultation, that of the body that was asked."""
    if row.consultation.is_internal:
        return reverse("invitation", args=[links.token_of(row.invitation)]) if row.invitation else ""
    return own.address(row)


@require_safe
@never_cache
def own_data_file(request: HttpRequest, data_link: str) -> HttpResponse:
    """The same as a file."""
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"', "X-Robots-Tag": "noindex"}
    return HttpResponse(own_data.as_json(found_or_404(data_link)), content_type="application/json", headers=headers)
