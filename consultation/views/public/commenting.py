"""The form's own page: the only public page with a key, a cookie and a CSRF token; never stored."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.domain import participation
from consultation.domain.matter import Matter, consultation_of
from consultation.domain.participation import Sender
from consultation.forms.commenting import CommentForm
from consultation.models import Comment, Consultation
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
    """The form, or the receipt of what was sent with it. Whatever is wrong, the words stay."""
    consultation = consultation_of(version)
    reference = request.POST.get("reply", "") if request.method == "POST" else request.GET.get("reply", "")
    parent = parent_of(consultation, paragraph, reference)
    settings = {"paragraph": paragraph, "municipality": Municipality.current().name, "parent": parent}
    if request.method != "POST":
        form = CommentForm(**settings)
    else:
        form = CommentForm(request.POST, **settings)
        sent = send(form, consultation, lost=bool(reference) and parent is None)
        if sent:
            return redirect("receipt", key=sent.key)
    context = {
        "matter": matter,
        "policy": matter.policy,
        "version": version,
        "title": matter.title_of(version),
        "name": matter.called(version),
        "consultation": consultation,
        "settled": matter.settled(version),
        "phase": consultation.phase(matter.now) if consultation else "none",
        "place": paragraph,
        "parent": parent,
        "lost": bool(reference) and parent is None,
        "form": form,
    }
    return render(request, "consultation/comment.html", context)


def send(form: CommentForm, consultation: Consultation | None, *, lost: bool):
    """Sends what a whole form says; the submission, or None with the reason on the form."""
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
        return submitted(form, consultation)
    except ActRefused as refused:
        form.add_error(None, str(refused))
        return None


def submitted(form: Form, consultation: Consultation):
    """The act, with what the form says."""
    data = form.cleaned_data
    sender = Sender(data["kind"], data["name"], data["organisation"], data["email"], data["named"])
    return participation.submit(
        consultation,
        key=data["key"],
        sender=sender,
        paragraph=form.paragraph,
        words=data["words"],
        suggestion=data.get("suggestion", ""),
        parent=form.parent,
        language=get_language() or "sv",
        hold=_("It looks as if there is a personal identity number in it.") if form.number else "",
    )


def parent_of(consultation: Consultation | None, paragraph: Paragraph | None, reference: str) -> Comment | None:
    """The shown comment on the same place with that number (S-0042)."""
    number = reference.removeprefix("S-")
    if consultation is None or not number.isdecimal() or len(number) > 8:
        return None
    rows = Comment.objects.shown().filter(consultation=consultation, paragraph=paragraph, number=int(number))
    return rows.select_related("submission").first()
