"""Screening: the queue, one comment, and what was done before."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation.domain import moderation as acts
from consultation.domain.moderation import masking
from consultation.domain.taking_part import complaining
from consultation.forms.drafting import MaskForm, ModerateForm
from consultation.models import Comment, Consultation, Masking, ModerationAct
from consultation.permissions import can_moderate
from consultation.views.access import get_consultation_or_deny
from organisation.exceptions import ActRefused
from organisation.models import User

PAGE = 25
SHELVES = ("held", "shown", "hidden", "unconfirmed")


def shelf_of(request: HttpRequest) -> str:
    """Which part of the queue is open: held comments unless the address says another."""
    wanted = request.GET.get("show")
    return wanted if wanted in (*SHELVES, "log") else "held"


def comments_of(consultation: Consultation):
    """The consultation's comments with what a row of the queue shows."""
    return Comment.objects.filter(consultation=consultation).select_related("submission", "paragraph")


def counts(consultation: Consultation) -> dict[str, int]:
    """How many lie on each shelf."""
    return (
        Comment.objects.filter(consultation=consultation)
        .order_by()
        .aggregate(**{name: Count("pk", filter=Q(state=name)) for name in SHELVES})
    )


@login_required
@require_GET
def moderation(request: HttpRequest, slug: str) -> HttpResponse:
    """The queue, oldest first, with the first comment opened; or the log of what was done."""
    consultation = get_consultation_or_deny(request.user, slug, can_moderate)
    shelf = shelf_of(request)
    if shelf == "log":
        log = ModerationAct.objects.filter(comment__consultation=consultation).select_related("comment", "by")
        context = {"page": Paginator(log, PAGE).get_page(request.GET.get("page"))}
        return render(request, "consultation/moderation_log.html", frame(request, consultation, shelf) | context)
    return queue(request, consultation, shelf)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_moderate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One comment: show, hold or hide it; then the next in the queue."""
    consultation = get_consultation_or_deny(request.user, slug, can_moderate)
    comment = get_object_or_404(comments_of(consultation), number=number)
    shelf = shelf_of(request)
    if request.method != "POST":
        return queue(request, consultation, shelf, comment)
    form = ModerateForm(request.POST)
    if form.is_valid():
        try:
            moderate(comment, form.cleaned_data, by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            asked = urlencode({"show": shelf, "done": comment.number})
            return redirect(f"{reverse('moderation', args=[slug])}?{asked}")
    comment.refresh_from_db()
    return queue(request, consultation, shelf, comment, form)


def moderate(comment: Comment, cleaned: dict, *, by: User) -> None:
    """Does what the form says."""
    if cleaned["act"] == ModerationAct.Kind.HIDE:
        acts.hide(comment, reason=cleaned["reason"], remark=cleaned["remark"], by=by)
    elif cleaned["act"] == ModerationAct.Kind.SHOW:
        acts.show(comment, remark=cleaned["remark"], by=by)
    else:
        acts.hold(comment, remark=cleaned["remark"], by=by)


@login_required
@require_POST
def comment_mask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Masks words of one comment, or shows them again; then the comment anew."""
    consultation = get_consultation_or_deny(request.user, slug, can_moderate)
    comment = get_object_or_404(comments_of(consultation), number=number)
    here = f"{reverse('comment-moderate', args=[slug, number])}?{urlencode({'show': comment.state})}"
    if request.POST.get("lift", "").isdecimal():
        masking.lift(get_object_or_404(Masking, pk=int(request.POST["lift"][:9]), comment=comment), by=request.user)
        return redirect(here)
    form = MaskForm(request.POST)
    if form.is_valid():
        try:
            masking.mask(comment, form.cleaned_data["words"], reason=form.cleaned_data["because"], by=request.user)
            return redirect(here)
        except ActRefused as refusal:
            form.add_error("words", str(refusal))
    return queue(request, consultation, comment.state, comment, masks=form)


def frame(request: HttpRequest, consultation: Consultation, shelf: str) -> dict:
    """What both the queue and the log show around them."""
    return {
        "consultation": consultation,
        "policy": consultation.version.policy,
        "shelf": shelf,
        "counts": counts(consultation),
        "reported": complaining.reported(consultation),
        "done": acts.undoable(consultation, request.GET.get("done"), by=request.user),
    }


def around(page, comment: Comment | None) -> dict:
    """The comments before and after this one on the page of the queue."""
    rows = list(page.object_list)
    at = next((i for i, row in enumerate(rows) if comment and row.pk == comment.pk), None)
    if at is None:
        return {"next": rows[0] if rows else None}
    return {"previous": rows[at - 1] if at else None, "next": rows[at + 1] if at + 1 < len(rows) else None}


def queue(request, consultation, shelf, comment=None, form=None, masks=None) -> HttpResponse:
    """One shelf of the queue with one comment opened: the given one, else the shelf's first."""
    page = Paginator(comments_of(consultation).filter(state=shelf).order_by("number"), PAGE).get_page(
        request.GET.get("page")
    )
    opened = comment or (page.object_list[0] if page.object_list else None)
    context = {
        "page": page,
        "comment": opened,
        "chosen": comment is not None,
        "form": form or ModerateForm(initial={"act": "show" if opened and opened.state != "shown" else "hold"}),
        "acts": opened.moderation_acts.select_related("by") if opened else [],
        "masks": masks or MaskForm(auto_id="mask_%s"),
        "maskings": opened.maskings.filter(lifted_at=None) if opened else [],
        "proposal": acts.proposal(opened) if opened else None,
        "reports": opened.complaints.filter(settled_at=None).count() if opened else 0,
        "around": around(page, opened),
    }
    template = "consultation/comment_moderate.html" if comment else "consultation/moderation.html"
    return render(request, template, frame(request, consultation, shelf) | context)
