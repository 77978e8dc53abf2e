"""“Answers and decisions”: every consultation whose answers are public, every decision."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.domain import front

PAGE = 25


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The latest answers and decisions first."""
    now = timezone.now()
    page = Paginator(front.decisions(limit=None), PAGE).get_page(request.GET.get("page"))
    context = {"answered": front.answered(now), "page": page, "story": front.story(now)}
    return render(request, "consultation/answers.html", context)
