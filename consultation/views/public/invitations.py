"""A referral body's own pages, behind the link of its letter: what is asked, the text, an answer, "we abstain"."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.domain.participation import Written
from consultation.domain.referral import answering, inviting, links
from consultation.domain.taking_part import changing, own
from consultation.forms.invited import LetterForm, PlaceForm
from consultation.models import Invitation
from consultation.views.public.published import get_paragraph
from drafts.domain.composition import compose
from drafts.models import Paragraph
from organisation.domain.dates import last_day
from organisation.exceptions import ActRefused
from organisation.permissions import can_enter_staff


def invited(view: Callable) -> Callable:
    """Fetches the body of the link: 404 for an unknown one. An internal consultation asks for an official as well."""

    @never_cache
    @wraps(view)
    def entered(request: HttpRequest, invitation: str, **more) -> HttpResponse:
        found = links.find(invitation)
        if found is None:
            raise Http404
        if found.consultation.is_internal and not can_enter_staff(request.user):
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect_to_login(request.get_full_path())
        response = view(request, found, **more)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return entered


@require_safe
@invited
def invitation(request: HttpRequest, body: Invitation) -> HttpResponse:
    """What is asked, until when, the ways to answer, and what has been sent."""
    sent = list(body.submissions.prefetch_related("comments__paragraph", "attachments").order_by("number"))
    for submission in sent:
        submission.own = own.address(submission)
    return render(request, "consultation/invitation.html", frame(body) | {"sent": sent})


@require_safe
@invited
def invitation_text(request: HttpRequest, body: Invitation) -> HttpResponse:
    """The text, each paragraph with the way to comment on it."""
    sections = compose(body.consultation.version.paragraphs.all())
    return render(request, "consultation/invitation_text.html", frame(body) | {"sections": sections})


@require_POST
@invited
def invitation_abstain(request: HttpRequest, body: Invitation) -> HttpResponse:
    """The body gives no answer."""
    try:
        inviting.abstain(body)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. We have noted that you abstain."))
    return redirect("invitation", links.token_of(body))


@require_http_methods(["GET", "HEAD", "POST"])
@invited
def invitation_letter(request: HttpRequest, body: Invitation) -> HttpResponse:
    """A letter about the whole text, in the box or attached."""
    form = LetterForm(request.POST, request.FILES) if request.method == "POST" else LetterForm()
    return written(request, body, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@invited
def invitation_comment(request: HttpRequest, body: Invitation, number: str) -> HttpResponse:
    """A view on one paragraph."""
    place = get_paragraph(body.consultation.version, number)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return written(request, body, PlaceForm(*posted, paragraph=place), place)


def written(request: HttpRequest, body: Invitation, form: Form, place: Paragraph | None) -> HttpResponse:
    """The form, or the way back to the body's page when it was sent. Whatever is wrong, the words stay."""
    if request.method == "POST" and form.is_valid():
        try:
            sent = answer(body, form, place)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Thank you. Your answer has come in, with the number %(number)s.")
            messages.success(request, words % {"number": sent.comments.first().reference})
            return redirect("invitation", links.token_of(body))
    return render(request, "consultation/invitation_answer.html", frame(body) | {"form": form, "place": place})


def answer(body: Invitation, form: Form, place: Paragraph | None):
    """The act, with what the form says; a form that was sent before and says something else now stays."""
    data, begun = form.cleaned_data, timezone.now()
    view = Written(
        words=data["words"] or _("The answer is in the attached file."),
        paragraph=place,
        suggestion=data.get("suggestion", ""),
        hold=_("It looks as if there is a personal identity number in it.") if form.number else "",
    )
    sent = answering.answer(
        body, view, key=data["key"], person=data["person"], role=data["role"], files=data["files"],
        language=get_language() or "sv",
    )  # fmt: skip
    if sent.received_at < begun and not changing.says(sent, view.words, view.suggestion):
        form.renew()
        raise ActRefused(
            _(
                "This form was sent before, with other words. What it says now has not been sent. Send once more to"
                " make it an answer of its own."
            )
        )
    return sent


def frame(body: Invitation) -> dict:
    """What every page of a body shows."""
    consultation, now = body.consultation, timezone.now()
    return {
        "body": body,
        "token": links.token_of(body),
        "consultation": consultation,
        "version": consultation.version,
        "policy": consultation.version.policy,
        "deadline": last_day(body.deadline(consultation)),
        "takes": body.takes_answers(now, consultation),
        "phase": consultation.phase(now),
    }
