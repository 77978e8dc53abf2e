"""Agreeing with a comment, and reporting one: small pages with a form, since reading pages are stored."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultation.domain import receipts, showing
from consultation.domain.matter import Matter, consultation_of
from consultation.domain.taking_part import agreeing, complaining
from consultation.domain.taking_part.browsers import Browser
from consultation.forms.commenting import AgreeForm, ComplaintForm
from consultation.models import Comment, Complaint
from consultation.views.public import browser
from consultation.views.public.published import get_version
from drafts.models import Version
from organisation.exceptions import ActRefused


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def agree(request: HttpRequest, slug: str, version: int, comment: int) -> HttpResponse:
    """One press where the browser has confirmed an address in this consultation, else an address and a mail.

    The press may be on a page of comments, which is stored and has no token: then it counts when the browser says that
    it comes from our own page, and only with its cookie, which no other site can have sent along (SameSite).
    """
    matter, text = get_version(slug, version)
    row = get_comment(text, comment)
    known = browser.browser_of(request)
    addresses = known.addresses(row.consultation)
    if request.method == "POST" and "csrfmiddlewaretoken" not in request.POST:
        if not (addresses and is_from_here(request)):
            return redirect(request.path)
    elif no_token := CsrfViewMiddleware(agree).process_view(request, None, (), {}):
        return no_token
    typed = request.POST if request.method == "POST" and (request.POST.get("email") or not addresses) else None
    form, refusal = AgreeForm(typed), ""
    if request.method == "POST" and (typed is None or form.is_valid()):
        try:
            return agreed(request, row, known, form.cleaned_data["email"] if form.is_bound else addresses[0])
        except ActRefused as refused:
            refusal = str(refused)
    context = frame(matter, text, row) | {
        "form": form,
        "refusal": refusal,
        "sent": "sent" in request.GET,
        "known": receipts.masked(addresses[0]) if addresses else "",
        "agreed": agreeing.own_of(row, known) is not None,
        "is_own": row.submission_id in (*known.sent, *known.confirmed),
    }
    return render(request, "consultation/agree.html", context)


def agreed(request: HttpRequest, row: Comment, known: Browser, email: str) -> HttpResponse:
    """The act, and the page that says what came of it; of an address that is not proven it says nothing more."""
    agreeing.agree(row, email=email, browser=known, language=get_language() or "sv")
    return redirect(request.path + ("" if known.has_confirmed(email, row.consultation) else "?sent=1"))


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in (own, *settings.CSRF_TRUSTED_ORIGINS)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report_comment(request: HttpRequest, slug: str, version: int, comment: int) -> HttpResponse:
    """Tells the moderators of a comment; then that it was received."""
    matter, text = get_version(slug, version)
    row = get_comment(text, comment)
    form, refusal = ComplaintForm(request.POST) if request.method == "POST" else ComplaintForm(), ""
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = complaining.complain(
                row, key=said["key"], reason=said["reason"], remark=said["remark"], email=said["email"]
            )
        except ActRefused as refused:
            refusal = str(refused)
        else:
            return redirect(f"{request.path}?receipt={made.key}")
    context = frame(matter, text, row) | {"form": form, "refusal": refusal, "made": made_by(request, row)}
    return render(request, "consultation/report_comment.html", context)


def made_by(request: HttpRequest, row: Comment) -> Complaint | None:
    """The report whose receipt is asked for."""
    key = request.GET.get("receipt", "")
    return next((each for each in row.complaints.all() if str(each.key) == key), None) if key else None


def get_comment(version: Version, number: int) -> Comment:
    """A shown comment on this version; what is not shown does not exist."""
    rows = Comment.objects.shown().filter(consultation__version=version, number=number)
    found = rows.select_related("submission", "consultation__version", "paragraph", "policy", "disposition").first()
    if found is None:
        raise Http404
    return found


def frame(matter: Matter, version: Version, row: Comment) -> dict:
    """What both pages show around their form: the comment, and the way back to it."""
    args = [matter.policy.slug, version.number]
    place = row.paragraph
    back = reverse("paragraph", args=[*args, place.number]) if place else reverse("whole", args=args)
    shown = showing.shown(row, matter, version, place)
    shown.steps, shown.answer = (), None
    consultation = consultation_of(version)
    return {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "name": matter.called(version),
        "row": row,
        "comment": shown,
        "place": place,
        "consultation": consultation,
        "phase": consultation.phase(matter.now),
        "back": f"{back}#{row.anchor}",
    }
