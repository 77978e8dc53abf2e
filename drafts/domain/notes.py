"""Internal notes on a draft: written, answered, done, used. They are never public."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drafts.domain import editing, texts, threeway
from drafts.domain.policies import locked
from drafts.domain.threeway import Merge
from drafts.models import Note, Paragraph, Policy
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@transaction.atomic
def write(
    policy: Policy,
    *,
    lineage: UUID | None,
    words: str,
    suggestion: str = "",
    base: str | None = None,
    key: UUID,
    by: User,
    parent: Note | None = None,
) -> Note:
    """A note on the paragraph of this lineage (None: the whole text), or a reply to `parent`, whose lineage it takes.

    `suggestion` is a wording for the paragraph as the writer saw it, `base` (None: as it reads now); one that is
    no other than that is none. The same `key` from the same person gives the same note, however often it is
    posted. Refused when it says nothing, when no version has the paragraph, and (TextRefused) when the
    suggestion would not be one paragraph of the same kind.
    """
    policy = locked(policy)
    posted = Note.objects.filter(key=key, author=by, policy=policy).first()
    if posted:
        return posted
    if parent:
        parent = root(parent)
        lineage, suggestion, base = parent.lineage, "", ""
    else:
        suggestion, base = fitting(policy, lineage, suggestion, base)
    if not words.strip() and not suggestion:
        raise ActRefused(_("The note is empty. Write something."))
    note, made = Note.objects.get_or_create(
        key=key,
        defaults={
            "policy": policy, "lineage": lineage, "parent": parent, "author": by,
            "words": words.strip(), "suggestion": suggestion, "base": base,
        },
    )  # fmt: skip
    if made:
        log.record(policy.uuid, "note written", by=by, note=note.pk)
    return note


def fitting(policy: Policy, lineage: UUID | None, suggestion: str, base: str | None) -> tuple[str, str]:
    """The suggested wording as it would stand, and the one that it is for; both empty without a suggestion."""
    if lineage and not Paragraph.objects.filter(version__policy=policy, lineage=lineage).exists():
        raise ActRefused(_("There is no such paragraph."))
    suggestion, base = plain(suggestion), base if base is None else plain(base)
    if suggestion in ("", base):
        return "", ""
    paragraph = present(policy, lineage)
    if paragraph is None:
        raise ActRefused(_("A wording can be suggested for a paragraph that is in the draft."))
    block = texts.one_block(suggestion, like=paragraph)
    return ("", "") if block.text == paragraph.text else (block.text, paragraph.text if base is None else base)


def plain(text: str) -> str:
    """A text as a browser sent it, as it is stored."""
    return text.replace("\r\n", "\n").strip()


def present(policy: Policy, lineage: UUID | None) -> Paragraph | None:
    """The paragraph as it stands in the draft, if it is there."""
    rows = Paragraph.objects.filter(version__policy=policy, version__number=None, lineage=lineage)
    return rows.select_related("version").first() if lineage else None


@transaction.atomic
def close(note: Note, *, by: User) -> Note:
    """Marks a note as done, with its replies; one that is done stays as it is."""
    return mark(note, done=True, by=by)


@transaction.atomic
def reopen(note: Note, *, by: User) -> Note:
    """Takes the mark away again."""
    return mark(note, done=False, by=by)


def mark(note: Note, *, done: bool, by: User) -> Note:
    """Done or open, and who did it."""
    note = root(note)
    if note.is_done == done:
        return note
    note.done_at, note.done_by = (timezone.now(), by) if done else (None, None)
    note.save(update_fields=["done_at", "done_by"])
    log.record(note.policy.uuid, "note done" if done else "note reopened", by=by, note=note.pk)
    return note


def merged(note: Note, paragraph: Paragraph) -> Merge:
    """The suggested wording put together with what has been written in the paragraph since."""
    return threeway.merge(note.base, note.suggestion, paragraph.text)


@transaction.atomic
def use(note: Note, text: str, *, revision: int, by: User) -> Paragraph:
    """Writes `text`, made from the note's suggestion, into its paragraph, and marks the note as done.

    `revision` is the paragraph's as the writer saw it; `Stale` and other refusals as in `editing.rewrite`.
    """
    note = root(note)
    paragraph = present(note.policy, note.lineage)
    if paragraph is None:
        raise ActRefused(_("Somebody has removed this paragraph from the draft meanwhile."))
    paragraph = editing.rewrite(paragraph, text, revision=revision, by=by)
    mark(note, done=True, by=by)
    return paragraph


@transaction.atomic
def take_back(note: Note, *, by: User) -> None:
    """Deletes a note or a reply that its author regrets. Refused for somebody else's, and once another has followed."""
    policy = locked(note.policy)
    note = policy.notes.filter(pk=note.pk).first()
    if note is None:
        return
    if note.author_id != by.pk:
        raise ActRefused(_("Only the one who wrote a note can take it back."))
    if Note.objects.filter(parent=note.parent_id or note.pk, pk__gt=note.pk).exists():
        raise ActRefused(_("Somebody has replied, so the note stays. Mark it as done instead."))
    pk = note.pk
    note.delete()
    log.record(policy.uuid, "note taken back", by=by, note=pk)


