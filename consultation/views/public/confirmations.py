"""Confirming an address: looking changes nothing (mail scanners follow links), the button does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.domain import participation, receipts
from consultation.exceptions import LinkRefused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what is confirmed, POST confirms and leads to the receipt; a link that cannot be used says why."""
    try:
        if request.method == "POST":
            submission = participation.confirm(token)
            return redirect("receipt", key=submission.key)
        confirmation = participation.confirmation_for(token)
    except LinkRefused as refused:
        return render(request, "consultation/confirm_refused.html", {"refused": refused}, status=refused.status)
    context = {"confirmation": confirmation, "receipt": receipts.of(confirmation.submission)}
    return render(request, "consultation/confirm.html", context)
