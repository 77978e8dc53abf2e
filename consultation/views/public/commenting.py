"""The form's own page: a page with a key, a cookie and a CSRF token; never stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.domain import reading
from consultation.domain.entering import discretion
from consultation.domain.matter import Matter, consultation_of
from consultation.domain.participation import Written
from consultation.domain.taking_part import changing, unsent
from consultation.forms.commenting import CommentForm
from consultation.models import Comment, Consultation, UnsentComment
from consultation.views.public import browser
from consultation.views.public.published import get_paragraph, get_version
from drafts.models import Paragraph, Version
from organisation.exceptions import ActRefused
from organisation.models import Municipality


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment(request: HttpRequest, slug: str, version: int, number: str) -> HttpResponse:
    """A comment on one paragraph."""
    matter, shown = get_version(slug, version)
    return answer(request, matter, shown, get_paragraph(shown, number))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_whole(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A comment on the whole text."""
    matter, shown = get_version(slug, version)
    return answer(request, matter, shown, None)


def answer(request: HttpRequest, matter: Matter, version: Version, paragraph: Paragraph | None) -> HttpResponse:
    """The form, or the way on from what was done with it. Whatever is wrong, the words stay."""
    consultation = consultation_of(version)
    reference = request.POST.get("reply", "") if request.method == "POST" else request.GET.get("reply", "")
    parent = parent_of(consultation, paragraph, reference)
    lost = bool(reference) and parent is None
    form = form_of(request, consultation, paragraph, parent)
    act = request.POST.get("act", "") if request.method == "POST" else "look"
    if act not in ("look", "preview"):
        done = sent(request, form, consultation, lost=lost)
        if done:
            return done
    rows = unsent.held(consultation, browser.holder_of(request))
    context = about(matter, version, paragraph) | {
        "parts": reading.read_at(version, paragraph)[1:] if paragraph and not parent else [],
        "parent": parent,
        "parent_words": discretion.public_words(parent, parent.submission) if parent else "",
        "lost": lost,
        "form": form,
        "looked": act == "preview",
        "unsent": rows,
        "changing": any(str(row.key) == str(form["key"].value()) for row in rows),
    }
    return render(request, "consultation/comment.html", context)


def about(matter: Matter, version: Version, paragraph: Paragraph | None) -> dict:
    """What the page says around the form."""
    consultation = consultation_of(version)
    return {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "title": matter.title_of(version),
        "name": matter.called(version),
        "consultation": consultation,
        "settled": matter.settled(version),
        "phase": consultation.phase(matter.now) if consultation else "none",
        "place": paragraph,
    }


def form_of(
    request: HttpRequest, consultation: Consultation | None, paragraph: Paragraph | None, parent: Comment | None
) -> CommentForm:
    """The form as it was posted, as it is looked at before sending, or as it begins."""
    settings = {
        "paragraph": paragraph,
        "municipality": Municipality.current().name,
        "parent": parent,
        "asks_kind": bool(consultation and consultation.asks_kind),
        "known": browser.known_address(request, consultation),
    }
    if request.method != "POST":
        row = unsent.find(consultation, browser.holder_of(request), request.GET.get("mine", ""))
        own = initial_of(row) if row and row.paragraph == paragraph and not parent else {}
        return CommentForm(initial=browser.typed_sender(request) | own, **settings)
    if request.POST.get("act") == "preview":
        return CommentForm(initial=request.POST.dict(), **settings)
    return CommentForm(request.POST, request.FILES, **settings)


def initial_of(row: UnsentComment) -> dict:
    """A view that was put aside, as the form shows it; its key keeps it one."""
    field = "addition" if row.suggests == Comment.Suggests.AFTER else "suggestion"
    wish = {field: row.suggestion} if row.suggestion else {}
    return {"key": row.key, "words": row.words, "about": row.kind} | wish


def sent(
    request: HttpRequest, form: CommentForm, consultation: Consultation | None, *, lost: bool
) -> HttpResponse | None:
    """Sends or puts aside what a whole form says; the way on, or None with the reason on the form."""
    if lost:
        form.forget_parent()
        form.add_error(
            None,
            _("What you reply to is not there any more. Send once more to make yours a comment of its own."),
        )
    if consultation is None:
        form.add_error(None, _("This text is not on consultation."))
    if not form.is_valid():
        return None
    try:
        return put_aside(request, form, consultation) if form.is_aside else submit(request, form, consultation)
    except ActRefused as refused:
        form.add_error(None, str(refused))
        return None


def submit(request: HttpRequest, form: CommentForm, consultation: Consultation) -> HttpResponse:
    """The act, with what the form says; then the receipt.

    A form that was sent before and says something else now (the back button) is not taken for the same: it stays.
    """
    view, begun = written(form), timezone.now()
    made = unsent.send_alone(
        consultation, view, holder=browser.holder_of(request), key=form.cleaned_data["key"],
        sender=form.sender, browser=browser.browser_of(request), language=get_language() or "sv",
        files=form.cleaned_data["files"],
    )  # fmt: skip
    if made.received_at < begun and not changing.says(made, view.words, view.suggestion):
        form.renew()
        raise ActRefused(
            _(
                "This form was sent before, with other words. What it says now has not been sent. Send once more to"
                " make it a comment of its own, or change the first one on its receipt."
            )
        )
    return browser.remember(request, redirect("receipt", key=made.key), "sent", made.pk)


def put_aside(request: HttpRequest, form: CommentForm, consultation: Consultation) -> HttpResponse:
    """Puts the view among "My comments"; the secret that holds them lies in the browser alone."""
    secret = browser.secret_of(request)
    unsent.put_aside(consultation, written(form), holder=unsent.holder_of(secret), key=form.cleaned_data["key"])
    return browser.hold(redirect("unsent", consultation.slug), secret, form.typed)


def written(form: CommentForm) -> Written:
    """The view that a valid form says."""
    suggestion, suggests = form.wish
    return Written(
        form.cleaned_data["words"], form.paragraph, suggestion, suggests, form.cleaned_data.get("about", ""),
        form.parent, hold=_("It looks as if there is a personal identity number in it.") if form.number else "",
    )  # fmt: skip


def parent_of(consultation: Consultation | None, paragraph: Paragraph | None, reference: str) -> Comment | None:
    """The shown comment on the same place with that number (S-0042)."""
    number = reference.removeprefix("S-")
    if consultation is None or not number.isdecimal() or len(number) > 8:
        return None
    rows = Comment.objects.shown().filter(consultation=consultation, paragraph=paragraph, number=int(number))
    return rows.select_related("submission").first()
