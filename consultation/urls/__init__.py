"""Addresses of this app: what everybody sees, and the officials' pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("consultation.urls.public")),
    path("", include("consultation.urls.entering")),
    path("", include("consultation.urls.following")),
    path("", include("consultation.urls.organisations")),
    path("staff/", include("consultation.urls.drafting")),
    path("staff/", include("consultation.urls.answering")),
    path("staff/", include("consultation.urls.answers")),
]
