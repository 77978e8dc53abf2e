"""What the municipality says on its public pages, written by administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consultation.domain import public_texts
from consultation.forms.public_texts import PublicTextForm
from drafts.domain import leaflet
from drafts.exceptions import TextRefused
from organisation.exceptions import ActRefused
from organisation.models import PublicText
from organisation.permissions import can_administer, can_enter_staff


def refuse_others(request: HttpRequest) -> None:
    if not can_enter_staff(request.user):
        raise Http404
    if not can_administer(request.user):
        raise PermissionDenied


@login_required
@require_GET
def public_text_list(request: HttpRequest) -> HttpResponse:
    """Every page in every language, and which of them are the municipality's own."""
    refuse_others(request)
    own = {(row.page, row.language): row for row in PublicText.objects.select_related("changed_by")}
    rows = [
        {"page": page, "label": label, "texts": [(each, own.get((page, each))) for each in public_texts.LANGUAGES]}
        for page, label in PublicText.Page.choices
    ]
    return render(request, "consultation/public_texts.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def public_text_change(request: HttpRequest, page: str, language: str) -> HttpResponse:
    """One page in one language: looked at, saved, or begun anew from the template."""
    refuse_others(request)
    if page not in PublicText.Page.values or language not in public_texts.LANGUAGES:
        raise Http404
    if request.POST.get("act") == "anew":
        public_texts.begin_anew(page, language, by=request.user)
        messages.success(request, _("The page shows the template again."))
        return redirect("public-texts")
    form = PublicTextForm(request.POST or None, initial={"text": public_texts.words(page, language)})
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") != "look":
                public_texts.write(page, language, form.cleaned_data["text"], by=request.user)
                messages.success(request, _("The page is saved and shown to everybody."))
                return redirect("public-texts")
            preview = leaflet.read(form.cleaned_data["text"])
        except (ActRefused, TextRefused) as refusal:
            form.add_error("text", str(refusal))
    context = {
        "page": page, "label": PublicText.Page(page).label, "language": language, "form": form, "preview": preview,
        "own": PublicText.objects.filter(page=page, language=language).exists(),
    }  # fmt: skip
    return render(request, "consultation/public_text_change.html", context)
