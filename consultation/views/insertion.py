"""New paragraphs, and paragraphs taken out, because of comments: small forms beside the merge workspace."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import cards, gates, merging
from consultation.forms.answering import CauseForm, InsertForm, RemoveForm
from consultation.permissions import can_answer
from consultation.views import contradicting
from consultation.views.sheet import Sheet
from consultation.views.workspace import not_now
from drafts.models import Paragraph, Policy
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused, Stale


@login_required
@require_http_methods(["GET", "POST"])
def merge_insert(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """A new paragraph after this one, with its cause."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    if gates.consulted(policy) is None:
        return not_now(request, policy)
    sheet = at(policy, lineage)
    form = small(InsertForm, request, sheet, **suggested(request, sheet))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            change = merging.insert(
                policy, said["text"], after=sheet.paragraph, kind=said["kind"], because_of=form.comments,
                reason=said["reason"], key=said["key"], by=request.user,
            )  # fmt: skip
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            new = change.descent.after
            messages.success(request, _("The new paragraph %(number)s is saved.") % {"number": new.number})
            contradicting.warn(request, policy, form.comments)
            return redirect("merge-paragraph", slug, new.lineage)
    return render(request, "consultation/merge_insert.html", context(policy, sheet, form))


@login_required
@require_http_methods(["GET", "POST"])
def merge_remove(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """Takes this paragraph out, with its cause. 409 when somebody has saved it meanwhile."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    if gates.consulted(policy) is None:
        return not_now(request, policy)
    sheet = at(policy, lineage)
    form, status = small(RemoveForm, request, sheet, revision=sheet.paragraph.revision), 200
    if form.is_bound and form.is_valid():
        try:
            merging.remove(
                sheet.paragraph, revision=form.cleaned_data["revision"], because_of=form.comments,
                reason=form.cleaned_data["reason"], by=request.user,
            )  # fmt: skip
        except ActRefused as refusal:
            status = 409 if isinstance(refusal, Stale) else 200
            form = renewed(form, sheet, revision=sheet.paragraph.revision)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(number)s is removed from the draft.") % {"number": sheet.place.number})
            contradicting.warn(request, policy, form.comments)
            return redirect("merge", slug)
    return render(request, "consultation/merge_remove.html", context(policy, sheet, form), status=status)


def suggested(request: HttpRequest, sheet: Sheet) -> dict:
    """What a comment asks to have put in here, and itself as the cause; nothing where none is meant."""
    comment = sheet.by_key.get(request.GET.get("from", ""))
    if comment is None or not comment.adds:
        return {}
    alike = [str(each.pk) for each in cards.alike(comment, sheet.comments)]
    listed = sheet.paragraph.kind in (Paragraph.Kind.BULLET, Paragraph.Kind.ORDERED)
    return {"text": comment.suggestion, "causes": alike, "kind": "bullet" if listed else "paragraph"}


def at(policy: Policy, lineage: UUID) -> Sheet:
    """The paragraph in the draft; 404 when it is not there."""
    sheet = Sheet(policy, gates.consulted(policy), lineage, QueryDict(), None)
    if sheet.paragraph is None:
        raise Http404
    return sheet


def small(
    kind: type[CauseForm], /, request: HttpRequest, sheet: Sheet, rows: Sequence | None = None, **initial
) -> CauseForm:
    """A form that offers the same comments as causes as the workspace does; `rows`: the places to choose from."""
    form = kind(
        request.POST if request.method == "POST" else None,
        initial=initial,
        consultation=sheet.consultation,
        offered=list(sheet.wording_form.offered),
        **({} if rows is None else {"rows": rows}),
    )
    return ticked(form, sheet)


def ticked(form: CauseForm, sheet: Sheet) -> CauseForm:
    for card in sheet.cause_cards:
        card.is_cause = {str(comment.pk) for comment in card.comments} <= form.chosen
    return form


def renewed(form: CauseForm, sheet: Sheet, **fresh: int) -> CauseForm:
    """The same form against the text as it is now, so that it can be sent again once that has been read."""
    data = form.data.copy()
    for name, value in fresh.items():
        data[name] = str(value)
    more = {"rows": form.rows} if hasattr(form, "rows") else {}
    again = type(form)(data, consultation=sheet.consultation, offered=list(form.offered), **more)
    again.is_valid()
    return ticked(again, sheet)


def context(policy: Policy, sheet: Sheet, form: CauseForm) -> dict:
    return {"policy": policy, "sheet": sheet, "form": form}
