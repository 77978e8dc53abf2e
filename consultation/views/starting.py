"""Beginning a policy from a file from elsewhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.forms.starting import FileStartForm
from drafts.domain import imports, starting
from drafts.models import Policy
from drafts.permissions import can_create
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy_start_file(request: HttpRequest) -> HttpResponse:
    """A policy folder or an exported file becomes the first text; a Word document is read on the import page."""
    if not can_create(request.user):
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileStartForm(*posted, person=request.user)
    if posted and form.is_valid():
        try:
            policy = starting.begin(form.start, by=request.user, **form.head)
        except ActRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            if form.office:
                return read_in(request, policy, form)
            messages.success(request, _("“%(title)s” has begun, with its text.") % {"title": policy.title})
            return redirect("editor", policy.slug)
    return render(request, "consultation/policy_start_file.html", {"form": form})


def read_in(request: HttpRequest, policy: Policy, form: FileStartForm) -> HttpResponse:
    """The import page of the office file; where it cannot be read, the page that takes another one, and why."""
    file, key = form.cleaned_data["file"], form.cleaned_data["key"]
    try:
        reading = imports.begin(policy, data=form.office, name=file.name, by=request.user, key=key)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("text-put-in", policy.slug)
    return redirect("text-import", policy.slug, reading.key)
