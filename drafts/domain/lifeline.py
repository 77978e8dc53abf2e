"""One paragraph through all versions: what it came from, what it said in each, what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Max
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from drafts.domain.chronicle import PLACED
from drafts.domain.comparison import drawing, record, words
from drafts.domain.comparison.rows import Row, kind_of, tie_kin
from drafts.models import Descent, Paragraph, Policy, Version


@dataclass
class Stage:
    """What happened to it on the way to one version, and whose hands it went through.

    `ties` are the pks of the Descents, for their causes; `row` is that of the history by which it can be brought back.
    """

    version: Version
    rows: Sequence[Row]
    ties: Sequence[int] = ()
    row: int | None = None
    people: Sequence[str] = ()

    @property
    def kind(self) -> str:
        """The word for the tag: new, edited, moved, split, merged, removed or kept."""
        return next((row.kind for row in self.rows if row.kind != "kept"), "kept")

    @property
    def befores(self) -> list[Paragraph]:
        return list({row.before.pk: row.before for row in self.rows if row.before}.values())

    @property
    def afters(self) -> list[Paragraph]:
        return list({row.after.pk: row.after for row in self.rows if row.after}.values())

    @property
    def numbers(self) -> str:
        """Where it stands in this version; nothing once it is removed."""
        return get_text_list([each.number for each in self.afters], _("and"))

    @property
    def words(self) -> str:
        """What a split, a merge or a move made of what; nothing where it stands where it stood."""
        before, after = ([each.number for each in side] for side in (self.befores, self.afters))
        if self.kind in ("split", "merged"):
            return _("%(old)s became %(new)s") % {
                "old": get_text_list(before, _("and")),
                "new": get_text_list(after, _("and")),
            }
        if not before or not after or before == after:
            return ""
        said = _("moved from %(number)s") if self.kind == "moved" else _("formerly %(number)s")
        return said % {"number": before[0]}

    @property
    def drawn(self) -> list[tuple[str, SafeString]]:
        """(number, safe HTML) of each part: the difference, or the whole of what came or went."""
        found: dict[str, SafeString] = {}
        for row in self.rows:
            html = mark_safe(row.paragraph.html)
            if row.change and row.change["form"] != "same":
                html = drawing.block(row.change, words(row.before), words(row.after))
            number = row.paragraph.number
            found[number] = mark_safe(f"{found[number]} {html}") if number in found else html
        return list(found.items())

    @property
    def remarks(self) -> list[str]:
        return [said for row in self.rows for said in drawing.remarks(row.change)]


@dataclass
class Ties:
    """All ties of a policy, light enough to be followed: (version number, pk, before, after, kind)."""

    rows: Sequence[tuple]
    into: Mapping[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    out_of: Mapping[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.rows:
            self.into[row[3]].append(row)
            self.out_of[row[2]].append(row)


def stages(policy: Policy, lineage: UUID) -> list[Stage]:
    """The paragraph's way through all versions, newest first, its ancestors and what it was split into with it."""
    own = set(Paragraph.objects.filter(version__policy=policy, lineage=lineage).values_list("pk", flat=True))
    fields = ("version__number", "pk", "before", "after", "kind")
    ties = Ties(list(Descent.objects.filter(version__policy=policy).order_by("pk").values_list(*fields)))
    line = follow(own, ties.into, 2) | follow(own, ties.out_of, 3)
    steps: dict[int | None, dict[int, tuple]] = defaultdict(dict)
    for row in ties.rows:
        if row[3] in line or (row[3] is None and row[2] in line):
            steps[row[0]][row[1]] = row
            # What it shares a split or a merge with is told too.
            kin = ties.out_of[row[2]] if row[4] == "split" else ties.into[row[3]] if row[4] == "merged" else ()
            steps[row[0]] |= {each[1]: each for each in kin if each[0] == row[0]}
    shown = line | {pk for step in steps.values() for row in step.values() for pk in (row[2], row[3]) if pk}
    known = Paragraph.objects.filter(pk__in=shown).select_related("version").in_bulk()
    tied = {row[3] for step in steps.values() for row in step.values()}
    found = [stage(policy, number, step.values(), known) for number, step in steps.items()]
    found += [first(known[pk]) for pk in line if pk not in tied]
    found.sort(key=lambda each: (each.version.number is None, each.version.number or 0), reverse=True)
    return with_history(found, lineage)


def follow(start: set[int], ties: Mapping[int, Iterable[tuple]], end: int) -> set[int]:
    """Everything that can be reached along the ties."""
    found, waiting = set(start), list(start)
    while waiting:
        for row in ties.get(waiting.pop(), ()):
            if row[end] and row[end] not in found:
                found.add(row[end])
                waiting.append(row[end])
    return found


def stage(policy: Policy, number: int | None, step: Iterable[tuple], known: Mapping[int, Paragraph]) -> Stage:
    """The step to one version, its differences as they were stored when it was frozen."""
    step = list(step)
    ends = [(known.get(row[2]), known.get(row[3]), row[4]) for row in step]
    stored = record.changes(policy, number, [(row[2], row[3]) for row in step]) if number else {}
    rows = []
    for (before, after, kind), tie in zip(ends, step, strict=True):
        change = stored.get((tie[2], tie[3]))
        rows.append(Row(before, after, kind_of(before, after, kind), stored=change))
    rows.sort(key=lambda row: (row.paragraph.position, row.before.position if row.before else 0))
    tie_kin(rows)
    version = next((after.version for _before, after, _kind in ends if after), None)
    return Stage(version or policy.versions.get(number=number), rows, [row[1] for row in step])


def first(paragraph: Paragraph) -> Stage:
    """Where it begins: no tie leads there."""
    return Stage(paragraph.version, [Row(None, paragraph, "new")])


def with_history(found: list[Stage], lineage: UUID) -> list[Stage]:
    """Each stage with who wrote it, and, where it read otherwise than now, the history row to bring it back by."""
    stood = [(each, stage) for stage in found for each in stage.afters if each.lineage == lineage]
    now = {(each.text, each.kind, each.level) for each, stage in stood if stage.version.is_draft}
    own = {each.pk: stage for each, stage in stood if (each.text, each.kind, each.level) not in now}
    last = Paragraph.history.filter(id__in=own).order_by().values("id").annotate(last=Max("history_id"))
    for each in last:
        own[each["id"]].row = each["last"]
    at = {each.pk: stage for stage in found for each in stage.afters}
    written = Paragraph.history.filter(id__in=at, history_user__isnull=False).order_by("history_id")
    written = written.exclude(history_change_reason=PLACED, history_change_reason__isnull=False)
    for pk, kind, name in written.values_list("id", "history_type", "history_user__name"):
        # That a new draft begins as a copy is nobody's writing.
        if (kind == "~" or at[pk].kind == "new") and name not in at[pk].people:
            at[pk].people = [*at[pk].people, name]
    return found
