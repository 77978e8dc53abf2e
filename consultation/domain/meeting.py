"""Changes moved at the meeting: entered by the secretary on the proposal's text, and frozen with the decision."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import lifecycle
from consultation.models import Change
from drafts.domain import comparison, descents, versions
from drafts.domain.comparison import Row
from drafts.domain.editing import changes, fresh
from drafts.domain.editing.acts import form_of
from drafts.domain.editing.writing import Writing
from drafts.domain.policies import locked
from drafts.models import Descent, Paragraph, Policy, Version
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@contextmanager
def moved(policy: Policy, *, by: User) -> Iterator[Writing]:
    """One transaction in which the text before the council is changed. Refused when it does not lie there."""
    with transaction.atomic():
        policy = locked(policy)
        if policy.state != State.BEFORE_COUNCIL:
            raise ActRefused(_("Changes are moved at a meeting while the proposal lies before the council."))
        draft = policy.versions.draft()
        draft.policy = policy
        desk = Writing(draft, by)
        yield desk
        desk.close()


def rewrite(paragraph: Paragraph, text: str, *, revision: int, reason: str, by: User) -> Change | None:
    """Other words for a paragraph, as the meeting resolved; None when they are those of the proposal again.

    `reason` says who moved it and why, and is published. `Stale` when it has been changed since `revision`.
    """
    require(reason)
    with moved(paragraph.version.policy, by=by) as desk:
        now = fresh(paragraph, desk.draft)
        changes.rewrite(desk, now, text, form_of(now), revision=revision)
        return explain(desk.draft, now.came_from.all(), reason=reason, by=by)


def insert(
    policy: Policy, text: str, *, after: Paragraph | None, kind: str = "paragraph", key: UUID, reason: str, by: User
) -> Change | None:
    """A new paragraph; with a `key` that was used already, the one that is there."""
    require(reason)
    with moved(policy, by=by) as desk:
        paragraph = desk.draft.paragraphs.filter(lineage=key).first()
        if paragraph is None:
            after = fresh(after, desk.draft) if after else None
            form = changes.Form(kind, changes.level_for(kind, after), "")
            place = desk.row(after) if after else None
            paragraph = changes.insert(desk, text, form, after=place, lineage=key)
        return explain(desk.draft, paragraph.came_from.all(), reason=reason, by=by)


def remove(paragraph: Paragraph, *, revision: int, reason: str, by: User) -> Change | None:
    """A paragraph goes, as the meeting resolved."""
    require(reason)
    with moved(paragraph.version.policy, by=by) as desk:
        ties = changes.remove(desk, fresh(paragraph, desk.draft), revision=revision)
        return explain(desk.draft, desk.draft.descents.filter(pk__in=[tie.pk for tie in ties]), reason=reason, by=by)


def take_back(policy: Policy, tie: int, *, by: User) -> None:
    """Puts one paragraph back as it stands in the proposal. Taken back already, nothing happens."""
    with moved(policy, by=by) as desk:
        row = desk.draft.descents.select_related("before", "after").filter(pk=tie).first()
        if row is None or not row.is_changed:
            return
        Change.objects.filter(descent=row).delete()
        if row.before is None:
            changes.remove(desk, row.after, revision=row.after.revision)
        elif row.after is None:
            bring_back(desk, row.before)
        else:
            changes.rewrite(desk, row.after, row.before.text, form_of(row.before), revision=row.after.revision)
        log.record(policy.uuid, "change at the meeting taken back", by=by, version=desk.draft.pk)


@transaction.atomic
def take_all_back(policy: Policy, *, by: User) -> None:
    """Puts every paragraph back as it stands in the proposal."""
    for tie in descents.changed(policy.versions.draft()):
        take_back(policy, tie.pk, by=by)


def bring_back(desk: Writing, before: Paragraph) -> None:
    """A paragraph that was removed, after the nearest before it that still stands."""
    standing = {row.lineage: row for row in desk.draft.paragraphs.all()}
    earlier = before.version.paragraphs.filter(position__lt=before.position).order_by("-position")
    after = next((standing[each.lineage] for each in earlier if each.lineage in standing), None)
    place = desk.row(after) if after else None
    changes.insert(desk, before.text, form_of(before), after=place, lineage=before.lineage)


def explain(draft: Version, ties: Sequence[Descent], *, reason: str, by: User) -> Change | None:
    """Ties what changed to the meeting; words that are back where they were need no cause."""
    told = None
    for tie in ties.select_related("before", "after"):
        if not tie.is_changed:
            Change.objects.filter(descent=tie).delete()
            continue
        said = {"reason": reason.strip(), "by": by, "signature": by.signature, "at": timezone.now()}
        told, _new = Change.objects.update_or_create(descent=tie, defaults={"cause": Change.Cause.MEETING} | said)
        log.record(draft.policy.uuid, "change moved at the meeting", by=by, change=told.pk)
    return told


def require(reason: str) -> None:
    if not reason.strip():
        raise ActRefused(_("Say who moved the change, and why. It is published beside the change."))


def entered(policy: Policy) -> list[Row]:
    """What has been entered, as rows of a comparison with the proposal."""
    base, draft = policy.versions.newest(), policy.versions.draft()
    if policy.state != State.BEFORE_COUNCIL or base is None or not is_changed(policy):
        return []
    return [row for row in comparison.compare(base, draft) if row.is_changed]


def is_changed(policy: Policy) -> bool:
    """Whether the text before the council has been changed."""
    return versions.has_changed(policy) or bool(descents.changed(policy.versions.draft()))


def is_changed_before_council(policy: Policy) -> bool:
    """Whether changes moved at the meeting are entered and not decided on."""
    return policy.state == State.BEFORE_COUNCIL and is_changed(policy)


def adopt(policy: Policy, *, by: User) -> Version:
    """Freezes and publishes what the meeting made of the proposal, in the transaction of the decision.

    Refused when no change is entered, and when one has no reason.
    """
    draft = policy.versions.draft()
    if not versions.has_changed(policy):
        raise ActRefused(
            _("No change is entered. Enter what was changed at the meeting, or adopt the text as it stands.")
        )
    known = set(
        Change.objects.filter(descent__version=draft, cause=Change.Cause.MEETING).values_list("descent", flat=True)
    )
    if any(tie.pk not in known for tie in descents.changed(draft)):
        raise ActRefused(_("The text has a change that was not moved at the meeting. Call a technician."))
    version = versions.freeze(policy, by=by)
    lifecycle.publish(version, at=timezone.now())
    return version
