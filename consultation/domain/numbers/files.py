"""The numbers as a table for spreadsheets; no cell is a formula."""

import csv
import io
from collections.abc import Iterable

from defusedcsv import csv as defused
from django.utils.translation import gettext as _

from consultation.domain.numbers.public import Numbers, site_words
from consultation.domain.senders import MANY

Row = tuple[str, str, int]


def as_csv(numbers: Numbers) -> bytes:
    """A row each: what is counted, of what, how many. UTF-8 with a mark, so that spreadsheets read Swedish letters."""
    file = io.StringIO(newline="")
    writer = defused.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow((_("What is counted"), _("Of what"), _("How many")))
    writer.writerows(rows(numbers))
    return file.getvalue().encode("utf-8-sig")


def rows(numbers: Numbers) -> Iterable[Row]:
    found = numbers.figures
    yield _("Persons"), "", found.persons
    yield _("Submissions"), "", found.submissions
    yield _("Comments"), "", found.comments
    yield _("Agreements"), "", numbers.agreements
    yield _("Visits"), "", numbers.visits
    for day, count in numbers.days:
        yield _("Comments a day"), day.isoformat(), count
    for kind, count in numbers.kinds:
        yield _("Comments by kind of sender"), str(MANY[kind]), count
    for place in numbers.places:
        yield _("Comments by paragraph"), place.paragraph.number if place.paragraph else _("the whole"), place.count
    for day, count in numbers.visit_days:
        yield _("Visits a day"), day.isoformat(), count
    for name, count in numbers.sites:
        yield _("Visits by site that led here"), site_words(name), count
