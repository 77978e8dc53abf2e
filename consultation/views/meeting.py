"""The secretary enters what was changed at the meeting, paragraph by paragraph, before the decision is recorded."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation.domain import causes
from consultation.domain import meeting as domain
from consultation.forms.deciding import MovedForm, MovedInForm
from consultation.permissions import can_decide
from drafts.domain import difference
from drafts.models import Paragraph, Policy
from drafts.models.policy import State
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused, Stale


@login_required
@require_GET
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposal's paragraphs with the way to change each, and what has been entered."""
    policy = get_policy_or_deny(request.user, slug, can_decide)
    if policy.state != State.BEFORE_COUNCIL:
        return not_now(request, policy)
    context = {
        "policy": policy,
        "base": policy.versions.newest(),
        "paragraphs": policy.versions.draft().paragraphs.all(),
        "entered": told(policy),
    }
    return render(request, "consultation/meeting.html", context)


def told(policy: Policy) -> list[dict]:
    """The changes that are entered, each with its reason."""
    rows = domain.entered(policy)
    known = causes.of_ties([row.descent.pk for row in rows if row.descent])
    return [{"row": row, "cause": known.get(row.descent.pk) if row.descent else None} for row in rows]


def not_now(request: HttpRequest, policy: Policy) -> HttpResponse:
    """Nothing lies before the council."""
    context = {
        "policy": policy,
        "refusal": _("Changes are moved at a meeting while the proposal lies before the council."),
        "back": reverse("decide", args=[policy.slug]),
        "back_words": _("To the decision"),
    }
    return render(request, "409.html", context, status=409)


def paragraph_of(policy: Policy, lineage: UUID) -> Paragraph:
    rows = Paragraph.objects.select_related("version__policy")
    return get_object_or_404(rows, version__policy=policy, version__number=None, lineage=lineage)


@login_required
@require_http_methods(["GET", "POST"])
def meeting_paragraph(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """Other words for a paragraph, or that it goes. 409 when it has been changed meanwhile."""
    policy = get_policy_or_deny(request.user, slug, can_decide)
    if policy.state != State.BEFORE_COUNCIL:
        return not_now(request, policy)
    paragraph = paragraph_of(policy, lineage)
    initial = {"revision": paragraph.revision, "text": paragraph.text, "reason": reason_of(paragraph)}
    if request.POST.get("act") == "difference":
        shown = MovedForm(initial=initial | request.POST.dict())
        return render(request, "consultation/meeting_paragraph.html", context(policy, paragraph, shown))
    form, status = MovedForm(request.POST or None, initial=initial), 200
    if form.is_bound and form.is_valid():
        try:
            enter(paragraph, form.cleaned_data, request)
        except ActRefused as refusal:
            if isinstance(refusal, Stale):
                status, paragraph = 409, paragraph_of(policy, lineage)
                form = MovedForm(request.POST | {"revision": paragraph.revision})
            form.add_error(None, str(refusal))
        else:
            return redirect("meeting", slug)
    return render(request, "consultation/meeting_paragraph.html", context(policy, paragraph, form), status=status)


def enter(paragraph: Paragraph, said: dict, request: HttpRequest) -> None:
    """What the pressed button says, with its sentence."""
    number = {"number": paragraph.number}
    if request.POST.get("act") == "remove":
        domain.remove(paragraph, revision=said["revision"], reason=said["reason"], by=request.user)
        messages.success(request, _("Entered: %(number)s goes.") % number)
        return
    if not said["text"].strip():
        raise ActRefused(_("The paragraph is empty. Write something, or remove the paragraph."))
    told = domain.rewrite(
        paragraph, said["text"], revision=said["revision"], reason=said["reason"], by=request.user
    )  # fmt: skip
    words = _("Entered: other words for %(number)s.") if told else _("%(number)s reads as in the proposal.")
    messages.success(request, words % number)


def reason_of(paragraph: Paragraph) -> str:
    known = causes.of_ties(list(paragraph.came_from.values_list("pk", flat=True)))
    return next((cause.reason for cause in known.values()), "")


def context(policy: Policy, paragraph: Paragraph, form: MovedForm) -> dict:
    tie = paragraph.came_from.select_related("before").first()
    before = tie.before.text if tie and tie.before else ""
    typed = str(form["text"].value() or "").replace("\r\n", "\n")
    return {
        "policy": policy,
        "paragraph": paragraph,
        "base": policy.versions.newest(),
        "before": before,
        "difference": difference.difference_html(before, typed) if typed.strip() != before.strip() else "",
        "form": form,
    }


@login_required
@require_http_methods(["GET", "POST"])
def meeting_insert(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """A new paragraph after this one."""
    policy = get_policy_or_deny(request.user, slug, can_decide)
    if policy.state != State.BEFORE_COUNCIL:
        return not_now(request, policy)
    paragraph = paragraph_of(policy, lineage)
    form = MovedInForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            domain.insert(
                policy, said["text"], after=paragraph, kind=said["kind"], key=said["key"], reason=said["reason"],
                by=request.user,
            )  # fmt: skip
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Entered: a new paragraph after %(number)s.") % {"number": paragraph.number})
            return redirect("meeting", slug)
    given = {"policy": policy, "paragraph": paragraph, "form": form}
    return render(request, "consultation/meeting_insert.html", given)


@login_required
@require_POST
def meeting_take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts one paragraph, or all of them, back as the proposal has it."""
    policy = get_policy_or_deny(request.user, slug, can_decide)
    asked = request.POST.get("tie", "")
    try:
        if asked.isdecimal() and len(asked) < 18:
            domain.take_back(policy, int(asked), by=request.user)
        else:
            domain.take_all_back(policy, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. The text reads there as in the proposal."))
    return redirect("meeting" if policy.state == State.BEFORE_COUNCIL else "decide", slug)
