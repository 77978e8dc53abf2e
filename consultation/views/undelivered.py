"""Mails to the senders that could not be delivered: seen, and sent again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consultation.domain import undelivered as domain
from consultation.permissions import can_enter_letters
from consultation.views.access import get_consultation_or_deny

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undelivered(request: HttpRequest, slug: str) -> HttpResponse:
    """To whom, what the mail server said. POST sends one again (`mail`) or all; for those who see the addresses."""
    consultation = get_consultation_or_deny(request.user, slug, can_enter_letters)
    if request.method == "POST":
        mail = request.POST.get("mail", "")
        one = [int(mail)] if mail.isdecimal() and len(mail) < 18 else []
        sent = domain.send_again(consultation, None if mail == "all" else one, by=request.user)
        words = ngettext("%(n)s mail is on its way again.", "%(n)s mails are on their way again.", sent) % {"n": sent}
        messages.success(request, words if sent else _("It was on its way already."))
        return redirect("undelivered", slug)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "page": Paginator(domain.mails(consultation), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "consultation/undelivered.html", context)
