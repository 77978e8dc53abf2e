"""What was heard, answered, changed and decided about a policy, as a folder tells it."""

from consultation.domain.folder import times
from consultation.models import (
    Change,
    Comment,
    Consultation,
    Decision,
    Disposition,
    EarlierAnswer,
    ModerationAct,
    Override,
)
from drafts.models import Policy

DAYS = ("in_force_from", "in_force_until", "review_by")


def consultations(policy: Policy) -> list[dict]:
    rows = Consultation.objects.filter(version__policy=policy).select_related("version")
    return [
        {
            "version": row.version.name,
            "slug": row.slug,
            "kind": row.kind,
            "opens": times.written(row.opens_at),
            "closes": times.written(row.closes_at),
            "introduction": row.introduction,
            "answers_published_at": times.written(row.answers_published_at),
            "answers_come": row.answers_come,
        }
        for row in rows.order_by("version__number")
    ]


def comments(policy: Policy) -> list[dict]:
    """Every comment in the order of its number, with its sender but for the address."""
    rows = Comment.objects.filter(policy=policy).select_related("consultation__version", "submission", "paragraph")
    rows = list(rows.order_by("number"))
    references = {row.pk: row.reference for row in rows}
    hidden = {}
    for act in ModerationAct.objects.filter(comment__policy=policy, kind=ModerationAct.Kind.HIDE).order_by("pk"):
        hidden[act.comment_id] = (act.reason, act.remark)
    return [one_comment(row, references, *hidden.get(row.pk, ("", ""))) for row in rows]


def one_comment(row: Comment, references: dict[int, str], reason: str, remark: str) -> dict:
    is_hidden = row.state == Comment.State.HIDDEN
    entry = {
        "id": row.reference,
        "version": row.consultation.version.name,
        "paragraph": row.paragraph.number if row.paragraph else None,
        "author": row.submission.sender_name,
        "sender_kind": row.submission.sender_kind,
        "organisation": row.submission.organisation,
        "named": row.submission.named,
        "channel": row.submission.channel,
        "created": times.written(row.submit_date),
        "body": row.comment,
        "state": row.state,
        "hidden_reason": reason if is_hidden else "",
        "submission": row.submission.number,
    }
    if row.suggestion:
        entry["new"] = row.suggestion
    if row.adds:
        entry["adds"] = True
    said = {"calls_it": row.kind, "role": row.submission.role, "agreements": row.agreed}
    said |= {"masks": row.masks, "source": row.submission.source}
    entry |= {name: value for name, value in said.items() if value}
    if row.is_reply:
        entry["parent"] = references[row.parent_id]
    if is_hidden and remark:
        entry["hidden_remark"] = remark
    return entry


def dispositions(policy: Policy) -> list[dict]:
    rows = Disposition.objects.filter(consultation__version__policy=policy).prefetch_related("comments")
    return [
        {
            "comments": references(row),
            "outcome": row.outcome,
            "reason": row.reason,
            "signature": row.signature,
            "at": times.written(row.at),
            "published_at": times.written(row.published_at),
        }
        for row in rows.order_by("consultation__version__number", "pk")
        if row.comments.all()
    ]


def earlier_answers(policy: Policy) -> list[dict]:
    """The published answers that others took the place of, each with its comment; internal notes stay here."""
    rows = EarlierAnswer.objects.filter(comment__policy=policy).select_related("comment").order_by("pk")
    return [
        {
            "comments": [row.comment.reference],
            "outcome": row.outcome,
            "reason": row.reason,
            "signature": row.signature,
            "at": times.written(row.at),
            "why": row.why,
            "replaced_at": times.written(row.replaced_at),
        }
        for row in rows
    ]


def changes(policy: Policy) -> list[dict]:
    """The causes, those of the draft last."""
    rows = Change.objects.filter(descent__version__policy=policy).prefetch_related("comments")
    rows = rows.select_related("descent__version", "descent__before", "descent__after").order_by("pk")
    return [
        {
            "version": row.descent.version.name,
            "before": row.descent.before.number if row.descent.before else None,
            "after": row.descent.after.number if row.descent.after else None,
            "cause": row.cause,
            "comments": references(row),
            "reason": row.reason,
            "signature": row.signature,
            "at": times.written(row.at),
        }
        for row in sorted(rows, key=lambda row: row.descent.version.number or float("inf"))
    ]


def decisions(policy: Policy) -> list[dict]:
    rows = Decision.objects.filter(policy=policy).select_related("version").order_by("version__number", "pk")
    return [
        {
            "version": row.version.name,
            "kind": row.kind,
            "body": row.body,
            "date": row.date.isoformat(),
            "section": row.section,
            "minutes": row.minutes,
            "motive": row.motive,
            "signature": row.signature,
            "at": times.written(row.recorded_at),
        }
        | {name: day.isoformat() if (day := getattr(row, name)) else None for name in DAYS}
        for row in rows
    ]


def overrides(policy: Policy) -> list[dict]:
    """Why frozen versions went on although something was missing, and what that was."""
    rows = Override.objects.filter(version__policy=policy, version__number__isnull=False).order_by("version__number")
    return [
        {"version": row.version.name, "reason": row.reason, "signature": row.signature, "at": times.written(row.at)}
        | row.lacking
        for row in rows.select_related("version")
    ]


def references(row: Disposition | Change) -> list[str]:
    """The comments of an answer or a change, by number."""
    return [comment.reference for comment in sorted(row.comments.all(), key=lambda comment: comment.number)]
