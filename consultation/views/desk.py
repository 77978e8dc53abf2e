"""My desk: what waits for me, and the policies with their way; the same table for all policies."""

from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consultation.domain.searching import having
from consultation.domain.way import Stand, stands
from consultation.views import assigned, todos
from consultation.views.todos import Desk
from drafts.models.policy import DROPPED, State
from drafts.permissions import can_create, can_enter, viewable
from organisation.domain.dates import day_and_year, last_day, short_day

ENDED = (State.REPEALED, *DROPPED)
PAGE = 50


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person, and the policies under way that they have a part in."""
    if not can_enter(request.user):
        raise PermissionDenied
    now = timezone.now()
    mine = Desk.of(request.user, now)
    rows = stands(seen(request).exclude(state__in=ENDED))
    groups = [*assigned.groups(mine, rows), *todos.groups(mine, rows)]
    partaken = [row for row in rows if row.policy.pk in mine.writes | mine.approves | mine.member_of] or rows
    partaken.sort(key=lambda row: (row.step(now), row.policy.title))
    context = {
        "now": now,
        "groups": groups,
        "waiting": sum(len(group.todos) for group in groups),
        "today": sum(todo["urgent"] for group in groups for todo in group.todos),
        "rows": [row_of(row, now) for row in partaken[:PAGE]],
        "number": len(partaken),
        "may_create": can_create(request.user),
    }
    return render(request, "consultation/desk.html", context)


@login_required
@require_GET
def staff_policies(request: HttpRequest) -> HttpResponse:
    """Every policy that the person may see."""
    if not can_enter(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()
    found = seen(request).filter(having(words, "title"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    context = {
        "page": page,
        "rows": [row_of(row, now) for row in stands(page.object_list)],
        "words": words,
        "may_create": can_create(request.user),
    }
    return render(request, "consultation/staff_policies.html", context)


def seen(request: HttpRequest):
    """The policies that the person may see, with what a row shows."""
    return viewable(request.user).select_related("document_type", "unit")


def row_of(row: Stand, now: datetime) -> dict:
    """One line of the table: title, way, and what comes next, when."""
    words = row.words(now)
    if row.total and row.step(now) == 5:
        words = _("%(step)s, %(answered)s of %(total)s") % {"step": words, "answered": row.answered, "total": row.total}
    following, day = upcoming(row, now)
    return {"policy": row.policy, "step": row.step(now), "words": words, "next": following, "day": day}


def upcoming(row: Stand, now: datetime) -> tuple[str, str]:
    """What comes next and on which day, where a day is known."""
    policy, consultation = row.policy, row.consultation
    if policy.state == State.ANNOUNCED and consultation:
        phase = consultation.phase(now)
        if phase == "coming":
            return _("Opens"), short_day(consultation.opens_at)
        return (_("Closes") if phase == "open" else _("Closed")), short_day(last_day(consultation.closes_at))
    if policy.state == State.ADOPTED:
        return (_("To be reviewed"), day_of(policy.review_by, now)) if policy.review_by else ("", "")
    return {
        State.DRAFT: _("Approval"),
        State.REVIEW: _("Answer of the approver"),
        State.APPROVED: _("Announcing") if row.waiting else _("Freezing"),
        State.COMPILING: _("Answers") if row.left else _("Approval and freezing"),
        State.RETURNED: _("Answers") if row.left else _("Approval and freezing"),
        State.PROPOSAL: _("The council"),
        State.BEFORE_COUNCIL: policy.document_type.deciding_body,
    }.get(policy.state, ""), ""


def day_of(day: date, now: datetime) -> str:
    """The day, with its year when that is another than this one."""
    return short_day(day) if day.year == timezone.localdate(now).year else day_and_year(day)
