"""Addresses of this app."""

from django.urls import path, re_path

from organisation.views.logo import logo
from organisation.views.theme import theme_stylesheet

urlpatterns = [
    path("theme-<slug:fingerprint>.css", theme_stylesheet, name="theme"),
    re_path(r"^logo/(?P<ground>light|dark)/(?P<name>[^/]+)$", logo, name="logo"),
]
