"""The ties of a draft from a folder, and why it changed; written before the draft is frozen."""

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.folder.entries import ChangeEntry, Folder, VersionEntry
from consultation.domain.folder.files import refusal
from consultation.exceptions import FolderRefused
from consultation.models import Change, Comment
from drafts.domain import descents
from drafts.models import Descent, Policy, Version


def tie(policy: Policy, folder: Folder, entry: VersionEntry, loaded) -> None:
    """Sets the ties that the folder tells of, then hangs the causes on them."""
    before = policy.versions.newest()
    draft = policy.versions.draft()
    old = {row.number: row for row in before.paragraphs.all()} if before else {}
    new = {row.number: row for row in draft.paragraphs.all()}
    if before and entry.ties:
        descents.settle(draft, told(entry, old, new))
    for change in folder.changes:
        if change.version == entry.name:
            explain(find(draft, change, old, new), change, loaded.comments)
            loaded.counts["changes"] += 1


def told(entry: VersionEntry, old: dict, new: dict) -> dict[tuple[int | None, int | None], str]:
    """The ties by the paragraphs' keys: those in the folder, and kept where nothing is said of the pair."""
    found = {}
    for each in entry.ties:
        if each.before not in {None, *old} or each.after not in {None, *new}:
            raise FolderRefused(
                _("paragraphs.json: there is no tie from %(before)s to %(after)s in %(version)s.")
                % {"before": each.before, "after": each.after, "version": entry.name}
            )
        ends = (old[each.before].pk if each.before else None, new[each.after].pk if each.after else None)
        found[ends] = each.kind
    heirs = {row.lineage: row.pk for row in new.values()}
    for row in old.values():
        if row.lineage in heirs:
            found.setdefault((row.pk, heirs[row.lineage]), Descent.Kind.KEPT)
    return found


def find(draft: Version, change: ChangeEntry, old: dict, new: dict) -> Descent:
    """The tie that a change speaks of: the one between its two paragraphs, else the one at its after, its before.

    Refused where the texts have no such paragraph.
    """
    before, after = old.get(change.before), new.get(change.after)
    if (change.before and before is None) or (change.after and after is None):
        raise refusal(
            "changes.json", change.line,
            _("The text has no paragraph %(number)s.")
            % {"number": change.before if change.before and before is None else change.after},
        )  # fmt: skip
    ties = draft.descents
    found = (
        ties.filter(before=before, after=after).first()
        or (after and ties.filter(after=after).first())
        or (before and ties.filter(before=before).first())
    )
    if not found:
        raise refusal("changes.json", change.line, _("There is no version before it that could have changed."))
    return found


def explain(tie: Descent, entry: ChangeEntry, comments: dict[str, Comment]) -> None:
    """The cause of a change; a second one for the same change is added to the first."""
    change = Change.objects.filter(descent=tie).first()
    if change is None:
        change = Change(descent=tie, cause=entry.cause, reason=entry.reason, signature=entry.signature)
        change.at = entry.at or timezone.now()
    elif entry.reason not in change.reason:
        change.reason = f"{change.reason}\n{entry.reason}".strip()
    change.cause = Change.Cause.COMMENTS if entry.comments else change.cause
    change.save()
    change.comments.add(*(comments[each] for each in entry.comments if each in comments))
