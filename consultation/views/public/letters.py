"""A letter that was split into comments, as everybody may see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.domain.entering import letters_in_public
from consultation.domain.matter import consultation_of
from consultation.views.public.published import get_version


@require_safe
def letter(request: HttpRequest, slug: str, version: int, number: int) -> HttpResponse:
    """What was made of it, and its words where they are shown."""
    matter, shown = get_version(slug, version)
    consultation = consultation_of(shown)
    found = letters_in_public.read(consultation, number) if consultation else None
    if found is None:
        raise Http404
    context = {"matter": matter, "policy": matter.policy, "version": shown, "letter": found}
    context["name"] = matter.named(shown)
    return render(request, "consultation/letter.html", context)
