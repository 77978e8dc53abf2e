"""Splitting, joining and moving a paragraph because of comments: small forms beside the merge workspace."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import gates, reshaping
from consultation.forms.reshaping import FIRST, JoinForm, MoveForm, ReshapingForm, SplitForm
from consultation.permissions import can_answer
from consultation.views.insertion import at, renewed, small
from consultation.views.sheet import Sheet
from consultation.views.workspace import not_now
from drafts.models import Paragraph
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused, Stale

Act = Callable[[ReshapingForm], object]


@login_required
@require_http_methods(["GET", "POST"])
def merge_split(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """Two paragraphs of one, with the cause at both."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    if gates.consulted(policy) is None:
        return not_now(request, policy)
    sheet = at(policy, lineage)
    row, number = sheet.paragraph, {"number": sheet.place.number}
    first, second = reshaping.halves(row.text)
    fresh = {"revision": row.revision}
    form = small(SplitForm, request, sheet, first=first, second=second, **fresh)

    def act(form: ReshapingForm) -> None:
        said = form.cleaned_data
        reshaping.split(
            row, said["first"], said["second"], revision=said["revision"], key=said["key"],
            because_of=form.comments, reason=said["reason"], by=request.user,
        )  # fmt: skip

    words = {
        "heading": _("Split %(number)s in two") % number,
        "lead": _("The first half keeps the number. Those who read what changed see both halves, and why."),
        "button": _("Split %(number)s") % number,
    }
    return carried_out(request, sheet, form, act, words, fresh, _("%(number)s is split in two.") % number)


@login_required
@require_http_methods(["GET", "POST"])
def merge_join(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """One paragraph of this one and the one before it, with the cause."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    if gates.consulted(policy) is None:
        return not_now(request, policy)
    sheet = at(policy, lineage)
    row = sheet.paragraph
    into = reshaping.before(row)
    numbers = {"number": row.number, "other": into.number if into else "–"}
    fresh = {"revision": row.revision, "seen": into.revision if into else 0}
    form = small(JoinForm, request, sheet, text=f"{into.text} {row.text}" if into else row.text, **fresh)

    def act(form: ReshapingForm) -> None:
        said = form.cleaned_data
        reshaping.join(
            row, said["text"], revision=said["revision"], seen=said["seen"],
            because_of=form.comments, reason=said["reason"], by=request.user,
        )  # fmt: skip

    words = {
        "heading": _("Join %(number)s with %(other)s") % numbers,
        "lead": _("The comments on both stay, and are answered as before."),
        "button": _("Join them"),
        "beside": [into] if into else [],
    }
    done = _("%(number)s is joined with %(other)s.") % numbers
    return carried_out(request, sheet, form, act, words, fresh, done, to=into)


@login_required
@require_http_methods(["GET", "POST"])
def merge_move(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """Another place for this paragraph, with the cause; `?to=up` and `?to=down` choose the next one."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    if gates.consulted(policy) is None:
        return not_now(request, policy)
    sheet = at(policy, lineage)
    row, number = sheet.paragraph, {"number": sheet.place.number}
    rows = list(row.version.paragraphs.all())
    at_now = rows.index(row)
    others = rows[:at_now] + rows[at_now + 1 :]
    step = {"up": -1, "down": 1}.get(request.GET.get("to", ""), 0)
    place = min(max(at_now + step, 0), len(others))
    form = small(MoveForm, request, sheet, rows=others, after=str(others[place - 1].lineage) if place else FIRST)

    def act(form: ReshapingForm) -> None:
        chosen = next((each for each in others if str(each.lineage) == form.cleaned_data["after"]), None)
        reshaping.move(row, after=chosen, because_of=form.comments, reason=form.cleaned_data["reason"], by=request.user)

    words = {
        "heading": _("Move %(number)s") % number,
        "lead": _("The numbers after it follow. Those who read what changed see that it was moved, and why."),
        "button": _("Move %(number)s") % number,
    }
    return carried_out(request, sheet, form, act, words, {}, _("%(number)s is moved.") % number)


def carried_out(
    request: HttpRequest,
    sheet: Sheet,
    form: ReshapingForm,
    act: Act,
    words: dict,
    fresh: dict,
    done: str,
    to: Paragraph | None = None,
) -> HttpResponse:
    """Does what the sent form asks for, or shows it; 409 against the newest words when somebody was before."""
    status = 200
    if form.is_bound and form.is_valid():
        try:
            act(form)
        except ActRefused as refusal:
            status = 409 if isinstance(refusal, Stale) else 200
            form = renewed(form, sheet, **fresh)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("merge-paragraph", sheet.policy.slug, (to or sheet).lineage)
    context = {"policy": sheet.policy, "sheet": sheet, "form": form} | words
    context["shown"] = [form[name] for name in form.shown]
    context["hidden"] = form.hidden_fields()
    return render(request, "consultation/merge_reshape.html", context, status=status)
