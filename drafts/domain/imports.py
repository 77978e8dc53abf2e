"""Bringing a text in from a file: begun, read, read again with another answer, discarded. Saving is another act."""

import logging
import unicodedata
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drafts.domain import blocks, editing
from drafts.domain.export import returning
from drafts.domain.office import finish, readers, sniffing
from drafts.domain.office.reading import Reading, count
from drafts.models import Import, Policy
from drafts.tasks import read_import
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

SMALL, LIGHT = 300_000, 2_000_000
MOST_SHIFT = 4
KEPT = timedelta(days=30)
NAME = Import._meta.get_field("name").max_length
PROBLEM = Import._meta.get_field("problem").max_length
State, Form, Tracked = Import.State, Import.Form, Import.Tracked
READ = ("text", "found", "dropped", "remarks", "revisions", "lineages", "state", "progress", "problem", "tracked")
logger = logging.getLogger(__name__)


def begin(
    policy: Policy, *, data: bytes, name: str, by: User, key: uuid.UUID | None = None, form: str | None = None
) -> Import:
    """A row for a file or a pasted text, read at once when it is small, else by the worker.

    What it is follows from its content; `form` ("html") or the name says only whether text is a piece of a page.
    Refused before anything is stored when the draft rests, or when the content cannot be read. The same key gives
    the same row.
    """
    key = key or uuid.uuid4()
    posted = Import.objects.filter(key=key).first()
    if posted:
        return _own(posted, policy, by)
    editing.refuse_resting(policy)
    found = sniffing.form_of(data)
    page = form == Form.HTML or name.lower().endswith((".html", ".htm"))
    form = Form.HTML if page and found == Form.MARKDOWN else Form(found)
    small = is_small(data, form)
    row = Import(policy=policy, key=key, by=by, form=form, name=clean_name(name), size=len(data))
    if small:
        _take_in(row, readers.read(data, form, tracked=row.tracked))
    try:
        _store(row, data, small)
    except IntegrityError:
        return _own(Import.objects.get(key=key), policy, by)
    return row


def is_small(data: bytes, form: str, times: int = 1) -> bool:
    """Whether it is read, so many times over, while the user waits."""
    return form == Form.MARKDOWN or (len(data) < SMALL and sniffing.weight(data, form) * times < LIGHT)


def _content(row: Import) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def _own(row: Import, policy: Policy, by: User) -> Import:
    if (row.policy_id, row.by_id) != (policy.pk, by.pk):
        raise ActRefused(_("This form was used for another text. Load the page anew and try again."))
    return row


@transaction.atomic
def _store(row: Import, data: bytes, is_read: bool) -> None:
    row.save()
    row.file.save(f"{row.key.hex}.{row.form}", ContentFile(data))
    log.record(row.policy.uuid, "import begun", by=row.by, form=row.form, size=row.size)
    if not is_read:
        read_import.enqueue(row.pk)


def read(row: Import) -> str:
    """Reads the row's file and keeps what was found; returns the state it ends in. Failing, it says why in words."""
    if not _set(row, state=State.READING, progress=5, open_states=(State.WAITING, State.READING)):
        return Import.objects.get(pk=row.pk).state
    try:
        reading = readers.read(_content(row), row.form, tracked=row.tracked, progress=lambda done: _tell(row, done))
        _take_in(row, reading)
    except ActRefused as refusal:
        _fail(row, str(refusal))
    except Exception:
        logger.exception("Import %s could not be read.", row.pk)
        _fail(row, _("The file could not be read. Open it, save it anew and try again. If that fails, paste its text."))
    values = {name: getattr(row, name) for name in READ}
    if not _set(row, open_states=(State.READING,), **values):
        return Import.objects.get(pk=row.pk).state
    if row.state == State.FAILED and not row.text:
        row.file.delete()
    return row.state


def _tell(row: Import, progress: int) -> None:
    _set(row, progress=min(progress, 99), open_states=(State.READING,))


