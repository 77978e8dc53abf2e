"""Changes that were made in the editor and have no cause yet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import cards, gates, merging, unexplained
from consultation.forms.answering import GivenCauseForm
from consultation.models import Comment, Consultation
from consultation.permissions import can_answer
from consultation.views.workspace import not_now
from drafts.domain import comparison
from drafts.domain.comparison import Row
from drafts.models import Descent, Policy
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "POST"])
def causes(request: HttpRequest, slug: str) -> HttpResponse:
    """Each change without a cause, with its difference and a small form of its own."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    consultation = gates.consulted(policy)
    if consultation is None:
        return not_now(request, policy)
    sent = request.POST if request.method == "POST" else None
    entries = [
        entry(row, form_for(row.descent, consultation, offered, sent), offered)
        for row, offered in with_comments(uncaused(policy), consultation)
    ]
    if sent is not None:
        response = give(request, policy, entries)
        if response:
            return response
    return render(request, "consultation/causes.html", {"policy": policy, "entries": entries})


def entry(row: Row, form: GivenCauseForm, offered: list[Comment]) -> dict:
    """One change as the page shows it."""
    laid = cards.lay(offered)
    for card in laid:
        card.is_cause = {str(comment.pk) for comment in card.comments} <= form.chosen
    return {"row": row, "form": form, "cards": laid, "lineage": row.paragraph.lineage}


def uncaused(policy: Policy) -> list[Row]:
    """The changes without a cause, as rows of the comparison."""
    missing = {tie.pk for tie in unexplained.without_cause(policy)}
    base = policy.versions.newest() if missing else None
    rows = comparison.compare(base, policy.versions.draft()) if base else []
    return [row for row in rows if row.descent and row.descent.pk in missing]


def with_comments(rows: list[Row], consultation: Consultation) -> list[tuple[Row, list[Comment]]]:
    """Each row with the comments on its paragraph, before or after; one query for all."""
    lineages = {paragraph.lineage for row in rows for paragraph in (row.before, row.after) if paragraph}
    found = Comment.objects.filter(consultation=consultation, paragraph__lineage__in=lineages)
    comments = cards.whole(found) if lineages else []
    return [
        (
            row,
            [each for each in comments if each.paragraph.lineage in {p.lineage for p in (row.before, row.after) if p}],
        )
        for row in rows
    ]


def form_for(tie: Descent, consultation: Consultation, offered: list[Comment], sent) -> GivenCauseForm:
    """The form of one change; bound when it is the one that was sent."""
    data = sent if sent is not None and sent.get("tie") == str(tie.pk) else None
    return GivenCauseForm(
        data, consultation=consultation, offered=offered, initial={"tie": tie.pk}, auto_id=f"id_{tie.pk}_%s"
    )


def give(request: HttpRequest, policy: Policy, entries: list[dict]) -> HttpResponse | None:
    """Writes the cause that was sent; None when the form has something to put right."""
    sent = next((each for each in entries if each["form"].is_bound), None)
    if sent is None:
        if Descent.objects.filter(pk=as_number(request.POST.get("tie")), version__policy=policy).exists():
            messages.info(request, _("That change has a cause already, or is gone."))
            return redirect("causes", policy.slug)
        raise Http404
    form = sent["form"]
    if not form.is_valid():
        return None
    try:
        merging.give_cause(
            sent["row"].descent, because_of=form.comments, reason=form.cleaned_data["reason"], by=request.user
        )
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(
        request, _("The cause of the change in %(number)s is saved.") % {"number": sent["row"].paragraph.number}
    )
    return redirect("causes" if len(entries) > 1 else "gate", policy.slug)


def as_number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 18 else 0
