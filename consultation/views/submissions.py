"""Submissions for officials: entering what did not come on the web, one submission with its letter, its receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation.domain.entering import passages, splitting, submissions
from consultation.domain.gathering import entries
from consultation.forms.entering import EnterForm, OriginalForm
from consultation.forms.splitting import SplitForm, whole
from consultation.models import Attachment, ChannelEntry, Consultation, Submission
from consultation.models.submission import Channel
from consultation.permissions import can_enter_letters, can_see_comments
from consultation.views.access import get_consultation_or_deny
from consultation.views.public.attachments import handed_out
from organisation.domain.dates import day_and_year
from organisation.exceptions import ActRefused
from organisation.models import Municipality, User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submission_enter(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; `?entry=` fills it with what was gathered from a feed."""
    consultation = get_consultation_or_deny(request.user, slug, can_enter_letters)
    entry = entry_of(request, consultation)
    form = enter_form(request, consultation, entry)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter(form, entry, by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return entered(request, made)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "form": form,
        "entry": entry,
        "obstacle": submissions.obstacle(consultation, timezone.now()),
    }
    return render(request, "consultation/submission_enter.html", context)


def enter_form(request: HttpRequest, consultation: Consultation, entry: ChannelEntry | None) -> EnterForm:
    """The form as it was sent, or as an entry of a feed fills it."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    said = initial(entry, consultation) if entry else {}
    return EnterForm(*posted, consultation=consultation, municipality=Municipality.current().name, initial=said)


def enter(form: EnterForm, entry: ChannelEntry | None, *, by: User) -> Submission:
    """Does what the form says."""
    said = form.cleaned_data
    return submissions.enter(
        form.consultation, form.heard, key=said["key"], originals=said["original"], entry=entry, by=by
    )


def entered(request: HttpRequest, made: Submission) -> HttpResponse:
    """To the submission with its receipt; or to the next empty form."""
    words = _("Submission %(number)s is entered.") % {"number": made.number}
    if made.is_late:
        words += " " + _("It came in late; it is counted and marked.")
    messages.success(request, words)
    if "next" in request.POST:
        return redirect("submission-enter", made.consultation.slug)
    return redirect("submission", made.consultation.slug, made.number)


def entry_of(request: HttpRequest, consultation: Consultation) -> ChannelEntry | None:
    """The entry of a feed that is to be entered."""
    asked = request.GET.get("entry", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return get_object_or_404(entries.of(consultation), pk=asked)


def initial(entry: ChannelEntry, consultation: Consultation) -> dict:
    """What an entry says, as the form is filled with it."""
    words = entry.words if entry.title in entry.words else f"{entry.title}\n\n{entry.words}".strip()
    opening, today = timezone.localdate(consultation.opens_at), timezone.localdate()
    day = timezone.localdate(entry.published_at) if entry.published_at else today
    return {
        "channel": Channel.OTHER,
        "sender_name": entry.author[:100],
        "source": entry.link,
        "words": words,
        "received_on": min(max(day, opening), today),
    }


@login_required
@require_GET
def submission(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One submission: who, when and how; its words; the comments that it consists of."""
    consultation = get_consultation_or_deny(request.user, slug, can_see_comments)
    return page(request, find(consultation, number))


def find(consultation: Consultation, number: int) -> Submission:
    rows = Submission.objects.select_related("consultation__version__policy", "entered_by", "invitation")
    return get_object_or_404(rows, consultation=consultation, number=number)


def page(
    request: HttpRequest,
    found: Submission,
    *,
    form: SplitForm | None = None,
    original: OriginalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a submission, with a form that came back."""
    consultation = found.consultation
    comments = splitting.live(found)
    letter = splitting.letter_of(found, comments)
    may = can_enter_letters(request.user, consultation.version.policy)
    obstacle = splitting.obstacle(found, comments) if letter else ""
    form = form or (split_form(request, found) if may and letter and not obstacle else None)
    split = [] if splitting.whole_of(found, comments) else comments
    for comment in comments:
        comment.withdraws = may and not splitting.why_not_withdrawn(comment, comments)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "submission": found,
        "comments": comments,
        "gone": found.comments.filter(state="withdrawn").select_related("paragraph").order_by("number"),
        "letter": letter,
        "passages": form.rows() if form else passages.of(letter, split),
        "left": sum(passage.is_left for passage in passages.of(letter, split)) if split else 0,
        "form": form,
        "may": may,
        "obstacle": obstacle,
        "originals": found.attachments.all(),
        "original_form": (original or OriginalForm()) if may and found.entered_by_id else None,
        "whole": whole(),
        "sentences": "sentences" in request.GET,
    }
    return render(request, "consultation/submission.html", context, status=status)


def split_form(request: HttpRequest, found: Submission) -> SplitForm:
    """The form over the passages that the address asks for: paragraphs, or `?sentences`."""
    comments = splitting.live(found)
    split = [] if splitting.whole_of(found, comments) else comments
    letter = splitting.letter_of(found, comments)
    consultation = found.consultation
    return SplitForm(
        request.POST if request.method == "POST" else None,
        found=passages.of(letter, split, sentences="sentences" in request.GET),
        paragraphs=list(consultation.version.paragraphs.all()),
        asks_kind=consultation.asks_kind,
        initial={"seen": splitting.mark(found)},
    )


@login_required
@require_GET
def submission_receipt(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The receipt to hand out or to send by post."""
    consultation = get_consultation_or_deny(request.user, slug, can_enter_letters)
    found = find(consultation, number)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "submission": found,
        "comments": splitting.live(found),
        "municipality": Municipality.current(),
        "today": day_and_year(timezone.localdate()),
    }
    return render(request, "consultation/submission_receipt.html", context)


@login_required
@require_POST
def submission_original(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Adds the scanned letter."""
    found = find(get_consultation_or_deny(request.user, slug, can_enter_letters), number)
    form = OriginalForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            submissions.add_originals(found, form.cleaned_data["original"], by=request.user)
        except ActRefused as refusal:
            form.add_error("original", str(refusal))
        else:
            messages.success(request, _("The scanned original is kept with the submission."))
            return redirect("submission", slug, number)
    return page(request, found, original=form)


@login_required
@never_cache
@require_GET
def submission_file(request: HttpRequest, slug: str, number: int, attachment: int) -> HttpResponse:
    """The scanned letter, for those who see the comments. Not one with a virus."""
    found = find(get_consultation_or_deny(request.user, slug, can_see_comments), number)
    rows = found.attachments.filter(kind=Attachment.Kind.ORIGINAL).exclude(state=Attachment.State.INFECTED)
    return handed_out(get_object_or_404(rows, pk=attachment))
