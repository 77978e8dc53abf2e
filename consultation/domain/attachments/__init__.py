"""Files that come with a submission: what they are (`sniffing`), kept (here), scanned and screened, shown."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consultation.models import Attachment, Comment, Submission
from drafts.domain.imports import clean_name
from organisation.domain import log
from organisation.exceptions import ActRefused

from .sniffing import form_of

MOST = 5
NAME = Attachment._meta.get_field("name").max_length


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: its content is what `media_type` says."""

    name: str
    media_type: str
    data: bytes


def upload(name: str, data: bytes) -> Upload:
    """A file as it can be kept. Refused in words that name it, when its content is not one that is taken."""
    name = clean_name(name) or _("the file")
    form = form_of(name, data)
    return Upload(form.ended(name, NAME), form.media_type, data)


def largest() -> int:
    """The most bytes of one file."""
    return settings.ATTACHMENT_MEGABYTES * 1024 * 1024


def keep(
    submission: Submission, uploads: Sequence[Upload], *, kind: str = Attachment.Kind.ENCLOSURE
) -> list[Attachment]:
    """Stores the files of a submission under random names, each content once; in the caller's transaction.

    They wait for screening: nothing is shown before a moderator has looked. Refused when there are more than MOST.
    """
    if len(uploads) > MOST:
        raise ActRefused(
            _("At most %(most)s files are taken. Leave some out, or put them in one file.") % {"most": MOST}
        )
    kept, seen = [], set()
    for each in uploads:
        digest = hashlib.sha256(each.data).hexdigest()
        if digest in seen:
            continue
        seen.add(digest)
        row = Attachment(
            submission=submission,
            kind=kind,
            name=each.name,
            media_type=each.media_type,
            size=len(each.data),
            sha256=digest,
        )
        row.file.save(uuid.uuid4().hex, ContentFile(each.data))
        kept.append(row)
    if kept:
        chain = submission.consultation.version.policy.uuid
        log.record(chain, "attachments received", submission=submission.number, files=len(kept))
    return kept


def shown() -> QuerySet[Attachment]:
    """The files that everybody may fetch: screened, clean where a scanner is set, on a comment that is shown."""
    rows = Attachment.objects.filter(
        state=Attachment.State.SHOWN,
        submission__in=Comment.objects.shown().values("submission"),
        submission__consultation__version__published_at__isnull=False,
    )
    return rows.filter(scan=Attachment.Scan.CLEAN) if settings.CLAMD else rows


def shown_of(submissions: Iterable[Submission]) -> dict[int, list[Attachment]]:
    """The files that are shown of each submission, by its pk; no query where none has any."""
    having = [each.pk for each in submissions if each.files_shown]
    found: dict[int, list[Attachment]] = {}
    for row in shown().filter(submission__in=having) if having else ():
        found.setdefault(row.submission_id, []).append(row)
    return found
