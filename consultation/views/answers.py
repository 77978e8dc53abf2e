"""All answers of a consultation on one page, to be looked at, approved, and published as they come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from consultation.domain import dispositions, gates
from consultation.domain.answers import approving, correcting, releasing
from consultation.models import Comment, Consultation, EarlierAnswer
from consultation.models.disposition import Outcome
from consultation.permissions import can_answer, can_see_comments, can_see_notes
from consultation.views.access import get_consultation_or_deny
from drafts.domain import approvals
from drafts.models.policy import State
from drafts.permissions import can_approve
from organisation.exceptions import ActRefused, Stale

PAGE = 25
FIRST = 8
VIEWS = ("all", "waiting", "public", "changed")


@login_required
@require_GET
def answers_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Every answer with what it answers; who approves ticks them here where they are published as they come."""
    return page(request, get_consultation_or_deny(request.user, slug, can_see_comments))


@login_required
@require_POST
def answers_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Approves and publishes the answers that are ticked. 409 when one has been changed meanwhile."""
    consultation = get_consultation_or_deny(request.user, slug, can_approve)
    pairs = [value.partition(":") for value in request.POST.getlist("answer")]
    seen = {int(key): mark for key, _colon, mark in pairs if key.isdecimal() and len(key) < 18}
    try:
        published = releasing.release(consultation, seen, by=request.user)
    except ActRefused as refusal:
        status = 409 if isinstance(refusal, Stale) else 200
        return page(request, consultation, str(refusal), ticked=set(seen), status=status)
    n = len(published)
    messages.success(request, ngettext("%(n)s answer is published.", "%(n)s answers are published.", n) % {"n": n})
    return redirect("answers-review", slug)


@login_required
@require_POST
def answers_come(request: HttpRequest, slug: str) -> HttpResponse:
    """Sets when the public sees the answers."""
    consultation = get_consultation_or_deny(request.user, slug, can_answer)
    come = request.POST.get("come", "")
    if come not in Consultation.Answers.values:
        come = consultation.answers_come
    try:
        releasing.set_coming(consultation, come=come, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("The answers are published %(how)s.") % {"how": Consultation.Answers(come).label}
        messages.success(request, words)
    return redirect("staff-consultation", slug)


def page(
    request: HttpRequest,
    consultation: Consultation,
    refusal: str = "",
    ticked: set[int] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    policy, user = consultation.version.policy, request.user
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "all"
    rows = Paginator(chosen(consultation, view), PAGE).get_page(request.GET.get("page"))
    lay(rows, consultation, user, ticked)
    asked = approvals.waiting(policy) if gates.consulted(policy) == consultation else None
    context = {
        "policy": policy,
        "proposed": policy.state not in (State.ADOPTED, State.REPEALED),
        "consultation": consultation,
        "page": rows,
        "view": view,
        "progress": gates.progress(consultation),
        "may_answer": can_answer(user, policy) and policy.state not in correcting.DECIDED,
        "sees_notes": can_see_notes(user, policy),
        "may_publish": can_approve(user, policy) and not releasing.obstacle(consultation),
        "asked": asked if asked and can_approve(user, policy) else None,
        "refusal": refusal,
    }
    if not can_see_comments(user, policy):
        raise PermissionDenied
    return render(request, "consultation/answers_review.html", context, status=status)


def chosen(consultation: Consultation, view: str):
    """The answers of one view, in the order of the comments."""
    rows = consultation.dispositions.annotate(first=Min("comments__number"), n=Count("comments")).order_by("first")
    if view == "changed":
        return rows.filter(comments__earlier_answers__isnull=False).distinct()
    if view == "all":
        return rows
    public = correcting.all_are_public(consultation)
    if view == "public":
        return rows if public else rows.filter(published_at__isnull=False)
    return rows.none() if public else rows.filter(published_at=None)


def lay(rows, consultation: Consultation, user, ticked: set[int]) -> None:
    """Puts on each answer of the page what it answers and what was answered before; three queries."""
    pks = [row.pk for row in rows]
    said = Comment.objects.filter(disposition__in=pks).select_related("submission", "paragraph").order_by("number")
    earlier = EarlierAnswer.objects.filter(comment__disposition__in=pks).select_related("comment")
    own = approving.written_by(user, pks)
    for row in rows:
        row.said, row.earlier = [], []
        row.mark, row.is_ticked, row.is_own = dispositions.stamp(row), row.pk in ticked, row.pk in own
        row.is_public = correcting.is_public(row, consultation)
        row.label = Outcome(row.outcome).label
    by_pk = {row.pk: row for row in rows}
    for comment in said:
        by_pk[comment.disposition_id].said.append(comment)
    for each in earlier:
        by_pk[each.comment.disposition_id].earlier.append(each)
    for row in rows:
        row.rest = row.said[FIRST:]
        row.earlier = list({(each.outcome, each.reason, each.at): each for each in row.earlier}.values())
