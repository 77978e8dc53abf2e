"""Registers the checks of the installation as a whole, and what follows an answer that has gone out."""

from django.apps import AppConfig
from django.core.signals import request_finished


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        from config import checks  # noqa: F401  registers them
        from consultation.domain.numbers import visits

        request_finished.connect(visits.write_when_due, dispatch_uid="visits")
