"""Writes a policy as a folder."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultation.domain.folder import dumping
from drafts.models import Policy
from organisation.exceptions import ActRefused


class Command(BaseCommand):
    help = "Writes a policy with all that was said about it as a folder, with the senders' names but no addresses."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("folder", type=Path)

    def handle(self, *args, slug, folder, **options):
        policy = Policy.objects.filter(slug=slug).select_related("document_type", "unit").first()
        if policy is None:
            raise CommandError(_("There is no policy at the address “%(slug)s”.") % {"slug": slug})
        try:
            written = dumping.dump(policy, folder)
        except ActRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Written to %(folder)s:") % {"folder": folder})
        for name in sorted(written):
            self.stdout.write(f"  {name}")
