"""Addresses of this app."""

from django.urls import path

from organisation.views.theme import theme_stylesheet

urlpatterns = [
    path("theme-<slug:fingerprint>.css", theme_stylesheet, name="theme"),
]