def root(note: Note) -> Note:
    """The first note of its thread as it is now, its policy locked; refused when it has been taken back."""
    policy = locked(note.policy)
    found = Note.objects.select_related("policy").filter(policy=policy, pk=note.parent_id or note.pk).first()
    if found is None:
        raise ActRefused(_("Its author has taken the note back meanwhile."))
    return found


def by_lineage(policy: Policy) -> dict[UUID | None, list[Note]]:
    """The threads of the policy by paragraph (None: on the whole text), oldest first, `note.replies.all()` at hand.

    Two queries, however many notes there are. Show them to those who `can_note` only.
    """
    found: dict[UUID | None, list[Note]] = {}
    for note in Note.objects.filter(policy=policy).threads():
        found.setdefault(note.lineage, []).append(note)
    return found


@transaction.atomic
def bring_in(policy: Policy, entries: Iterable[dict], *, by: User) -> list[Note]:
    """Comments and tracked changes of a Word file as notes, signed with the names in the file.

    An entry has lineage, signature, words, suggestion, base, at, done, reply_to (the index of another entry, or None).
    An entry that says nothing is passed over. `by` is who read the file in, not the author.
    """
    entries = list(entries)
    made: dict[int, Note] = {}
    for index, entry in enumerate(entries):
        if entry.get("reply_to") is None:
            made[index] = brought(policy, entry, done_by=by)
    for index, entry in enumerate(entries):
        if entry.get("reply_to") is not None:
            made[index] = brought(policy, entry, parent=root_of(entries, index, made))
    said = {index: note for index, note in sorted(made.items()) if note.words or note.suggestion}
    Note.objects.bulk_create([note for note in said.values() if note.parent is None], batch_size=500)
    replies = [note for note in said.values() if note.parent is not None]
    for note in replies:
        note.parent = note.parent if note.parent.pk else None
    Note.objects.bulk_create(replies, batch_size=500)
    if said:
        log.record(policy.uuid, "notes brought in", by=by, notes=len(said))
    return list(said.values())


def brought(policy: Policy, entry: dict, parent: Note | None = None, done_by: User | None = None) -> Note:
    """One comment or tracked change as a note, not saved yet; a thread that was done in the file is done."""
    done = done_by if entry.get("done") else None
    return Note(
        policy=policy,
        lineage=parent.lineage if parent else entry.get("lineage"),
        parent=parent,
        signature=(entry.get("signature") or "").strip()[:200] or _("Unnamed in the file"),
        words=(entry.get("words") or "").strip(),
        suggestion="" if parent else entry.get("suggestion") or "",
        base="" if parent else entry.get("base") or "",
        at=entry.get("at") or timezone.now(),
        done_at=timezone.now() if done else None,
        done_by=done,
    )


def root_of(entries: list[dict], index: int, made: dict[int, Note]) -> Note | None:
    """The note that begins the thread of a reply, however deep the file nests replies; None for one that has none."""
    seen = {index}
    while (above := entries[index].get("reply_to")) is not None:
        if above in seen or not 0 <= above < len(entries):
            return None
        seen.add(above)
        index = above
    return made[index]
