"""Writes what stands beside the texts and comments of a policy."""

from collections.abc import Iterator
from pathlib import PurePath

from consultation.domain.folder import times
from consultation.domain.folder.beside import FILES, TEXTS
from consultation.models import Attachment, Extension, Invitation, ModerationAct, Submission, Theme
from drafts.models import AttachedText, Policy


def lists(policy: Policy) -> dict[str, list[dict]]:
    """The rows of each JSON file by its name."""
    return {
        "extensions.json": extensions(policy),
        "themes.json": themes(policy),
        "bodies.json": bodies(policy),
        "letters.json": letters(policy),
        "attachments.json": [file_entry(row) for row in attachments(policy)],
        "attached_texts.json": [text_entry(row) for row in texts(policy)],
    }


def files(policy: Policy) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file beside them, one at a time; the same content once."""
    for row in texts(policy):
        yield text_name(row), row.text.encode()
    written = set()
    for row in attachments(policy):
        if file_name(row) not in written:
            written.add(file_name(row))
            with row.file.open("rb") as file:
                yield file_name(row), file.read()


def extensions(policy: Policy) -> list[dict]:
    rows = Extension.objects.filter(consultation__version__policy=policy).select_related("consultation__version")
    return [
        {
            "version": row.consultation.version.name,
            "closed": times.written(row.closed_at),
            "closes": times.written(row.closes_at),
            "motive": row.motive,
            "signature": row.signature,
            "at": times.written(row.at),
        }
        for row in rows.order_by("consultation__version__number", "pk")
    ]


def themes(policy: Policy) -> list[dict]:
    rows = Theme.objects.filter(consultation__version__policy=policy).select_related("consultation__version")
    return [
        {
            "version": row.consultation.version.name,
            "name": row.name,
            "comments": [comment.reference for comment in row.comments.order_by("number")],
        }
        for row in rows.order_by("consultation__version__number", "name")
    ]


def bodies(policy: Policy) -> list[dict]:
    """Who was asked, without address and link; what came from each by its number."""
    rows = Invitation.objects.filter(consultation__version__policy=policy).select_related("consultation__version")
    moments = ("answer_by", "invited_at", "sent_at", "reminded_at", "abstained_at")
    return [
        {
            "version": row.consultation.version.name,
            "name": row.name,
            "sender_kind": row.sender_kind,
            "submissions": list(row.submissions.order_by("number").values_list("number", flat=True)),
        }
        | {name: times.written(getattr(row, name)) for name in moments}
        for row in rows.order_by("consultation__version__number", "name")
    ]


def letters(policy: Policy) -> list[dict]:
    """Letters that were split: whole, and what the comment that they were became."""
    rows = Submission.objects.filter(consultation__version__policy=policy).exclude(words="")
    splits = ModerationAct.objects.filter(comment__policy=policy, kind=ModerationAct.Kind.SPLIT).order_by("pk")
    became: dict[int, list[ModerationAct]] = {}
    for act in splits.select_related("comment"):
        became.setdefault(act.comment.submission_id, []).append(act)
    return [
        {
            "version": row.consultation.version.name,
            "submission": row.number,
            "words": row.words,
            "split": [
                {"comment": act.comment.reference, "into": act.remark, "at": times.written(act.at)}
                for act in became.get(row.pk, [])
            ],
        }
        for row in rows.select_related("consultation__version").order_by("consultation__version__number", "number")
    ]


def attachments(policy: Policy):
    rows = Attachment.objects.filter(submission__consultation__version__policy=policy)
    rows = rows.select_related("submission__consultation__version")
    return rows.order_by("submission__consultation__version__number", "submission__number", "pk")


def file_entry(row: Attachment) -> dict:
    return {
        "version": row.submission.consultation.version.name,
        "submission": row.submission.number,
        "kind": row.kind,
        "file": file_name(row),
        "name": row.name,
        "sha256": row.sha256,
        "state": row.state,
        "scan": row.scan,
        "came_at": times.written(row.came_at),
        "screened_at": times.written(row.screened_at),
    }


def file_name(row: Attachment) -> str:
    """By its content, with the ending that says what it is."""
    return f"{FILES}/{row.sha256}{PurePath(row.name).suffix.lower()}"


def texts(policy: Policy):
    rows = AttachedText.objects.filter(version__policy=policy, version__number__isnull=False)
    return rows.select_related("version").order_by("version__number", "kind", "language")


def text_entry(row: AttachedText) -> dict:
    return {
        "version": row.version.name,
        "kind": row.kind,
        "language": row.language,
        "at": times.written(row.at),
        "file": text_name(row),
    }


def text_name(row: AttachedText) -> str:
    return f"{TEXTS}/{row.version.name}-{row.kind}-{row.language}.md"
