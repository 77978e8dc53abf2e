"""The page of a comparison: sections with what changed in them, why, and the comments behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from consultation.domain import causes, kinds
from consultation.domain.alterations import Altered, Told, trail
from consultation.domain.causes import Cause
from consultation.domain.matter import Matter, consultation_of, published_answers
from consultation.domain.neighbours import asked_before, led_to
from consultation.models import Comment, Consultation, Decision
from drafts.domain import comparison
from drafts.domain.comparison import Row
from drafts.domain.comparison.ancestry import Step
from drafts.models import Paragraph, Policy, Version


@dataclass
class Run:
    """Paragraphs in a row that did not change."""

    rows: list[Row] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        first, last = self.rows[0].after.number, self.rows[-1].after.number
        return first if first == last else f"{first}–{last}"


@dataclass
class Part:
    """A heading and what stands under it: changed paragraphs and runs of unchanged ones."""

    heading: Paragraph | None
    pieces: list[Altered | Run] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(isinstance(piece, Altered) for piece in self.pieces)


@dataclass
class Redline:
    """The whole comparison. `public`: whether the public may be told the causes of any step of it."""

    parts: Sequence[Part]
    altered: Sequence[Altered]
    kept: int
    paragraphs: int
    received: int = 0
    public: bool = False

    @property
    def sums(self) -> list[tuple[int, str]]:
        """How many of each kind, in words."""
        found: dict[str, int] = {}
        for each in self.altered:
            found[each.kind] = found.get(each.kind, 0) + 1
        return [(n, kinds.counted(kind, n)) for kind, n in found.items()]

    @property
    def behind(self) -> int:
        """How many comments are behind the changes."""
        return len({comment.pk for each in self.altered for told in each.told for comment in told.cause.comments})


Tell = Callable[[Row, Step], Told | None]


def read(matter: Matter, before: Version, after: Version) -> Redline:
    """Two published versions: the causes of every step between, where the answers that led to it are public."""
    asked = heard(matter, before, after)
    rows = comparison.compare(before, after)
    known = causes_of(matter.policy, rows, asked) if asked else {}
    numbers = {row.before.pk: row.before.number for row in rows if row.before}

    def tell(row: Row, step: Step) -> Told | None:
        version = asked.get(step.version)
        if version is None or step.tie not in known:
            return None
        consultation = consultation_of(version)
        href = reverse("report", args=[consultation.slug]) if consultation else ""
        cause, name = known[step.tie], matter.named(led_to(matter, step.version))
        told = Told(cause, step.kind, name, href, consultation)
        if version.pk != before.pk or not cause.comments:
            return told
        return stands_at(told, row, numbers, [matter.policy.slug, before.number])

    page = lay(rows, matter.named(before), tell)
    spoken = spoken_of(before) if published_answers(before) else {}
    for each in page.altered:
        each.steps = trail(matter, after, each)
        each.said = sum(spoken.get(paragraph.pk, 0) for paragraph in each.befores) if each.told else 0
    page.public = bool(asked)
    page.received = sum(version.received or 0 for version in {each.pk: each for each in asked.values()}.values())
    return page


def stands_at(told: Told, row: Row, numbers: dict[int, str], text: list) -> Told:
    """With the way to every place where comments behind the change stand; its own paragraph first, if some do there."""
    own = row.before.number if row.before else ""
    found = dict.fromkeys(numbers.get(comment.paragraph_id, "") for comment in told.cause.comments)
    ways = {}
    for number in sorted(found, key=lambda number: number != own or not number):
        page, which = ("paragraph", [number]) if number else ("whole", [])
        ways[number] = reverse(page, args=[*text, *which])
    (_first, href), *others = ways.items()
    return replace(told, href=href, others=others)


def read_inside(policy: Policy, before: Version, after: Version, *, to_comments: bool = True) -> Redline:
    """Two versions, published or not, or the draft: every cause that has been written.

    `to_comments`: whether it leads on to the comments, for who may see them.
    """
    rows = comparison.compare(before, after)
    known = causes_of(policy, rows)
    rounds = {
        each.version.number: each
        for each in Consultation.objects.filter(version__policy=policy).select_related("version")
    }

    def tell(_row: Row, step: Step) -> Told | None:
        if step.tie not in known:
            return None
        number = step.version
        name = _("version %(number)s") % {"number": number} if number else _("the draft")
        last = max((each for each in rounds if number is None or each < number), default=None)
        href = reverse("triage", args=[rounds[last].slug]) if last and to_comments else ""
        return Told(known[step.tie], step.kind, name, href, rounds.get(last))

    return lay(rows, _("version %(number)s") % {"number": before.number}, tell)


def lay(rows: Sequence[Row], first: str, tell: Tell) -> Redline:
    """Every row of the comparison in its section; the parts of a split or a merge as one change."""
    parts, altered, laid = [Part(None)], [], set()
    for row in rows:
        if row.after and row.after.is_heading:
            parts.append(Part(row.after))
        if row.is_changed and row.ends not in laid:
            kin = row.kin or [row]
            laid |= {each.ends for each in kin}
            told = {step.tie: tell(each, step) for each in kin for step in each.steps}
            altered.append(Altered(kin, first, once(each for each in told.values() if each)))
            parts[-1].pieces.append(altered[-1])
        elif not row.is_changed and not row.after.is_heading:
            unchanged(parts[-1]).rows.append(row)
    kept = sum(not row.is_changed for row in rows)
    befores = {row.before.pk for row in rows if row.before}
    return Redline([part for part in parts if part.heading or part.pieces], altered, kept, len(befores))


def once(told: Iterable[Told]) -> list[Told]:
    """The causes of a split or a merge, which hang on each of its ties: those that say the same are told once."""
    found: dict[tuple, Told] = {}
    for each in told:
        cause = each.cause
        behind = tuple(comment.pk for comment in cause.comments)
        found.setdefault((each.name, each.kind, cause.kind, cause.reason, behind), each)
    return list(found.values())


def unchanged(part: Part) -> Run:
    """The run that the next unchanged paragraph belongs to."""
    if not part.pieces or not isinstance(part.pieces[-1], Run):
        part.pieces.append(Run())
    return part.pieces[-1]


def heard(matter: Matter, before: Version, after: Version) -> dict[int, Version]:
    """For each step after `before` the published version before it, where the causes of the step are public.

    They are where it was heard and its answers are published, and where the step was made at the meeting.
    """
    at_meetings = amended(matter.policy)
    found = {}
    for number in range(before.number + 1, after.number + 1):
        asked = asked_before(matter, number)
        if number in at_meetings or (consultation_of(asked) and published_answers(asked)):
            found[number] = asked
    return found


def amended(policy: Policy) -> set[int]:
    """The numbers of the versions that a body made when it adopted with changes."""
    return set(policy.decisions.filter(kind=Decision.Kind.AMEND).values_list("version__number", flat=True))


def causes_of(policy: Policy, rows: Sequence[Row], within: Mapping | None = None) -> dict[int, Cause]:
    """The causes at the steps of these rows, by the pk of the tie; of the versions `within`, or of all."""
    steps = {step.version for row in rows for step in row.steps if within is None or step.version in within}
    versions = [version for version in policy.versions.all() if version.number in steps]
    return causes.of(*versions) if versions else {}


def spoken_of(version: Version) -> dict[int, int]:
    """How many comments each paragraph of a version got, by its pk."""
    rows = Comment.objects.to_answer().filter(consultation__version=version, paragraph__isnull=False).order_by()
    return dict(rows.values_list("paragraph_id").annotate(n=Count("pk")))
