"""Addresses of this app: what everybody sees, and the officials' pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("consultation.urls.public")),
    path("staff/", include("consultation.urls.drafting")),
    path("staff/", include("consultation.urls.answering")),
]
