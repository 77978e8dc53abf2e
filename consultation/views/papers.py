"""The PDFs of a policy: what has been made, what is being made, and making one anew."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consultation.domain import exporting
from consultation.domain import papers as asking
from consultation.models import Consultation
from consultation.permissions import can_publish
from drafts.models import Edition, Policy, Version
from drafts.views.access import draft_of, get_policy_or_deny


@login_required
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; while something waits it asks again by itself. POST makes one paper anew."""
    policy = get_policy_or_deny(request.user, slug)
    if request.method == "POST":
        return remake(request, policy)
    rows = list(Edition.objects.filter(version__policy=policy).select_related("version"))
    waiting = sum(1 for row in rows if row.is_under_way)
    context = {
        "policy": policy,
        "shelves": shelves(policy, rows),
        "waiting": waiting,
        "words": progress(rows, waiting),
        "can_publish": can_publish(request.user, policy),
        "draft_offers": exporting.staff_offers(draft_of(policy)),
    }
    name = "consultation/_papers_list.html" if request.htmx else "consultation/papers.html"
    return render(request, name, context)


def remake(request: HttpRequest, policy: Policy) -> HttpResponse:
    """Asks for one paper again; the earlier one stays."""
    if not can_publish(request.user, policy):
        raise PermissionDenied
    number = request.POST.get("version", "")
    number = int(number) if number.isdecimal() and len(number) < 10 else 0
    version = get_object_or_404(policy.versions.frozen(), number=number)
    if request.POST.get("kind") not in kinds_of(version, consulted=version_ids(policy)):
        raise Http404
    asking.ask_for(version, request.POST["kind"])
    messages.success(request, _("The paper is being made. It will be in the list in a moment."))
    return redirect("papers", policy.slug)


def version_ids(policy: Policy) -> set[int]:
    """The versions that there was a consultation on."""
    return set(Consultation.objects.filter(version__policy=policy).values_list("version_id", flat=True))


def kinds_of(version: Version, *, consulted: set[int]) -> list[str]:
    """The papers that a version can have: what is marked needs one before, a report a consultation, a poster a page."""
    kinds = [Edition.Kind.CLEAN]
    if version.number > 1:
        kinds.append(Edition.Kind.MARKED)
    if version.pk in consulted:
        kinds += [Edition.Kind.REPORT] + [Edition.Kind.POSTER] * version.is_public
    return kinds


def shelves(policy: Policy, rows: list[Edition]) -> list[dict]:
    """Newest version first: for each kind of paper its latest edition, and the earlier ones."""
    consulted = version_ids(policy)
    found = []
    for version in policy.versions.frozen().order_by("-number"):
        papers_of = []
        for kind in kinds_of(version, consulted=consulted):
            editions = [row for row in rows if row.version_id == version.pk and row.kind == kind]
            papers_of.append(
                {
                    "kind": kind,
                    "words": kind.label,
                    "latest": editions[0] if editions else None,
                    "earlier": editions[1:],
                }
            )
        version.policy = policy
        found.append({"version": version, "papers": papers_of, "offers": exporting.staff_offers(version)})
    return found


def progress(rows: list[Edition], waiting: int) -> str:
    """How far it is, for the line that is read aloud."""
    if waiting:
        return ngettext("%(n)s paper is being made.", "%(n)s papers are being made.", waiting) % {"n": waiting}
    return _("Nothing is being made now.") if rows else _("No papers have been made yet.")


@login_required
@require_GET
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Any edition that was made, also earlier ones and those of a text that is not public yet."""
    policy = get_policy_or_deny(request.user, slug)
    edition = get_object_or_404(Edition, pk=pk, version__policy=policy, state=Edition.State.READY)
    return FileResponse(edition.file.open(), filename=edition.name, content_type="application/pdf")
