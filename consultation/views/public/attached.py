"""A translation of a version, or the same in plain language, to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.domain.matter import consultation_of
from consultation.views.public.published import get_version
from drafts.domain import attached


@require_safe
def attached_text(request: HttpRequest, slug: str, version: int, text_kind: str, tag: str) -> HttpResponse:
    """What stands beside a published version; what counts, and where to comment, is the version."""
    matter, shown = get_version(slug, version)
    text = shown.attached_texts.filter(kind=text_kind, language=tag).first()
    if text is None:
        raise Http404
    consultation = consultation_of(shown)
    context = {
        "policy": matter.policy,
        "version": shown,
        "name": matter.called(shown),
        "text": text,
        "language": attached.own_name(text.language),
        "rtl": attached.is_right_to_left(text.language),
        "phase": consultation.phase(matter.now) if consultation else "none",
    }
    return render(request, "consultation/attached_text.html", context)
