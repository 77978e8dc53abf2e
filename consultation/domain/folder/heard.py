"""The comments of a policy folder, in Samråd's own form and in the looser form of other sources."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from consultation.domain.folder import texts
from consultation.domain.folder.entries import CommentEntry, VersionEntry
from consultation.domain.folder.files import Entry, Files
from consultation.exceptions import FolderRefused
from consultation.models import Comment, Masking, ModerationAct, Submission
from consultation.models.moderation_act import HidingReason
from consultation.models.submission import Channel, SenderKind

NAME = Submission._meta.get_field("sender_name").max_length
ORGANISATION = Submission._meta.get_field("organisation").max_length
MASK = Masking._meta.get_field("words").max_length
SOURCE = Submission._meta.get_field("source").max_length
REMARK = ModerationAct._meta.get_field("remark").max_length


def read(files: Files) -> list[tuple[Entry, CommentEntry]]:
    """Every comment beside what it was read from. `version` is as it was written there, perhaps not at all."""
    entries = files.entries("comments.json", "comments")
    ids = {entry.text("id") for entry in entries}
    seen: set[str] = set()
    found = []
    for number, entry in enumerate(entries, start=1):
        comment = one_comment(entry, number, ids)
        if comment.id in seen:
            entry.refuse("id", _("The id “%(id)s” stands twice.") % {"id": comment.id[:60]})
        seen.add(comment.id)
        found.append((entry, comment))
    return found


def one_comment(entry: Entry, number: int, ids: set[str]) -> CommentEntry:
    """One object of comments.json. What people wrote is kept to the letter."""
    parent = entry.text("parent")
    named = parent in ids and parent != entry.text("id")
    loose = entry.says("old")
    state = entry.choice("state", Comment.State.values, Comment.State.SHOWN)
    reason, remark = hiding(entry) if state == Comment.State.HIDDEN else ("", "")
    quoted = (entry.text("old"), entry.text("target_text"))
    return CommentEntry(
        id=entry.text("id") or f"entry-{number}",
        created=entry.moment("created"),
        version=entry.text("version"),
        body=words(entry),
        author=entry.text("author", most=NAME),
        sender_kind=entry.choice("sender_kind", SenderKind.values, SenderKind.PRIVATE),
        organisation=entry.text("organisation", most=ORGANISATION),
        named=entry.flag("named", bool(entry.text("author"))),
        channel=entry.choice("channel", Channel.values, Channel.WEB),
        state=state,
        hidden_reason=reason,
        hidden_remark=remark,
        submission=entry.count("submission"),
        parent=parent if named else "",
        paragraph=entry.text("paragraph") if entry.says("paragraph") else None,
        section=entry.text("section"),
        texts=tuple(text for text in quoted if text.strip()),
        aims=tuple(aim for aim in (entry.text("target"), "" if named else parent) if aim.strip()),
        old=entry.text("old") if loose else None,
        new=entry.text("new"),
        **said_besides(entry),
    )


def said_besides(entry: Entry) -> dict:
    """What older folders lack: where the suggestion belongs, what the comment is called, who spoke and agreed."""
    return {
        "adds": entry.flag("adds", False),
        "calls_it": entry.choice("calls_it", ["", *Comment.Kind.values], ""),
        "role": entry.text("role", most=NAME),
        "agreements": entry.count("agreements") or 0,
        "masks": tuple(words[:MASK] for words in entry.texts("masks") if words.strip()),
        "source": address(entry),
    }


def address(entry: Entry) -> str:
    """Where it was said, if that is an address on the web."""
    source = entry.text("source", most=SOURCE)
    return source if source.startswith(("https://", "http://")) else ""


def hiding(entry: Entry) -> tuple[str, str]:
    """Why a comment is hidden: a reason of the published rules, and a remark; other words become the remark."""
    reason, remark = entry.text("hidden_reason"), entry.text("hidden_remark", most=REMARK)
    if reason in HidingReason.values:
        return reason, remark
    return HidingReason.OFF_MATTER, " ".join(filter(None, [entry.text("hidden_reason", most=REMARK), remark]))[:REMARK]


def words(entry: Entry) -> str:
    """The title, what was said, its explanation and the address it points to, whatever there is of them."""
    body = entry.text("body")
    title, explanation, link = (entry.text(name).strip() for name in ("title", "explanation", "link"))
    parts = [title if title not in body else "", body, explanation, link if link not in body else ""]
    parts = [part for part in parts if part.strip()]
    return "\n\n".join(parts) if len(parts) > 1 or not body else body


def assign(pairs: Sequence[tuple[Entry, CommentEntry]], versions: Sequence[VersionEntry]) -> tuple[CommentEntry, ...]:
    """Gives each comment its version: the one it names, else the newest that is not later than it.

    A reply goes with the comment that it answers; a ring of replies is cut open.
    """
    if pairs and not versions:
        raise FolderRefused(_("The folder has comments, but no version that they could be on."))
    known = texts.names(versions)
    found: dict[str, CommentEntry] = {}
    for entry, comment in pairs:
        created = comment.created
        if comment.version:
            version = texts.named(entry, "version", known)
        else:
            past = [v.name for v in versions if created is None or v.frozen <= created]
            version = past[-1] if past else versions[0].name
        frozen = next(v.frozen for v in versions if v.name == version)
        found[comment.id] = replace(comment, version=version, created=created or frozen)
    return tuple(with_thread(comment, found) for comment in found.values())


def with_thread(comment: CommentEntry, found: dict[str, CommentEntry]) -> CommentEntry:
    above, passed = comment, {comment.id}
    while above.parent:
        if above.parent in passed:
            return replace(comment, parent="")
        passed.add(above.parent)
        above = found[above.parent]
    return replace(comment, version=above.version)
