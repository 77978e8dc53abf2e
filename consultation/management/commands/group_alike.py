"""Puts nearly equal comments into groups where that has not been done: after loading, or after a fault."""

from django.core.management import BaseCommand

from consultation.domain.alike import group_rest


class Command(BaseCommand):
    help = "Compares the comments that have not been compared yet, and groups those that say nearly the same."

    def handle(self, *args, **options):
        self.stdout.write(f"{group_rest()} comments compared.")
