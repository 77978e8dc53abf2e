"""About the site: how a consultation works, personal data, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    return render(request, "consultation/about_consultations.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "consultation/about_privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "consultation/about_accessibility.html")
