"""Who sits and writes in a draft, and what each window of the browser holds that is not saved yet."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from drafts.domain import kinship
from drafts.domain.chronicle import PLACED
from drafts.models import Paragraph, Sitting, Version
from organisation.models import User

HERE = timedelta(seconds=60)
SILENT = timedelta(seconds=20)
FORGOTTEN = timedelta(days=1)
SHAPE = ("position", "kind", "level")
REASON = "history_change_reason"


@transaction.atomic
def hear(draft: Version, key: UUID, *, lineage: UUID | None = None, unsaved: list | None = None, by: User) -> Sitting:
    """Notes that a window is open, where its cursor is and what it holds unsaved; no history, no log.

    A key belongs to the person who began with it, in that policy; for anybody else it is denied.
    """
    values = {"version": draft, "lineage": lineage, "unsaved": unsaved or [], "at": timezone.now()}
    sitting, begun = Sitting.objects.get_or_create(key=key, defaults=values | {"user": by})
    if sitting.user_id != by.pk or sitting.version.policy_id != draft.policy_id:
        raise PermissionDenied
    if begun:
        sweep()
    else:
        Sitting.objects.filter(pk=sitting.pk).update(**values)
    return sitting


def leave(draft: Version, key: UUID, *, by: User) -> None:
    """The window is closed: it is not there any more; what it holds unsaved waits for its writer."""
    mine = Sitting.objects.filter(key=key, user=by, version=draft)
    mine.filter(unsaved=[]).delete()
    mine.update(at=timezone.now() - HERE, lineage=None)


def empty(key: UUID | None, *, by: User) -> None:
    """What the window held is saved."""
    if key:
        Sitting.objects.filter(key=key, user=by).update(unsaved=[], at=timezone.now())


def answered(sitting: UUID | None, key: UUID | None, *, by: User) -> dict:
    """What the window was answered when it sent the steps with this key before; empty when it did not."""
    if not (sitting and key):
        return {}
    return Sitting.objects.filter(key=sitting, taken=key, user=by).values_list("answer", flat=True).first() or {}


def keep_answer(sitting: UUID | None, key: UUID | None, answer: dict, *, by: User) -> None:
    """Keeps what a window is answered, for when it asks again because the answer was lost on its way."""
    if sitting and key:
        kept = json.loads(json.dumps(answer, cls=DjangoJSONEncoder))
        Sitting.objects.filter(key=sitting, user=by).update(taken=key, answer=kept)


def sweep() -> None:
    """Forgets windows that nobody has heard of for a day and that hold nothing."""
    Sitting.objects.filter(at__lt=timezone.now() - FORGOTTEN, unsaved=[]).delete()


def others(draft: Version, key: UUID) -> list[Sitting]:
    """The other windows that were heard of within a minute, each with its person and its paragraph's number."""
    number = Paragraph.objects.filter(version=draft, lineage=OuterRef("lineage")).values("number")
    near = Sitting.objects.filter(version=draft, at__gte=timezone.now() - HERE).exclude(key=key)
    return list(near.select_related("user").annotate(number=Subquery(number[:1])))


def left_behind(draft: Version, user: User) -> Sitting | None:
    """The newest window of this person that fell silent with unsaved words: a closed lid, a crash."""
    silent = Sitting.objects.filter(version=draft, user=user, at__lt=timezone.now() - SILENT)
    return silent.exclude(unsaved=[]).order_by("-at").first()


@transaction.atomic
def take_over(draft: Version, old: UUID, key: UUID, *, by: User) -> list:
    """Moves what a silent window holds to the window `key`; its steps, none when another has taken them already."""
    waiting = Sitting.objects.select_for_update().filter(key=old, version=draft, user=by)
    sitting = waiting.filter(at__lt=timezone.now() - SILENT).exclude(unsaved=[]).first()
    if sitting is None or Sitting.objects.filter(key=key).exclude(unsaved=[], user=by).exists():
        return []
    Sitting.objects.filter(key=key).delete()
    sitting.key, sitting.at = key, timezone.now()
    sitting.save(update_fields=["key", "at"])
    return sitting.unsaved


@dataclass
class News:
    """What has changed in a draft since a window last looked; `order`, `numbers`: None when they are as before.

    `kin`: paragraphs that gave words to each other.
    """

    cursor: int
    changed: list[Paragraph]
    removed: list[UUID]
    order: list[UUID] | None = None
    numbers: dict[UUID, str] | None = None
    kin: list[tuple[UUID, UUID]] = field(default_factory=list)


def news(draft: Version, since: int) -> News:
    """What the history tells after the row `since`, whoever wrote it."""
    model = Paragraph.history.model
    before = model.objects.filter(id=OuterRef("id"), history_id__lte=since).order_by("-history_id")
    was = {f"was_{name}": Subquery(before.values(name)[:1]) for name in SHAPE}
    rows = Paragraph.history.filter(version=draft, history_id__gt=since).exclude(history_change_reason=PLACED)
    rows = rows.annotate(**was).order_by("history_id")
    rows = list(rows.values_list("history_id", "lineage", "history_type", REASON, *SHAPE, *was, named=True))
    named = {row.lineage for row in rows}
    changed = list(draft.paragraphs.filter(lineage__in=named))
    removed = sorted(named - {each.lineage for each in changed})
    answer = News(rows[-1].history_id if rows else since, changed, removed)
    answer.kin = [(row.lineage, each) for row in rows for each in kinship.others_of(row.history_change_reason)]
    shaped = [name for name in SHAPE for row in rows if getattr(row, name) != getattr(row, f"was_{name}")]
    if shaped or removed:
        places = list(draft.paragraphs.values_list("lineage", "number"))
        answer.order = [lineage for lineage, _number in places] if "position" in shaped or removed else None
        answer.numbers = dict(places)
    return answer
