"""The letters to the senders: read a sample, send them, see what was delivered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consultation.domain import letters as domain
from consultation.domain.letters import corrections
from consultation.models import Consultation, Letter
from consultation.permissions import can_answer
from consultation.views.access import get_consultation_or_deny
from organisation.exceptions import ActRefused
from organisation.models import OutgoingMail


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the letters are, and samples. POST asks for those that have not been asked for, or the corrections."""
    consultation = get_consultation_or_deny(request.user, slug, can_answer)
    refusal = ""
    if request.method == "POST":
        try:
            act = corrections.ask if request.POST.get("act") == "correct" else domain.ask
            messages.success(request, said(act(consultation, by=request.user)))
        except ActRefused as refused:
            refusal = str(refused)
        else:
            return redirect("letters", slug)
    subject, text = domain.sample(consultation) or ("", "")
    due = corrections.due(consultation)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "refusal": refusal,
        "standing": domain.standing(consultation),
        "subject": subject,
        "text": text,
        "dead": undelivered(consultation),
        "due": due,
        "correction": corrections.sample(consultation, due),
        "later": [
            (Letter.Kind(kind).label, domain.standing(consultation, kind))
            for kind in (Letter.Kind.QUESTION, Letter.Kind.CORRECTION)
        ],
    }
    return render(request, "consultation/letters.html", context)


def said(asked: int) -> str:
    if not asked:
        return _("Everybody who can be reached has a letter already.")
    words = ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", asked)
    return words % {"n": asked}


def undelivered(consultation: Consultation) -> list:
    """The letters that the mail server would not take, with what it said."""
    dead = consultation.letters.filter(mail__state=OutgoingMail.State.DEAD)
    return list(dead.select_related("submission", "mail").order_by("submission__number")[:50])
