"""My comments: what this browser has put aside in one consultation, to be looked at, changed and sent together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.domain import receipts
from consultation.domain.taking_part import unsent as domain
from consultation.forms.commenting import TogetherForm
from consultation.models import Consultation, UnsentComment
from consultation.views.public import browser
from consultation.views.public.published import get_consultation
from organisation.exceptions import ActRefused
from organisation.models import Municipality


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsent(request: HttpRequest, slug: str) -> HttpResponse:
    """The list with one form for the sender; POST throws one away, or sends all, or forgets who confirmed here."""
    matter, version, consultation = get_consultation(slug)
    holder = browser.holder_of(request)
    if request.method == "POST" and "remove" in request.POST:
        domain.take_out(consultation, holder=holder, key=request.POST["remove"])
        return redirect("unsent", slug)
    if request.method == "POST" and "forget" in request.POST:
        return browser.forget(redirect("unsent", slug), browser.PART, browser.SENDER)
    rows = domain.held(consultation, holder)
    form = form_of(request, rows, browser.known_address(request, consultation))
    if form.is_bound:
        done = sent(request, form, consultation, holder)
        if done:
            return done
        rows = domain.held(consultation, holder)
    context = {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "name": matter.called(version),
        "title": matter.title_of(version),
        "consultation": consultation,
        "phase": consultation.phase(matter.now),
        "rows": [(row, receipts.wished(row)) for row in rows],
        "form": form,
    }
    return render(request, "consultation/unsent.html", context)


def form_of(request: HttpRequest, rows: list[UnsentComment], known: str) -> TogetherForm:
    found = next(filter(None, map(domain.number_in, rows)), "")
    about = {"rows": rows, "found": found, "municipality": Municipality.current().name, "known": known}
    if request.method == "POST":
        return TogetherForm(request.POST, request.FILES, **about)
    return TogetherForm(initial=browser.typed_sender(request), **about)


def sent(request: HttpRequest, form: TogetherForm, consultation: Consultation, holder: str) -> HttpResponse | None:
    """Sends all that the page showed; the way to the receipt, or None with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        made = domain.send(
            consultation, holder=holder, seen=request.POST.getlist("seen"), key=form.cleaned_data["key"],
            sender=form.sender, browser=browser.browser_of(request), language=get_language() or "sv",
            files=form.cleaned_data["files"],
        )  # fmt: skip
    except ActRefused as refused:
        form.add_error(None, str(refused))
        return None
    response = browser.forget(redirect("receipt", key=made.key), browser.SENDER)
    return browser.remember(request, response, "sent", made.pk)
