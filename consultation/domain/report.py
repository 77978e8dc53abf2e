"""The report of a consultation: every comment, its answer, and the change it led to, read from the rows.

`build` is used by the page and by the PDF. It asks a fixed number of questions of the database,
however many comments there are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import cached_property

from consultation.domain import causes
from consultation.domain.referral import standing
from consultation.domain.referral.standing import Asked
from consultation.domain.report_parts import Answer, Became, Entry, became_of, group, with_elsewhere
from consultation.domain.report_views import View, Words, views_of
from consultation.domain.sentences import changed_by, moved_at
from consultation.models import Change, Consultation, Decision, Override
from consultation.models.disposition import Outcome
from consultation.models.submission import Channel, SenderKind
from drafts.domain import comparison
from drafts.models import Policy, Version

__all__ = ["Answer", "Became", "Entry", "Report", "View", "build"]


@dataclass(frozen=True)
class Report:
    """What was said, answered and changed in one consultation.

    `persons`, `submissions` and `comments` are three different counts. `senders` sums to persons, `channels` to
    submissions, `outcomes` (with "" for those without an answer) to comments. `entries` are in the order of
    the text, the whole text first; `annex` has every comment once, in the order of its number, and `words` reads
    what they say: all at once unless a page asks for those that it shows. `sections` are
    the upper headings of the text, number and words. `asked` are the referral bodies, also those that gave no answer.
    """

    consultation: Consultation
    policy: Policy
    version: Version
    revised: Version | None
    decision: Decision | None
    override: Override | None
    persons: int
    submissions: int
    senders: dict[str, int]
    channels: dict[str, int]
    outcomes: dict[str, int]
    entries: Sequence[Entry]
    annex: Sequence[View]
    words: Words
    sections: dict[str, str] = field(default_factory=dict)
    asked: Sequence[Asked] = ()

    @property
    def comments(self) -> int:
        return len(self.annex)

    @property
    def agreements(self) -> int:
        """How many agreements were given, over all comments; never mixed with the comments."""
        return sum(view.agreed for view in self.annex)

    @property
    def proposed(self) -> bool:
        """Whether the voice is still the administration's: nothing is decided before the decision."""
        return self.decision is None

    @property
    def amended(self) -> Version | None:
        """The version that the meeting made, when it adopted with changes."""
        return self.decision.version if self.decision and self.decision.is_amending else None

    @property
    def published_at(self) -> datetime | None:
        return self.consultation.answers_published_at

    @cached_property
    def not_met(self) -> list[tuple[Entry, Answer]]:
        """The views that are not met, with their reasons, in the order of the text."""
        return [
            (entry, answer) for entry in self.entries for answer in entry.answers if answer.outcome == Outcome.NOT_MET
        ]

    def quoted(self, entries: Iterable[Entry]) -> list[View]:
        """The views that stand for the others at these places, and among what is not met."""
        at = [answer for entry in entries for answer in entry.answers]
        return [answer.first for answer in (*at, *(answer for _entry, answer in self.not_met))]

    @cached_property
    def late(self) -> list[View]:
        """What came in after the closing moment; it stands in its place as well."""
        return [view for view in self.annex if view.late]

    @property
    def asked_counts(self) -> dict[str, int]:
        """How many bodies were asked, and of them answered, abstain and are silent."""
        return standing.counts(self.asked)

    @cached_property
    def changed(self) -> list[Became]:
        """Every change of the text, once."""
        return [change for entry in self.entries for change in entry.changes]

    @cached_property
    def behind(self) -> int:
        """How many comments were tied to a change as its cause."""
        return len({reference for change in self.changed for reference in change.because_of})

    def faults(self) -> list[str]:
        """The comments that do not stand exactly once among the entries, or in the annex; none when it is whole."""
        for_entries = Counter(view.reference for entry in self.entries for view in entry.views)
        for_annex = Counter(view.reference for view in self.annex)
        every = for_entries.keys() | for_annex.keys()
        return sorted(each for each in every if for_entries[each] != 1 or for_annex[each] != 1)


def build(consultation: Consultation) -> Report:
    """The whole report of a consultation, as it stands now.

    Words of comments that are not shown on the web are left out; their place, number and answer stay.
    """
    version = Version.objects.select_related("policy__document_type").get(pk=consultation.version_id)
    policy = version.policy
    revised = policy.versions.published().filter(number=version.number + 1).first()
    decision = deciding(policy, version)
    moved = moved_at(decision) if decision and decision.version != revised else {}
    words = Words(consultation)
    views = views_of(consultation, words)
    return Report(
        consultation=consultation,
        policy=policy,
        version=version,
        revised=revised,
        decision=decision,
        override=Override.objects.filter(version=passed(version, revised, decision)).first(),
        persons=len({view.person for view in views}),
        submissions=len({view.submission for view in views}),
        senders=counted({view.person: view.kind for view in reversed(views)}.values(), SenderKind.values),
        channels=counted({view.submission: view.channel for view in views}.values(), Channel.values),
        outcomes=counted((view.outcome for view in views), [*Outcome.values, ""]),
        entries=entries_of(version, revised, views, moved),
        annex=views,
        words=words,
        asked=standing.asked(consultation),
        sections={row.number: comparison.words(row) for row in version.paragraphs.filter(kind="heading", level=1)},
    )


def deciding(policy: Policy, version: Version) -> Decision | None:
    """The decision that adopted this version or a later one: from then on the outcomes are no proposals."""
    return (
        policy.decisions.filter(kind__in=Decision.ADOPTING, version__number__gte=version.number)
        .order_by("version__number")
        .first()
    )


def passed(version: Version, revised: Version | None, decision: Decision | None) -> Version:
    """The version that went through the gate; what the meeting made of it went through none."""
    if revised is None or (decision and decision.is_amending and decision.version_id == revised.pk):
        return version
    return revised


def counted(kinds: Iterable[str], order: Sequence[str]) -> dict[str, int]:
    """How many of each kind, in the given order, without those that there are none of."""
    counts = Counter(kinds)
    return {kind: counts[kind] for kind in order if counts[kind]}


def entries_of(
    version: Version, revised: Version | None, views: Sequence[View], moved: Mapping[UUID, Change]
) -> list[Entry]:
    """One entry for each paragraph that was commented on or changed, in the order of the text.

    `moved`: what the meeting changed in the revised text, by lineage.
    """
    at = {}
    for view in views:
        at.setdefault(view.paragraph, []).append(view)
    entries = [Entry(None, None, tuple(at[None]), group(at[None]))] if None in at else []
    for before, after, changes in places(version, revised):
        said = at.get(before.pk, []) if before else []
        if said or changes:
            later = moved.get((after or before).lineage)
            later = changed_by(later) if later else None
            entries.append(Entry(before, after, tuple(said), group(said), tuple(changes), later))
    return with_elsewhere(entries)


def places(version: Version, revised: Version | None) -> Iterable[tuple]:
    """(before, after, changes) once for each paragraph of the version, and for each that is new in the next."""
    if revised is None:
        yield from ((paragraph, None, []) for paragraph in version.paragraphs.all())
        return
    rows = comparison.compare(version, revised)
    known = causes.of(revised)
    changes = {}
    for row in rows:
        key = row.before.pk if row.before else f"new {row.after.pk}"
        became = [became_of(row, known)] if row.is_changed else []
        if key not in changes:
            changes[key] = (row.before, row.after, became)
        elif row.kind != "split":  # of a split the first row tells of all parts
            changes[key][2].extend(became)
    yield from changes.values()
