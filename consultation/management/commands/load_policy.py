"""Loads a policy folder."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from consultation.domain.folder import loading, reading
from organisation.exceptions import ActRefused


class Command(BaseCommand):
    help = "Loads a policy with its versions, comments, answers and decisions from a folder; all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--until", default="", metavar="v1", help="load no further than this version")
        parser.add_argument("--language", default="", metavar="sv", help="the language of the text, a tag such as sv")
        parser.add_argument("--shift-days", type=int, default=0, metavar="N", help="move every date by N days")
        parser.add_argument("--slug", default="", help="the address of the policy, instead of the folder's own")

    def handle(self, *args, folder, until, language, shift_days, slug, **options):
        try:
            read = reading.read(folder, until=until, language=language, shift_days=shift_days, slug=slug)
            loaded = loading.load(read)
        except ActRefused as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(_("The database refuses this: %(why)s") % {"why": error}) from error
        for name, value in read.defaults:
            self.stdout.write(_("Not in the folder, set to: %(field)s = %(value)s") % {"field": name, "value": value})
        self.stdout.write("\n".join(lines(loaded)))


def lines(loaded: loading.Loaded) -> list[str]:
    """What was loaded, a line for each count."""
    counts, placed = loaded.counts, loaded.placed
    what = {"title": loaded.policy.title, "slug": loaded.policy.slug, "state": loaded.policy.get_state_display()}
    rows = [
        (_("versions"), counts["versions"]),
        (_("paragraphs in the newest text"), counts["paragraphs"]),
        (_("consultations"), counts["consultations"]),
        (_("comments"), counts["comments"]),
        ("  " + _("placed by exact text"), placed["exact"]),
        ("  " + _("placed by likeness"), placed["likeness"]),
        ("  " + _("placed by section"), placed["section"]),
        ("  " + _("on the whole text"), placed["whole"]),
        ("  " + _("of these replies"), counts["replies"]),
        (_("dispositions"), counts["dispositions"]),
        (_("changes"), counts["changes"]),
        (_("decisions"), counts["decisions"]),
    ]
    return [
        _("Loaded: %(title)s (%(slug)s), %(state)s") % what,
        *(f"{name}: {count}" for name, count in rows),
    ]
