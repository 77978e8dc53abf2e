"""Makes the demo municipality where it is not there yet, and says how to sign in."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation

from demo import municipality


class Command(BaseCommand):
    help = "Makes the demo municipality, unless it is there, and prints its sign-ins."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("This is no demo: set SAMRAD_DEMO=1, or use script/demo.")
        if not municipality.is_there():
            municipality.make()
        with translation.override("en"):
            self.say()

    def say(self) -> None:
        self.stdout.write(f"\nSign in at {settings.SITE_ADDRESS}/accounts/login/")
        self.stdout.write(f"with the password {municipality.PASSWORD} as")
        for role, address in municipality.sign_ins():
            self.stdout.write(f"  {role:<15} {address}")
        self.stdout.write(f"Mail goes to {settings.SITE_ADDRESS}/outbox/")
        self.stdout.write(f"The administrator closes a consultation early at {settings.SITE_ADDRESS}/clock/")
