"""Puts what stands beside the texts and comments of a folder in its place."""

from collections.abc import Mapping

from django.db.models import Count, OuterRef, Subquery

from consultation.domain import attachments
from consultation.domain.folder.beside import Beside
from consultation.models import (
    Attachment,
    Comment,
    Consultation,
    Extension,
    Invitation,
    ModerationAct,
    Submission,
    Theme,
)
from drafts.models import AttachedText, Version


def put_texts(version: Version, name: str, beside: Beside) -> None:
    """The texts beside one version."""
    for each in beside.texts:
        if each.version == name:
            AttachedText.objects.create(version=version, **each.fields)


def put(consultation: Consultation, name: str, beside: Beside, comments: Mapping[str, Comment]) -> None:
    """What hangs on the consultation of one version; what was said of comments that are not here is passed over."""
    own = {
        kind: [each for each in getattr(beside, kind) if each.version == name]
        for kind in ("extensions", "themes", "bodies", "letters", "files")
    }
    submissions = {row.number: row for row in Submission.objects.filter(consultation=consultation)}
    for each in own["extensions"]:
        Extension.objects.create(consultation=consultation, **each.fields)
    for each in own["themes"]:
        theme = Theme.objects.create(consultation=consultation, **each.fields)
        theme.comments.set([comments[key] for key in each.comments if key in comments])
    for each in own["bodies"]:
        body = Invitation.objects.create(consultation=consultation, **each.fields)
        Submission.objects.filter(consultation=consultation, number__in=each.submissions).update(invitation=body)
    for each in own["letters"]:
        Submission.objects.filter(consultation=consultation, number=each.submission).update(**each.fields)
        split(each.splits, comments)
    for each in own["files"]:
        if each.submission in submissions:
            (row,) = attachments.keep(submissions[each.submission], [each.upload], kind=each.fields["kind"])
            Attachment.objects.filter(pk=row.pk).update(**each.fields)
    if own["files"]:
        count_shown(consultation)


def split(splits: tuple, comments: Mapping[str, Comment]) -> None:
    """What the comment that was a whole letter became."""
    for key, into, at in splits:
        if key in comments:
            dated = {"at": at} if at else {}
            kind = ModerationAct.Kind.SPLIT
            ModerationAct.objects.create(comment=comments[key], kind=kind, remark=into, **dated)


def count_shown(consultation: Consultation) -> None:
    """How many files of each submission are shown."""
    shown = Attachment.objects.filter(submission=OuterRef("pk"), state=Attachment.State.SHOWN)
    counted = shown.order_by().values("submission").annotate(n=Count("pk")).values("n")
    having = Submission.objects.filter(consultation=consultation, attachments__state=Attachment.State.SHOWN)
    Submission.objects.filter(pk__in=having.values("pk")).update(files_shown=Subquery(counted))
