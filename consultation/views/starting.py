"""Beginning a policy from a file from elsewhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.forms.starting import FileStartForm
from drafts.domain import starting
from drafts.permissions import can_create
from organisation.exceptions import ActRefused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy_start_file(request: HttpRequest) -> HttpResponse:
    """A policy folder or an exported file becomes the first text; a Word document is led to the import page."""
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
                messages.info(request, _("“%(title)s” has begun. Read the file in here.") % {"title": policy.title})
                return redirect("text-put-in", policy.slug)
            messages.success(request, _("“%(title)s” has begun, with its text.") % {"title": policy.title})
            return redirect("editor", policy.slug)
    return render(request, "consultation/policy_start_file.html", {"form": form})