def _set(row: Import, *, open_states: tuple, **values) -> bool:
    """Writes to the row while it is in one of these states: somebody may have discarded it meanwhile."""
    changed = Import.objects.filter(pk=row.pk, state__in=open_states).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    return bool(changed)


def _fail(row: Import, problem: str) -> None:
    """What shall be done with tracked changes is asked again: with another answer the file may be read."""
    row.state, row.problem, row.progress, row.tracked = State.FAILED, problem[:PROBLEM], 100, Tracked.ASK


def _take_in(row: Import, reading: Reading) -> None:
    """Fills the row from a reading, with the levels and the start that were asked for."""
    text = finish.adjusted(reading.text, shift=row.shift, start=row.start) if row.shift or row.start else reading.text
    if any(reading.lineages):
        text = returning.restored(text, reading.lineages, row.policy.versions.draft())
    row.text = blocks.join(text)
    row.found = count(text.blocks) | {
        "title": text.title,
        "numbered": reading.numbered,
        "words": sum(len(block.text.split()) for block in text.blocks),
        "tracked": reading.tracked,
        "authors": reading.authors,
    }
    row.dropped = reading.losses.rows()
    row.remarks, row.revisions, row.lineages = reading.remarks, reading.revisions, reading.lineages
    row.state, row.progress, row.problem = State.READY, 100, ""


def reread(
    row: Import, *, tracked: str | None = None, shift: int | None = None, start: int | None = None, by: User
) -> Import:
    """Reads the file again with another answer: what becomes of tracked changes, `shift` of the heading levels (down
    when positive), the block at which numbering starts. Refused when the import is no longer open."""
    if row.state not in (State.READY, State.FAILED) or not row.file:
        raise ActRefused(_("This reading is not open any more. Begin anew."))
    row.tracked = Tracked(tracked) if tracked else row.tracked
    row.shift = row.shift if shift is None else max(-MOST_SHIFT, min(shift, MOST_SHIFT))
    row.start = row.start if start is None else max(0, start)
    row.state, row.progress, row.answers = State.WAITING, 0, {}
    with transaction.atomic():
        row.save(update_fields=["tracked", "shift", "start", "state", "progress", "answers"])
        log.record(row.policy.uuid, "import read again", by=by, tracked=row.tracked, shift=row.shift, start=row.start)
        times = 1 + len(row.found.get("authors", [])) if row.tracked == Tracked.SUGGEST else 1
        later = not is_small(_content(row), row.form, times)
        if later:
            read_import.enqueue(row.pk)
    if not later:
        read(row)
    return row


@transaction.atomic
def discard(row: Import, *, by: User) -> Import:
    """Throws the reading away, with its file and its words. Refused when it was saved; twice is once."""
    row = Import.objects.select_for_update().get(pk=row.pk)
    if row.state == State.SAVED:
        raise ActRefused(_("This text was saved already; it is the draft now."))
    if row.state == State.DISCARDED:
        return row
    row.state = State.DISCARDED
    empty(row)
    log.record(row.policy.uuid, "import discarded", by=by)
    return row


def clear_abandoned() -> int:
    """Throws away what nobody has saved or discarded in KEPT, with its file; how many those were. For the worker."""
    over = [State.SAVED, State.DISCARDED]
    rows = Import.objects.exclude(state__in=over).filter(at__lt=timezone.now() - KEPT)
    for row in rows:
        with transaction.atomic():
            row.state = State.DISCARDED
            empty(row)
            log.record(row.policy.uuid, "import discarded")
    return len(rows)


def empty(row: Import) -> None:
    """Deletes the file and every word of the text from the row, in the caller's transaction."""
    name, storage = row.file.name, row.file.storage
    row.file, row.text, row.name = "", "", ""
    row.remarks, row.revisions, row.lineages, row.answers = [], [], [], {}
    row.found, row.dropped = {}, []
    row.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def clean_name(name: str) -> str:
    """A file's name without folders, control characters and marks that turn the writing round."""
    name = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return " ".join(kept.split())[-NAME:]
