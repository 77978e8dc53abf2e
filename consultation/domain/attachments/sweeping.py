"""Files whose posting came to nothing: written before a transaction that was taken back, so that no row names them."""

import time as clock
from datetime import timedelta

from django.utils import timezone

from consultation.models import Attachment

FOLDER = Attachment._meta.get_field("file").upload_to
# No transaction lasts a day. What is older than a week is left alone, so that a database that is put back from an old
# copy, or the wrong one, costs few files.
OLD_ENOUGH, TOO_OLD = timedelta(days=1), timedelta(days=7)
LOOK_AGAIN = 24 * 3600
_next = {"at": 0.0}


def round_of_sweeping() -> int:
    """The worker's round: sweeps when it begins and then once a day."""
    if clock.monotonic() < _next["at"]:
        return 0
    _next["at"] = clock.monotonic() + LOOK_AGAIN
    return sweep()


def sweep() -> int:
    """Deletes the files from a day to a week old that no attachment names; how many."""
    storage, now = Attachment._meta.get_field("file").storage, timezone.now()
    if not storage.exists(FOLDER):
        return 0
    names = (f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1])
    young = {name for name in names if OLD_ENOUGH < now - storage.get_modified_time(name) < TOO_OLD}
    orphans = young.difference(Attachment.objects.values_list("file", flat=True).iterator()) if young else young
    for name in orphans:
        storage.delete(name)
    return len(orphans)
