"""Bringing an earlier text back as the draft: that of a version, that of a moment, or one paragraph's wording."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from drafts.domain import blocks, chronicle, comparison, descents, editing, importing, texts
from drafts.domain.approvals import withdraw_standing
from drafts.domain.blocks import Block, Text
from drafts.models import Descent, Paragraph, Policy, Version
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

Kind = Descent.Kind


@dataclass(frozen=True)
class Earlier:
    """A text that once stood: whose identity is known, block for block. `number`: of the version that it was."""

    text: Text
    lineages: tuple[UUID, ...]
    number: int | None = None
    row: int | None = None


def of_version(version: Version) -> Earlier:
    """The text of a frozen version."""
    rows = list(version.paragraphs.all())
    text = Text(version.title, tuple(texts.block_of(row) for row in rows), version.links)
    return Earlier(text, tuple(row.lineage for row in rows), number=version.number)


def of_moment(version: Version, row: int) -> Earlier | None:
    """The text of a version, most often the draft, after the history's row `row`; None when it had none then."""
    past = Paragraph.history.filter(version=version, history_id__lte=row)
    last = past.order_by().values("id").annotate(last=Max("history_id")).values("last")
    rows = list(Paragraph.history.filter(history_id__in=last).exclude(history_type="-").order_by("position", "id"))
    if not rows:
        return None
    at = Paragraph.history.get(history_id=row).history_date
    head = version.history.filter(history_date__lte=at).order_by("-history_id").first() or version
    text = Text(head.title, tuple(Block(each.kind, each.level, each.text, each.marker) for each in rows), head.links)
    return Earlier(text, tuple(each.lineage for each in rows), row=row)


def would_change(draft: Version, earlier: Earlier) -> list[chronicle.Edit]:
    """What bringing it back would change in the draft, in reading order; removed paragraphs last."""
    old = list(draft.paragraphs.all())
    ties = importing.ties_by_lineage(old, earlier.lineages)
    pairs = sorted((tie.after, tie.before) for tie in ties if tie.before is not None and tie.after is not None)
    kept = in_order([(before, before) for _after, before in pairs])
    told = [replace(tie, kind="moved") if tie.kind == "kept" and tie.before not in kept else tie for tie in ties]
    return chronicle.edits_of(old, earlier.text.blocks, told, with_moves=True)


@transaction.atomic
def bring_back(policy: Policy, earlier: Earlier, *, seen: str, by: User) -> Counter:
    """Makes an earlier text the draft's, every paragraph with the lineage that it had. Counts what became of them.

    `seen` is the checksum of the draft that the writer saw: `Stale` when another has changed it since. A standing
    approval is taken back. Refused while the draft rests, and when it reads so already.
    """
    draft = editing.draft_for_writing(policy)
    if texts.checksum(draft) != seen:
        raise Stale(_("Somebody has changed the draft since you opened it. Nothing is overwritten."), draft)
    if texts.source(draft) == blocks.join(earlier.text):
        raise ActRefused(_("The draft reads so already."))
    withdraw_standing(draft.policy, by=by)
    counts = importing.replace_text(draft, earlier.text, by=by, lineages=earlier.lineages)
    count_on(draft)
    newest = policy.versions.newest()
    if newest:
        tie(draft, newest, pairs_of(draft, newest, earlier))
    where = {"version": earlier.number} if earlier.number else {"row": earlier.row}
    log.record(policy.uuid, "text brought back", by=by, paragraphs=len(earlier.lineages), **where, **counts)
    return counts


def count_on(draft: Version) -> None:
    """A paragraph that comes back goes on from the revision that it had: a page from before must not pass as fresh."""
    gone = Paragraph.history.filter(version=draft, history_type="-").order_by().values("lineage")
    last = dict(gone.annotate(last=Max("revision")).values_list("lineage", "last"))
    for row in draft.paragraphs.filter(lineage__in=last):
        if row.revision <= last[row.lineage]:
            Paragraph.objects.filter(pk=row.pk).update(revision=last[row.lineage] + 1)


