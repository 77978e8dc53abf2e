"""Addresses of this app."""

from django.urls import path

from demo.views.clock import clock
from demo.views.outbox import outbox
from demo.views.styleguide import styleguide, styleguide_staff

urlpatterns = [
    path("clock/", clock, name="clock"),
    path("outbox/", outbox, name="outbox"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/staff/", styleguide_staff, name="styleguide-staff"),
]
