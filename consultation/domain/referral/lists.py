"""A list of referral bodies from a spreadsheet: read as Swedish Excel writes it, every fault told by its row."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultation.domain import names
from consultation.domain.referral.inviting import Body
from consultation.models import Consultation, Invitation
from consultation.models.sender_kind import SenderKind
from drafts.domain.office import sniffing
from organisation.exceptions import ActRefused

MOST = 1000
LONGEST = 300_000
NAME = Invitation._meta.get_field("name").max_length
HEADS = {
    "name": ("name", "namn", "remissinstans", "instans", "organisation", "mottagare"),
    "email": ("e-mail", "email", "mail", "e-post", "epost", "e-postadress", "mejl", "e-mail address"),
    "kind": ("kind", "typ", "slag", "kategori", "type"),
    "day": ("deadline", "last day", "svara senast", "sista dag", "sista svarsdag", "svarsdatum", "datum"),
}
ORDER = ("name", "email", "kind", "day")
# Excel keeps a text from being reckoned with as ="0123".
TEXT_FORMULA = re.compile(r'="(.*)"$', re.S)
DAYS = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y")


@dataclass(frozen=True)
class Row:
    """A line of the list as it was understood: what is wrong with it, and whether the body stands there already."""

    line: int
    body: Body
    cells: dict[str, str]
    faults: tuple[str, ...]
    known: bool


def text_of(data: bytes) -> str:
    """The words of a file. Refused when it is no text: a workbook must be saved as CSV first."""
    if data.startswith((b"PK", sniffing.OLE)):
        raise ActRefused(_("This is an Excel workbook. Save it as CSV (semicolon) and choose that file."))
    return sniffing.decoded(data)[0]


def read(text: str, consultation: Consultation) -> list[Row]:
    """Every line that has something in it. Refused when there are none, or more than MOST."""
    lines = lines_of(text)
    if not lines:
        raise ActRefused(_("There is no body in the list."))
    if len(lines) > MOST:
        raise ActRefused(_("At most %(most)s bodies are taken at a time.") % {"most": MOST})
    there = {name.casefold() for name in consultation.invitations.values_list("name", flat=True)}
    seen: dict[str, int] = {}
    return [row_of(number, cells, there, seen) for number, cells in lines]


def lines_of(text: str) -> list[tuple[int, dict[str, str]]]:
    """(number of the line, its cells by name); a head in Swedish or English says which cell is which."""
    text = text.replace("\x00", "")[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    said = re.match(r"sep=(.)\n", text)
    first = text.split("\n", 2)[1 if said else 0] if text.strip() else ""
    mark = said[1] if said else max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text[said.end() :] if said else text), delimiter=mark)
    rows = [(reader.line_num + bool(said), [plain(cell) for cell in row]) for row in reader]
    rows = [(number, row) for number, row in rows if any(row)]
    order = ORDER
    if rows and (heads := heads_of(rows[0][1])):
        order, rows = heads, rows[1:]
    return [(number, dict(zip(order, [*row, *[""] * 4], strict=False))) for number, row in rows]


def plain(cell: str) -> str:
    """What stands in a cell, on one line."""
    found = TEXT_FORMULA.match(cell.strip())
    return " ".join((found[1].replace('""', '"') if found else cell).split())


def heads_of(row: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, when the first line is a head; a column of another kind is left out."""
    known = {word: name for name, words in HEADS.items() for word in words}
    found = tuple(known.get(cell.casefold().rstrip(":"), f"other {at}") for at, cell in enumerate(row))
    return found if "name" in found else ()


def row_of(line: int, cells: dict[str, str], there: set[str], seen: dict[str, int]) -> Row:
    """One line with its faults; `seen` has the names above it."""
    faults = []
    name, email = cells.get("name", ""), cells.get("email", "")
    faults += name_faults(name)
    if name.casefold() in seen:
        faults.append(_("The same name stands on line %(line)s.") % {"line": seen[name.casefold()]})
    seen.setdefault(name.casefold(), line)
    if email and not is_address(email):
        faults.append(_("“%(email)s” is no e-mail address.") % {"email": email[:60]})
    kind = kind_of(cells.get("kind", ""))
    if kind is None:
        faults.append(_("“%(kind)s” is no kind of sender.") % {"kind": cells["kind"][:60]})
    day = day_of(cells.get("day", ""))
    if cells.get("day") and day is None:
        faults.append(_("“%(day)s” is no date. Write it as 2026-12-15.") % {"day": cells["day"][:30]})
    elif day and day < timezone.localdate():
        faults.append(_("The day %(day)s has passed.") % {"day": day})
    body = Body(name, kind or SenderKind.ORGANISATION, email, midnight_after(day))
    return Row(line, body, cells, tuple(faults), name.casefold() in there)


def name_faults(name: str) -> list[str]:
    if not name:
        return [_("The name is missing.")]
    if len(name) > NAME:
        return [_("The name is longer than %(most)s characters.") % {"most": NAME}]
    if name[0] in "=+-@":
        return [_("The name begins with “%(sign)s”, which a spreadsheet takes for a formula.") % {"sign": name[0]}]
    refusal = names.refusal(name, municipality="", kind=SenderKind.AUTHORITY)
    return [refusal] if refusal else []


def is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def kind_of(words: str) -> str | None:
    """The kind of sender by its code or its name in either language; the usual one for nothing, None for no kind."""
    if not words:
        return SenderKind.ORGANISATION
    known = {code: code for code in SenderKind.values}
    for language in ("sv", "en"):
        with override(language):
            known |= {str(kind.label).casefold(): kind.value for kind in SenderKind}
    return known.get(words.casefold())


def day_of(words: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None


def midnight_after(day: date | None) -> datetime | None:
    """The moment in the municipality's time at which an inclusive last day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None
