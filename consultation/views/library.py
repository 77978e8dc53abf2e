"""The library of reasons: list, write, change, remove."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation.domain.answers import library
from consultation.forms.answers import ReasonForm
from consultation.models import Disposition, StandardReason
from consultation.permissions import can_answer, keeps_common_reasons
from drafts.permissions import can_create, units_for_new
from organisation.exceptions import ActRefused, Stale
from organisation.models import Unit, User


@login_required
@require_GET
def reasons(request: HttpRequest) -> HttpResponse:
    """The common ones and those of one's own units."""
    units = units_or_deny(request.user)
    rows = StandardReason.objects.filter(Q(unit=None) | Q(unit__in=own(units))).select_related("unit", "made_by")
    found = list(rows.order_by("title", "pk"))
    for row in found:
        row.is_kept = row.unit_id in units
    return render(request, "consultation/reasons.html", {"reasons": found, "most": library.MOST})


@login_required
@require_http_methods(["GET", "POST"])
def reason_new(request: HttpRequest) -> HttpResponse:
    """A new one; with `?answer=` it begins from the words of that answer."""
    units = units_or_deny(request.user)
    form = ReasonForm(request.POST or None, initial=begun_from(request), units=units)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            library.put(said["title"], said["reason"], outcome=said["outcome"], unit=said["unit"], by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The reason is in the library."))
            return redirect("reasons")
    return render(request, "consultation/reason.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for one. 409 when somebody has changed it meanwhile."""
    units, row = row_or_deny(request.user, pk)
    initial = {"title": row.title, "outcome": row.outcome, "reason": row.reason, "seen": library.mark(row)}
    form = ReasonForm(request.POST or None, initial=initial, units={row.unit_id: units[row.unit_id]})
    status = 200
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "reason", "outcome", "seen")}
        try:
            library.change(row, by=request.user, **said)
        except ActRefused as refusal:
            if isinstance(refusal, Stale):
                status = 409
                row.refresh_from_db()
                form = ReasonForm(request.POST | {"seen": library.mark(row)}, units={row.unit_id: units[row.unit_id]})
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The reason is changed. Answers that began from it stay as they are."))
            return redirect("reasons")
    context = {"form": form, "standing": row, "mark": library.mark(row)}
    return render(request, "consultation/reason.html", context, status=status)


@login_required
@require_POST
def reason_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one out of the library."""
    _units, row = row_or_deny(request.user, pk)
    try:
        library.remove(row, seen=request.POST.get("seen", ""), by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("reason", pk)
    messages.success(request, _("“%(title)s” is taken out of the library.") % {"title": row.title})
    return redirect("reasons")


def units_or_deny(user: User) -> dict[int | None, Unit | None]:
    """The libraries that the person keeps, by the key of the unit (None: the common one). 403 without one."""
    if not can_create(user):
        raise PermissionDenied
    found = {unit.pk: unit for unit in units_for_new(user)}
    return found | ({None: None} if keeps_common_reasons(user) else {})


def own(units: dict) -> list[int]:
    return [key for key in units if key is not None]


def row_or_deny(user: User, pk: int) -> tuple[dict, StandardReason]:
    """One reason: 404 when it is another unit's, 403 when it is a common one that others keep."""
    units = units_or_deny(user)
    row = get_object_or_404(StandardReason.objects.select_related("unit"), pk=pk)
    if row.unit_id not in units:
        if row.unit_id is None:
            raise PermissionDenied
        raise Http404
    return units, row


def begun_from(request: HttpRequest) -> dict:
    """The words of the answer that the address names, where this person may answer there."""
    key = request.GET.get("answer", "")
    if not key.isdecimal() or len(key) > 17:
        return {}
    rows = Disposition.objects.select_related("consultation__version__policy__unit")
    given = rows.filter(pk=key).first()
    if given is None or not can_answer(request.user, given.consultation.version.policy):
        return {}
    unit = given.consultation.version.policy.unit_id
    return {"reason": given.reason, "outcome": given.outcome, "unit": str(unit)}