def pairs_of(draft: Version, newest: Version, earlier: Earlier) -> set[tuple[int, int]]:
    """Which paragraphs of the newest version those of the draft come from: (its pk, the draft's pk).

    A version's descendants are known from its ties; what stood in a draft keeps the tie that it has, or its lineage's.
    """
    rows = {row.lineage: row.pk for row in draft.paragraphs.all()}
    if earlier.number == newest.number:
        return {(row.pk, rows[row.lineage]) for row in newest.paragraphs.all()}
    if earlier.number:
        version = newest.policy.versions.get(number=earlier.number)
        compared = comparison.compare(version, newest)
        return {(row.after.pk, rows[row.before.lineage]) for row in compared if row.before and row.after}
    pairs = {(tie.before_id, tie.after_id) for tie in draft.descents.all() if tie.before_id and tie.after_id}
    tied = {after for _before, after in pairs}
    own = newest.paragraphs.filter(lineage__in=[lineage for lineage, pk in rows.items() if pk not in tied])
    return pairs | {(row.pk, rows[row.lineage]) for row in own}


def tie(draft: Version, newest: Version, pairs: set[tuple[int, int]]) -> None:
    """Makes the draft's ties these pairs, each of the kind that it is, and says what is new and what has gone."""
    olds = list(newest.paragraphs.values_list("pk", flat=True))
    news = list(draft.paragraphs.values_list("pk", flat=True))
    parts, wholes = Counter(before for before, _after in pairs), Counter(after for _before, after in pairs)
    place = {pk: at for at, pk in enumerate(olds)}
    single = {after: before for before, after in pairs if parts[before] == wholes[after] == 1}
    kept = in_order([(place[single[after]], single[after]) for after in news if after in single])
    wanted: dict = {}
    for before, after in sorted(pairs):
        kind = Kind.KEPT if before in kept else Kind.MOVED
        kind = Kind.SPLIT if parts[before] > 1 else Kind.MERGED if wholes[after] > 1 else kind
        wanted[before, after] = kind
    wanted |= {(None, pk): Kind.NEW for pk in news if pk not in wholes}
    wanted |= {(pk, None): Kind.REMOVED for pk in olds if pk not in parts}
    descents.settle(draft, wanted)


def in_order(places: Iterable[tuple[int, int]]) -> set[int]:
    """The most that can stay while the others move, of (place before, pk) in the order that they have now."""
    ends: list[int] = []
    chains: list[tuple] = []
    for place, pk in places:
        at = bisect_left(ends, place)
        chain = (pk, chains[at - 1] if at else None)
        ends[at : at + 1], chains[at : at + 1] = [place], [chain]
    found, chain = set(), chains[-1] if chains else None
    while chain:
        found.add(chain[0])
        chain = chain[1]
    return found


@transaction.atomic
def bring_wording_back(policy: Policy, past, *, revision: int, by: User) -> Paragraph:
    """Gives one paragraph the words and the form of a row of its history; one that was removed stands there again.

    `revision` is that of the paragraph that the writer saw (0: it was not in the draft): `Stale` when another has
    saved it since. Refused while the draft rests.
    """
    draft = editing.draft_for_writing(policy)
    current = draft.paragraphs.filter(lineage=past.lineage).first()
    form = {"kind": past.kind, "level": past.level, "marker": past.marker}
    if current is None:
        after = place_of(draft, past)
        paragraph = editing.insert(policy, past.text, after=after, kind=past.kind, key=past.lineage, by=by)
        revision = paragraph.revision
        return editing.rewrite(paragraph, past.text, revision=revision, **form, by=by)
    if not revision and current.text != past.text:
        raise Stale(_("Somebody has brought it back since you opened it. Nothing is overwritten."), current)
    return editing.rewrite(current, past.text, revision=revision or current.revision, **form, by=by)


def place_of(draft: Version, past) -> Paragraph | None:
    """The paragraph of the draft to set it after: the nearest that stood before it then and is there still."""
    then = of_moment(past.version, past.history_id)
    lineages: Sequence[UUID] = then.lineages if then else ()
    before = list(lineages)[: lineages.index(past.lineage)] if past.lineage in lineages else []
    known = {row.lineage: row for row in draft.paragraphs.filter(lineage__in=before)}
    return next((known[lineage] for lineage in reversed(before) if lineage in known), None)
