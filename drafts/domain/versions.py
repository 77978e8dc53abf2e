"""Freezing a draft as a numbered version, and opening the next draft from it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from drafts.domain import descents, texts
from drafts.domain.comparison import record
from drafts.domain.policies import locked
from drafts.models import Paragraph, Policy, Version
from drafts.models.paragraph import GAP
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

# With its revision: a page that was opened on the draft before must not pass as fresh.
COPIED = ("lineage", "kind", "level", "marker", "number", "text", "html", "revision")


@transaction.atomic
def freeze(
    policy: Policy,
    *,
    by: User | None,
    at: datetime | None = None,
    state: str = Version.State.FROZEN,
    label: str = "",
) -> Version:
    """Numbers the draft, with the checksum of its text, and opens a new draft from it.

    What changed since every earlier version is stored with it. From then on the database refuses every
    change. Words that somebody has typed and not saved wait in the new draft. Refused when the draft has
    no text, or when nothing has changed since the version before (imported versions may be alike, and so may one
    after a version that was taken back or went to officials alone).
    """
    policy = locked(policy)
    draft = policy.versions.draft()
    if not draft.paragraphs.exists():
        raise ActRefused(_("There is no text yet. Put the text in first."))
    before = policy.versions.newest()
    checksum = texts.checksum(draft)
    is_known = before is not None and not (before.set_aside_at or before.shared_at)
    if is_known and before.checksum == checksum and state == Version.State.FROZEN:
        raise ActRefused(_("Nothing has changed since version %(number)s.") % {"number": before.number})
    draft.number = before.number + 1 if before else 1
    draft.checksum, draft.state, draft.label = checksum, state, label
    draft.frozen_at, draft.frozen_by = at or timezone.now(), by
    draft.save()
    record.keep(draft)
    draft.sittings.unsaved().update(version=open_draft(draft, by=by))
    log.record(policy.uuid, "version frozen", by=by, version=draft.number, checksum=draft.checksum)
    return draft


def open_draft(frozen: Version, *, by: User | None) -> Version:
    """A new draft with the words of the frozen version: same lineages, each tied to where it comes from."""
    draft = Version.objects.create(policy=frozen.policy, title=frozen.title, links=frozen.links)
    originals = list(frozen.paragraphs.all())
    copies = [
        Paragraph(
            version=draft,
            position=index * GAP,
            **{name: getattr(original, name) for name in COPIED},
        )
        for index, original in enumerate(originals, start=1)
    ]
    copies = bulk_create_with_history(copies, Paragraph, batch_size=500, default_user=by)
    descents.begin(draft, zip(originals, copies, strict=True))
    return draft


def has_changed(policy: Policy) -> bool:
    """Whether the draft reads otherwise than the version before it; true for a first one."""
    before = policy.versions.newest()
    return before is None or texts.checksum(policy.versions.draft()) != before.checksum


def coming(policy: Policy) -> int:
    """The number of the proposal that the draft becomes; of the newest, where the draft reads as it does."""
    before = policy.versions.newest()
    return (before.number if before else 0) + has_changed(policy)


def is_intact(version: Version) -> bool:
    """Whether a frozen version still has the text that its checksum was made from."""
    return texts.checksum(version) == version.checksum
