"""Officials: what changed between any two versions of a policy, published or not, or up to the draft."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consultation.domain import redline
from consultation.permissions import can_see_comments
from consultation.views.public.comparisons import shown
from drafts.models import Policy, Version
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.paragraphs import resting

DRAFT = "draft"


@login_required
@require_GET
def staff_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads from the form to the address of the pair, the earlier one first."""
    policy = get_policy_or_deny(request.user, slug)
    pair = [version_of(policy, request.GET.get(name, "")) for name in ("from", "to")]
    before, after = sorted(pair, key=lambda version: (version.is_draft, version.number))
    if before == after:
        after = draft_of(policy)
    if before.is_draft:
        before = policy.versions.newest()
    if before is None:
        raise Http404
    address = reverse("staff-compare", args=[slug, before.number, after.number or DRAFT])
    show = shown(request)
    return HttpResponseRedirect(f"{address}?show={show}" if show else address)


@login_required
@require_GET
def staff_compare(request: HttpRequest, slug: str, before: int, after: str) -> HttpResponse:
    """Two versions paragraph by paragraph, with every cause that has been written; `after` may be the draft."""
    policy = get_policy_or_deny(request.user, slug)
    first, last = version_of(policy, str(before)), version_of(policy, after)
    if not last.is_draft and first.number >= last.number:
        raise Http404
    versions = [*policy.versions.frozen().order_by("number"), last if last.is_draft else draft_of(policy)]
    context = {
        "policy": policy,
        "before": first,
        "after": last,
        "after_code": code_of(last),
        "versions": [(code_of(version), called(version)) for version in versions],
        "first_called": called(first),
        "last_called": called(last),
        "page": redline.read_inside(policy, first, last, to_comments=can_see_comments(request.user, policy)),
        "show": shown(request),
        "may_bring_back": can_edit(request.user, policy) and not resting(policy),
    }
    return render(request, "consultation/staff_compare.html", context)


def version_of(policy: Policy, code: str) -> Version:
    """The version with this number, or the draft; 404 when there is none."""
    if code == DRAFT:
        return draft_of(policy)
    number = int(code) if code.isdecimal() and len(code) < 6 else 0
    found = policy.versions.filter(number=number).first()
    if found is None:
        raise Http404
    found.policy = policy
    return found


def code_of(version: Version) -> int | str:
    return version.number or DRAFT


def called(version: Version) -> str:
    """What officials call it, with the word for how far it came where it is not public."""
    if version.is_draft:
        return _("The draft")
    words = _("Version %(number)s") % {"number": version.number}
    if version.set_aside_at:
        return _("%(version)s, taken back") % {"version": words}
    return words if version.is_public else _("%(version)s, not published") % {"version": words}
