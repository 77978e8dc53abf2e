"""Preview links: making and revoking them, and the page that one leads to."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafts.domain import previews as acts
from drafts.domain.composition import compose
from drafts.forms.preview import PreviewForm
from drafts.models import Policy, PreviewLink
from drafts.permissions import can_edit
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused

SECRET = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def previews(request: HttpRequest, slug: str) -> HttpResponse:
    """The links of the policy, and a new one, whose address is shown this once."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    form, address = PreviewForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            made, token = acts.make(policy, **form.cleaned_data, by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = settings.SITE_ADDRESS + reverse("preview", args=[token])
            form = PreviewForm()
    now = timezone.now()
    links = list(PreviewLink.objects.filter(version__policy=policy).select_related("made_by", "version"))
    for link in links:
        link.is_open_now = link.is_open(now)
    context = {"policy": policy, "form": form, "address": address, "links": links}
    if address:
        context["made"] = made
    return render(request, "drafts/previews.html", context)


@login_required
@require_POST
def preview_revoke(request: HttpRequest, slug: str, link_id: int) -> HttpResponse:
    """From now on the link leads nowhere."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    link = get_object_or_404(PreviewLink.objects.select_related("version__policy"), version__policy=policy, pk=link_id)
    acts.revoke(link, by=request.user)
    messages.success(request, _("The link for %(label)s leads nowhere any more.") % {"label": link.label})
    return redirect("previews", slug)


@require_safe
def preview(request: HttpRequest, secret: str) -> HttpResponse:
    """The draft for whoever has the link, to read only; the same 404 for every link that leads nowhere."""
    link = acts.find(secret)
    if link is None:
        return secretly(render(request, "drafts/preview_gone.html", status=404))
    version = link.version
    context = {
        "link": link,
        "version": version,
        "policy": version.policy,
        "facts": facts(version.policy),
        "sections": compose(version.paragraphs.all()),
    }
    return secretly(render(request, "drafts/preview.html", context))


def facts(policy: Policy) -> list[dict]:
    """The head fields that have a value."""
    found = [
        (_("Document type"), policy.document_type.name),
        (_("Diary number"), policy.diary_number),
        (_("To be decided by"), policy.document_type.deciding_body),
        (_("Purpose"), policy.purpose),
        (_("Applies to"), policy.applies_to),
        (_("Responsible"), ", ".join(filter(None, [policy.responsible_function, policy.responsible_person]))),
        (_("Unit"), policy.unit.name),
        (_("Replaces"), policy.replaces),
        (_("Legal ground"), policy.legal_ground),
        (_("Questions"), policy.contact),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def secretly(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody, and its address told to nobody."""
    for name, value in SECRET.items():
        response.headers[name] = value
    return response
