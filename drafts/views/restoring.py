"""Bringing an earlier text back: the page shows what would change, and asks."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafts.domain import chronicle, difference, restoring, texts
from drafts.domain.restoring import Earlier
from drafts.forms.restoring import SeenForm, WordingForm
from drafts.models import Paragraph, Policy
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.paragraphs import address, not_now, resting
from organisation.domain.dates import day_and_time
from organisation.exceptions import ActRefused, Stale


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_bring_back(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The whole text of a frozen version as the draft."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    found = get_object_or_404(policy.versions.frozen(), number=version)
    words = _("Version %(number)s") % {"number": found.number}
    return bring_back(request, policy, restoring.of_version(found), words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moment_bring_back(request: HttpRequest, slug: str, row: int) -> HttpResponse:
    """The whole text as the draft read after one moment of its history."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    draft = draft_of(policy)
    past = get_object_or_404(Paragraph.history.filter(version=draft), history_id=row)
    earlier = restoring.of_moment(draft, chronicle.end_of(past))
    if earlier is None:
        raise Http404
    return bring_back(
        request, policy, earlier, _("The draft of %(moment)s") % {"moment": day_and_time(past.history_date)}
    )


def bring_back(request: HttpRequest, policy: Policy, earlier: Earlier, words: str) -> HttpResponse:
    """Asks, with the difference from the draft as it is now, and does it."""
    refusal = resting(policy)
    if refusal:
        return not_now(request, policy, refusal)
    draft, status = draft_of(policy), 200
    form = SeenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            restoring.bring_back(policy, earlier, seen=form.cleaned_data["seen"], by=request.user)
        except Stale as stale:
            refusal, status = str(stale), 409
        except ActRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(text)s is the draft again.") % {"text": words})
            return redirect("editor", policy.slug)
    rows = restoring.would_change(draft, earlier)
    context = {
        "policy": policy,
        "words": words,
        "refusal": refusal,
        "form": form,
        "seen": texts.checksum(draft),
        "rows": rows,
        "removed": sum(row.kind == "removed" for row in rows),
        "number": earlier.number,
    }
    return render(request, "drafts/bring_back.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wording_bring_back(request: HttpRequest, slug: str, lineage: UUID, row: int) -> HttpResponse:
    """One paragraph as a row of its history has it; a removed one stands in the draft again."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    past = get_object_or_404(
        Paragraph.history.filter(version__policy=policy, lineage=lineage).select_related("version"), history_id=row
    )
    refusal = resting(policy)
    if refusal:
        return not_now(request, policy, refusal)
    current, status = draft_of(policy).paragraphs.filter(lineage=lineage).first(), 200
    form = WordingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            saved = restoring.bring_wording_back(policy, past, revision=form.cleaned_data["revision"], by=request.user)
        except Stale as stale:
            refusal, status = str(stale), 409
        except ActRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(number)s has its earlier wording again.") % {"number": saved.number})
            return redirect(address(policy, saved))
    context = {
        "policy": policy,
        "lineage": lineage,
        "past": past,
        "current": current,
        "refusal": refusal,
        "form": form,
        "difference": difference.difference_html(current.text if current else "", past.text),
    }
    return render(request, "drafts/wording_bring_back.html", context, status=status)
