"""Referral bodies for officials: who is asked, the list from a file, the letter, reminders."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation.domain.referral import inviting, links, missives, standing
from consultation.forms.referral import BodyForm, ListForm
from consultation.models import Consultation, Invitation
from consultation.permissions import can_invite
from consultation.views.access import get_consultation_or_deny
from drafts.domain.composition import compose
from organisation.domain.dates import last_day
from organisation.exceptions import ActRefused

LIST = "referral-bodies"


@login_required
@require_GET
def bodies(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, with what has been sent to whom and who has answered."""
    consultation = get_consultation_or_deny(request.user, slug, can_invite)
    rows = list(consultation.invitations.with_answers().order_by("name"))
    dead, now = missives.undelivered(consultation), timezone.now()
    for row in rows:
        row.status = standing.status_of(row)
        row.words = standing.words_of(row, consultation, now)
        row.day = last_day(row.deadline(consultation))
        row.is_undelivered = row.email.lower() in dead
    context = frame(consultation) | {
        "rows": rows,
        "answered": sum(row.status == "answered" for row in rows),
        "abstains": sum(row.status == "abstains" for row in rows),
        "unsent": sum(row.sent_at is None and bool(row.email) for row in rows),
        "silent": missives.remindable(consultation).count(),
    }
    return render(request, "consultation/referral_bodies.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds one body."""
    consultation = get_consultation_or_deny(request.user, slug, can_invite)
    form = BodyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = inviting.invite(consultation, [form.body], by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("%(name)s is on the list.") if made else _("%(name)s stood on the list already.")
            messages.success(request, words % {"name": form.body.name})
            return redirect(LIST, slug)
    return render(request, "consultation/referral_body.html", frame(consultation) | {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: HttpRequest, slug: str, body: int) -> HttpResponse:
    """Corrects a body, notes that it abstains, or takes it away; its link, for those without an address."""
    consultation = get_consultation_or_deny(request.user, slug, can_invite)
    found = get_object_or_404(consultation.invitations.with_answers(), pk=body)
    act = request.POST.get("act") if request.method == "POST" else None
    form = BodyForm.of(found, request.POST if request.method == "POST" and act is None else None)
    if request.method == "POST" and (act or form.is_valid()):
        try:
            words = done(found, act, form, request)
        except ActRefused as refusal:
            messages.error(request, str(refusal))
            if act:
                return redirect("referral-body", slug, found.pk)
        else:
            messages.success(request, words % {"name": found.name})
            return redirect(LIST, slug)
    context = frame(consultation) | {"form": form, "body": found, "link": links.address(found)}
    return render(request, "consultation/referral_body.html", context)


def done(found: Invitation, act: str | None, form: BodyForm, request: HttpRequest) -> str:
    """Does what the button says; the words for it."""
    if act == "remove":
        inviting.remove(found, by=request.user)
        return _("%(name)s is taken off the list.")
    if act == "abstain":
        inviting.abstain(found, by=request.user)
        return _("It is noted that %(name)s abstains.")
    if act == "again":
        inviting.take_back_abstention(found, by=request.user)
        return _("%(name)s is asked again.")
    inviting.change(found, form.body, by=request.user)
    return _("%(name)s is saved.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bodies_import(request: HttpRequest, slug: str) -> HttpResponse:
    """A list from a spreadsheet: what it says, line by line, before anything is saved."""
    consultation = get_consultation_or_deny(request.user, slug, can_invite)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*posted, consultation=consultation)
    if request.method == "POST" and form.is_valid() and "save" in request.POST and not form.faults:
        try:
            made = inviting.invite(consultation, form.new, by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = ngettext("%(n)s body is on the list now.", "%(n)s bodies are on the list now.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect(LIST, slug)
    return render(request, "consultation/referral_import.html", frame(consultation) | {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bodies_letter(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter as it will read, and to whom it goes. POST sends it to those that are ticked."""
    consultation = get_consultation_or_deny(request.user, slug, can_invite)
    chosen = [int(each) for each in request.POST.getlist("body") if each.isdecimal() and len(each) < 10]
    refusal = ""
    if request.method == "POST":
        try:
            sent = missives.send(consultation, chosen, by=request.user)
        except ActRefused as refused:
            refusal = str(refused)
        else:
            words = ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", sent)
            messages.success(request, words % {"n": sent})
            return redirect(LIST, slug)
    rows = list(consultation.invitations.filter(sent_at=None).exclude(email="").order_by("name"))
    subject, text = missives.letter_of(asked(rows[0], consultation)) if rows else ("", "")
    context = {"rows": rows, "subject": subject, "text": text, "refusal": refusal, "chosen": chosen}
    return render(request, "consultation/referral_letter.html", frame(consultation) | context)


@login_required
@require_POST
def bodies_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Reminds those that have not answered."""
    consultation = get_consultation_or_deny(request.user, slug, can_invite)
    try:
        sent = missives.remind(consultation, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", sent)
        messages.success(request, words % {"n": sent})
    return redirect(LIST, slug)


@login_required
@require_GET
def consultation_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The text as it was frozen, for every official: of an internal consultation there is no public page."""
    consultation = get_consultation_or_deny(request.user, slug)
    sections = compose(consultation.version.paragraphs.all())
    context = frame(consultation) | {"version": consultation.version, "sections": sections}
    return render(request, "consultation/consultation_text.html", context)


def asked(invitation: Invitation, consultation: Consultation) -> Invitation:
    """The body with its consultation at hand."""
    invitation.consultation = consultation
    return invitation


def frame(consultation: Consultation) -> dict:
    """What each of these pages shows."""
    return {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "fixed": consultation.answers_published_at is not None,
        "last": last_day(consultation.closes_at),
    }
