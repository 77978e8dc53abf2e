"""Plays the whole main job against a running demo."""

import sys

from django.conf import settings
from django.core.management import BaseCommand

from demo.tour import answering, deciding, hearing, writing
from demo.tour.play import Play, perform

STEPS = [*writing.STEPS, *hearing.STEPS, *answering.STEPS, *deciding.STEPS]


class Command(BaseCommand):
    help = "Plays the whole main job over HTTP against the demo at ADDRESS, as each role in turn."

    def add_arguments(self, parser):
        parser.add_argument(
            "address", metavar="ADDRESS", help="where the demo is served, such as http://127.0.0.1:8000"
        )

    def handle(self, *args, address, **options):
        folder = settings.VAR_DIR / "pdf"
        try:
            is_walked = perform(Play(address.rstrip("/"), folder), STEPS, self.stdout.write)
        except KeyboardInterrupt:
            sys.exit("\nThe tour was stopped.")
        if not is_walked:
            sys.exit(1)
        self.stdout.write(f"\nThe whole way was walked, from draft to decision. The PDFs lie in {folder}")
