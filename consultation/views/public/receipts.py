"""The receipt: the number, what happens now, what was written; and changing it.

Its address is the key that only the sender has, or the signed link of the mail. The key alone shows; to change takes
the link, or the browser that used it (`taking_part/browsers`).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultation.domain import effects
from consultation.domain import receipts as domain
from consultation.domain.receipts import Line, Receipt
from consultation.domain.taking_part import changing, own, unsent
from consultation.domain.taking_part.browsers import NOBODY
from consultation.forms.commenting import ChangeForm
from consultation.models import Submission
from consultation.views.public import browser
from organisation.exceptions import ActRefused, Stale


@require_safe
@never_cache
def receipt(request: HttpRequest, key) -> HttpResponse:
    """Shown whatever the state of the comments: their sender may always see them."""
    found = domain.find(key)
    return shown(request, found, reverse("receipt", args=[key]), may=may_change(request, found))


@require_safe
@never_cache
def sent(request: HttpRequest, signed: str) -> HttpResponse:
    """The same by the link of the mail."""
    return shown(request, by_link(signed), reverse("sent", args=[signed]), may=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def receipt_comment(request: HttpRequest, key, comment: int) -> HttpResponse:
    """One comment of it, to be changed or withdrawn by the browser that it came from."""
    found = domain.find(key)
    may = may_change(request, found)
    return change(request, line_of(found, comment), reverse("receipt", args=[key]), may=may)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sent_comment(request: HttpRequest, signed: str, comment: int) -> HttpResponse:
    """The same by the link of the mail."""
    return change(request, line_of(by_link(signed), comment), reverse("sent", args=[signed]), may=True)


def by_link(token: str) -> Receipt | None:
    submission: Submission | None = own.find(token)
    return domain.of(submission) if submission else None


def may_change(request: HttpRequest, found: Receipt | None) -> bool:
    return found is not None and browser.browser_of(request).may_change(found.submission)


def line_of(found: Receipt | None, number: int) -> Line | None:
    return next((line for line in found.lines if line.comment.number == number), None) if found else None


def shown(request: HttpRequest, found: Receipt | None, address: str, *, may: bool) -> HttpResponse:
    """The receipt, with the ways to change what it shows; `address` is that of this page."""
    if found is None:
        raise Http404
    context = {
        "receipt": found,
        "told": effects.told(found.counted, found.matter, found.version),
        "address": address,
        "may": may,
        "proven": is_proven(found),
        "is_known": browser.browser_of(request) != NOBODY,
        "unsent": unsent.held(found.submission.consultation, browser.holder_of(request)),
    }
    return never_found(render(request, "consultation/receipt.html", context))


def is_proven(found: Receipt) -> bool:
    """Whether it was accepted without a link of its own, since its address had been confirmed before."""
    sent = found.submission
    return bool(sent.email and sent.confirmed_at) and sent.entered_by_id is None and not sent.confirmations.exists()


def change(request: HttpRequest, line: Line | None, back: str, *, may: bool) -> HttpResponse:
    """The words in a form, or why they cannot be changed; whatever is refused, what was typed stays."""
    if line is None:
        raise Http404
    form, status = ChangeForm.of(line.comment), 200 if may else 403
    act = request.POST.get("act", "") if request.method == "POST" and may else ""
    if act == "withdraw":
        form, status = withdrawn(form)
    elif act == "preview":
        form = ChangeForm(initial=request.POST.dict(), comment=line.comment)
    elif act or (request.method == "POST" and may):
        form, status = changed(request, line)
    if form is None:
        return redirect(back)
    shown = {"looked": act == "preview", "is_stale": status == 409}
    context = {"line": line, "back": back, "may": may, "form": form} | shown
    return never_found(render(request, "consultation/receipt_comment.html", context, status=status))


def withdrawn(form: ChangeForm) -> tuple[ChangeForm | None, int]:
    """Withdraws; None when it is done, else the form with the reason."""
    try:
        changing.withdraw(form.comment)
    except ActRefused as refused:
        bound = ChangeForm.of(form.comment, form.initial)
        bound.add_error(None, str(refused))
        return bound, 200
    return None, 200


def changed(request: HttpRequest, line: Line) -> tuple[ChangeForm | None, int]:
    """Saves; None when it is done, else the form with the reason. 409 for words changed in another window."""
    form = ChangeForm.of(line.comment, request.POST)
    if not form.is_valid():
        return form, 200
    hold = _("It looks as if there is a personal identity number in it.") if form.number else ""
    said = form.cleaned_data
    try:
        changing.change(line.comment, said["words"], suggestion=form.wish[0], seen=said["seen"], hold=hold)
    except ActRefused as refused:
        form.data = form.data.copy()
        form.data["seen"] = str(line.comment.earlier.count())
        form.add_error(None, str(refused))
        return form, 409 if isinstance(refused, Stale) else 200
    return None, 200


def never_found(response: HttpResponse) -> HttpResponse:
    """Nobody finds the page by a search, and no other site is told its address."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
