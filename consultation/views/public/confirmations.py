"""Confirming an address: looking changes nothing (mail scanners follow links), the button does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.domain import receipts
from consultation.domain.taking_part import confirming
from consultation.exceptions import LinkRefused
from consultation.models import Confirmation
from consultation.views.public import browser
from organisation.exceptions import ActRefused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what is confirmed, POST confirms and leads on; a link that cannot be used says why.

    The browser remembers what was confirmed in it: its next comment under the same address needs no link.
    """
    try:
        if request.method == "POST":
            return onward(request, confirming.confirm(token))
        confirmation = confirming.confirmation_for(token)
    except ActRefused as refused:
        status = refused.status if isinstance(refused, LinkRefused) else 200
        return render(request, "consultation/confirm_refused.html", {"refused": refused}, status=status)
    if confirmation.agreement:
        return render(request, "consultation/confirm_agreement.html", {"confirmation": confirmation})
    context = {"confirmation": confirmation, "receipt": receipts.of(confirmation.submission)}
    return render(request, "consultation/confirm.html", context)


def onward(request: HttpRequest, used: Confirmation) -> HttpResponse:
    """To the receipt of what was sent, or to the comment that was agreed with."""
    if used.submission:
        return browser.remember(request, redirect("receipt", key=used.submission.key), "confirmed", used.submission.pk)
    comment = used.agreement.comment
    version = comment.consultation.version
    address = reverse("agree", args=[comment.policy.slug, version.number, comment.number])
    return browser.remember(request, redirect(address), "agreed", used.agreement.pk)
