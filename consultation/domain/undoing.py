"""Taking back what was done last on a paragraph of the merge table: words, ties and causes as they were before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from consultation.domain import lifecycle
from consultation.models import Change, MergeAct
from drafts.domain import steps
from drafts.domain.editing.changes import Form
from drafts.models import Descent, Policy, Version
from organisation.domain import log
from organisation.exceptions import Stale
from organisation.models import User

Kind = MergeAct.Kind


def latest(draft: Version, lineage: UUID) -> MergeAct | None:
    """What was done last on the paragraph, if it still stands as that act left it."""
    act = MergeAct.objects.filter(version=draft).on(lineage).select_related("by").last()
    return act if act and is_untouched(act) else None


def is_untouched(act: MergeAct) -> bool:
    """Whether nobody has written over what the act left: not here, in the editor, nor in the list of causes."""
    return told(snapshot(act.version, lineages(act)), act.kind) == told(act.left, act.kind)


@transaction.atomic
def undo(policy: Policy, act: MergeAct, *, by: User) -> MergeAct:
    """Words, place, ties and causes as they were before the act, which is forgotten; answers stay as they are.

    `Stale` when something has been changed since, or when the act was taken back already. A standing approval falls.
    """
    policy = lifecycle.begin_compiling(policy, by=by)
    draft = policy.versions.draft()
    act = MergeAct.objects.filter(pk=act.pk, version=draft).first()
    if act is None or latest(draft, act.lineage) != act:
        raise Stale(_("Something has been changed here since. Nothing has been taken back."))
    was_moved = moved(draft)
    steps.take(policy, list(way_back(draft, act)), by=by)
    if was_moved == act.left["moved"]:
        settle_moved(draft, act.found["moved"])
    recall(draft, act)
    act.delete()
    log.record(policy.uuid, "merge act taken back", by=by, act=act.kind, lineage=str(act.lineage))
    return act


def way_back(draft: Version, act: MergeAct) -> Iterator[steps.Step]:
    """The steps from what the act left to what it found."""
    now = {str(row.lineage): row for row in draft.paragraphs.filter(lineage__in=lineages(act))}
    found = {each["lineage"]: each for each in act.found["paragraphs"]}
    for lineage, each in found.items():
        form = Form(each["kind"], each["level"], each["marker"])
        after = UUID(each["after"]) if each["after"] else None
        if lineage not in now:
            yield steps.Insert(UUID(lineage), after, form, each["text"])
        elif act.kind == Kind.MOVE:
            yield steps.Move(UUID(lineage), after)
        else:
            yield steps.Rewrite(UUID(lineage), now[lineage].revision, form, each["text"])
    for lineage, row in now.items():
        if lineage not in found:
            yield steps.Remove(row.lineage, row.revision, act.lineage if act.kind == Kind.SPLIT else None)


def moved(draft: Version) -> list[int]:
    """Which paragraphs of the version before are said to have moved."""
    rows = draft.descents.filter(kind=Descent.Kind.MOVED).order_by("before").values_list("before", flat=True)
    return list(rows)


def settle_moved(draft: Version, befores: Sequence[int]) -> None:
    """Of two that changed places one is said to have moved: the same one as before the act."""
    draft.descents.filter(kind=Descent.Kind.KEPT, before__in=befores).update(kind=Descent.Kind.MOVED)
    draft.descents.filter(kind=Descent.Kind.MOVED).exclude(before__in=befores).update(kind=Descent.Kind.KEPT)


def recall(draft: Version, act: MergeAct) -> None:
    """Gives the ties back the causes that they had."""
    known = {(each["before"], each["after"]): each for each in act.found["changes"]}
    for tie in ties(draft, lineages(act)):
        was = known.get(ends(tie))
        if was is None:
            Change.objects.filter(descent=tie).delete()
            continue
        values = {name: was[name] for name in ("cause", "reason", "signature")}
        values |= {"by_id": was["by"], "at": parse_datetime(was["at"])}
        change, _new = Change.objects.update_or_create(descent=tie, defaults=values)
        change.comments.set(was["comments"])


@contextmanager
def kept(policy: Policy, kind: str, lineage: UUID, other: UUID | None = None, *, by: User) -> Iterator[None]:
    """Remembers what an act does to one or two paragraphs, inside the transaction of the act."""
    draft, both = policy.versions.draft(), [each for each in (lineage, other) if each]
    found = snapshot(draft, both)
    yield
    left = snapshot(draft, both)
    if left != found:
        MergeAct.objects.create(
            version=draft, kind=kind, lineage=lineage, other=other, found=found, left=left, by=by
        )  # fmt: skip


def lineages(act: MergeAct) -> list[UUID]:
    return [act.lineage, act.other] if act.other else [act.lineage]


def snapshot(draft: Version, lineages: Sequence[UUID]) -> dict:
    """The paragraphs with their words and places, and the causes of all that hangs together with them."""
    rows = list(draft.paragraphs.filter(lineage__in=lineages))
    words = [stood(draft, row) for row in rows]
    return {"paragraphs": words, "changes": caused(draft, lineages), "moved": moved(draft)}


def stood(draft: Version, row) -> dict:
    before = draft.paragraphs.filter(position__lt=row.position).order_by("-position")
    after = before.values_list("lineage", flat=True).first()
    values = {name: getattr(row, name) for name in ("kind", "level", "marker", "text")}
    return values | {"lineage": str(row.lineage), "after": str(after) if after else None}


def caused(draft: Version, lineages: Sequence[UUID]) -> list[dict]:
    changes = Change.objects.filter(descent__in=ties(draft, lineages)).select_related("descent__after")
    found = []
    for change in changes.prefetch_related("comments").order_by("descent__before", "pk"):
        before, after = ends(change.descent)
        values = {name: getattr(change, name) for name in ("cause", "reason", "signature")}
        comments = sorted(comment.pk for comment in change.comments.all())
        values |= {"by": change.by_id, "at": change.at.isoformat(), "comments": comments}
        found.append({"before": before, "after": after} | values)
    return found


def ties(draft: Version, lineages: Sequence[UUID]) -> QuerySet[Descent]:
    """The ties of these paragraphs, and those of what comes from the same paragraphs before."""
    own = draft.descents.filter(Q(after__lineage__in=lineages) | Q(before__lineage__in=lineages))
    near = Q(pk__in=own.values("pk")) | Q(before__in=own.exclude(before=None).values("before"))
    return draft.descents.filter(near).select_related("after")


def ends(tie: Descent) -> tuple[int | None, str | None]:
    """What a tie holds together, in words that outlive its row."""
    return tie.before_id, str(tie.after.lineage) if tie.after else None


def told(state: dict, kind: str) -> tuple:
    """What of a snapshot must be as it was: list numbers follow from others; the place only where it moved."""
    names = ("lineage", "kind", "text", "after") if kind == Kind.MOVE else ("lineage", "kind", "text")
    words = [[each[name] for name in names] for each in state["paragraphs"]]
    return sorted(words, key=str), state["changes"]
