"""Translations and plain-language texts beside a frozen version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafts.domain import attached
from drafts.exceptions import TextRefused
from drafts.forms.attached import AttachForm
from drafts.models import AttachedText, Version
from drafts.permissions import can_edit
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attached_texts(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The texts beside a version; one more is put there, or one is changed or taken away."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    frozen = get_object_or_404(policy.versions.frozen(), number=version)
    frozen.policy = policy
    if request.POST.get("act") == "remove":
        row = get_object_or_404(AttachedText, pk=number(request.POST.get("text", "")), version=frozen)
        attached.remove(row, by=request.user)
        messages.success(request, _("The text is taken away."))
        return redirect("attached-texts", slug, version)
    form = AttachForm(request.POST if request.method == "POST" else None, initial=initial(request, frozen))
    if request.method == "POST" and form.is_valid():
        try:
            attached.attach(frozen, **form.cleaned_data, by=request.user)
        except (ActRefused, TextRefused) as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("The text stands beside the version."))
            return redirect("attached-texts", slug, version)
    rows = [(row, attached.own_name(row.language)) for row in frozen.attached_texts.select_related("by")]
    return render(
        request, "drafts/attached_texts.html", {"policy": policy, "version": frozen, "rows": rows, "form": form}
    )


def initial(request: HttpRequest, version: Version) -> dict:
    """The text that is to be changed, named in the address; else a new translation."""
    row = version.attached_texts.filter(pk=number(request.GET.get("text", ""))).first()
    if row is None:
        return {"kind": AttachedText.Kind.TRANSLATION}
    return {"kind": row.kind, "language": row.language, "text": row.text}


def number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 10 else 0
