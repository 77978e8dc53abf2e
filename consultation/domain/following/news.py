"""What has happened that the public may know, read from the rows: mails to followers and feeds say the same."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from consultation.models import Comment, Consultation, Decision, Extension, ModerationAct
from drafts.models import Policy, Version
from organisation.models import Event

EVER = datetime(1970, 1, 1, tzinfo=UTC)
CLOSES_SOON = timedelta(days=3)
# A version that was published with its consultation is told of by the consultation.
TOGETHER = timedelta(minutes=1)
Act = ModerationAct.Kind
OF_SHOWING = (Act.HOLD, Act.SHOW, Act.HIDE, Act.PROPOSE)


@dataclass(frozen=True)
class News:
    """One thing that happened. `key` is the same for ever within its policy; `about` is the row that tells of it."""

    kind: str
    when: datetime
    policy: Policy
    key: str
    about: Consultation | Version | Decision | Extension | Comment
    consultation: int | None = None
    lineage: UUID | None = None

    def uuid(self, *more: str) -> UUID:
        """Its name in a feed: from the policy's own uuid and the key, so that it outlives the host and the pk."""
        return uuid5(self.policy.uuid, "/".join([self.key, *more]))

    def concerns(self, policy: int | None, consultation: int | None, lineage: UUID | None) -> bool:
        """Whether who follows that is told: of a consultation not the others, of comments only at that place."""
        if policy is not None and policy != self.policy.pk:
            return False
        if consultation is not None and self.consultation not in (None, consultation):
            return False
        return self.lineage is None or self.lineage == lineage


@dataclass(frozen=True)
class Span:
    """From when, not with it, until when, with it; of which policies (None: all); of each kind the newest `limit`."""

    since: datetime
    until: datetime
    policies: Collection[int] | None = None
    limit: int | None = None

    def holds(self, when: datetime | None) -> bool:
        return when is not None and self.since < when <= self.until

    def at(self, *fields: str) -> Q:
        """That one of the fields lies in it."""
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__gt": self.since, f"{field}__lte": self.until})
        return found

    def of(self, rows: QuerySet, policy: str, newest: str) -> QuerySet:
        """The rows of these policies, the newest first."""
        if self.policies is not None:
            rows = rows.filter(**{f"{policy}__in": self.policies})
        return rows.order_by(F(newest).desc(nulls_last=True), "-pk")[: self.limit]


def news(
    policy: Policy | None = None,
    consultation: Consultation | None = None,
    lineage: UUID | None = None,
    *,
    since: datetime = EVER,
    until: datetime,
    limit: int | None = None,
) -> list[News]:
    """What happened after `since` up to `until` to what is followed, the oldest first; all policies when none is said.

    Nothing of what the public may not see. Of a paragraph (`lineage`) also the comments shown on it.
    """
    policies = None if policy is None else [policy.pk]
    every = happened(Span(since, until, policies, limit), [lineage] if lineage else [])
    asked = (policy and policy.pk, consultation and consultation.pk, lineage)
    found = [each for each in every if each.concerns(*asked)]
    return found[-limit:] if limit else found


def happened(span: Span, lineages: Collection[UUID] = ()) -> list[News]:
    """All of it, the oldest first, in at most seven queries."""
    found = [*dates(span), *extensions(span), *versions(span), *decisions(span)]
    if lineages:
        found += [*comments(span, lineages), *answers(span, lineages)]
    return sorted(found, key=lambda each: (each.when, each.key))


def dates(span: Span) -> Iterator[News]:
    """What a consultation went through, by its dates."""
    rows = Consultation.objects.filter(version__published_at__isnull=False).select_related("version__policy")
    soon = Q(closes_at__gt=span.since + CLOSES_SOON, closes_at__lte=span.until + CLOSES_SOON)
    rows = rows.filter(span.at("announced_at", "opens_at", "closes_at", "answers_published_at") | soon)
    for row in span.of(rows, "version__policy", "announced_at"):
        for kind, when, day in moments(row):
            if span.holds(when):
                key = "/".join(["consultation", str(row.version.number), kind, *day])
                yield News(kind, when, row.version.policy, key, row, row.pk)


def moments(row: Consultation) -> Iterator[tuple[str, datetime | None, list[str]]]:
    """(kind, when, what tells it from another of its kind). A later closing date is closed anew."""
    closing = [row.closes_at.strftime("%Y-%m-%dT%H:%M")]
    yield "announced", row.announced_at, []
    if row.opens_at > row.announced_at:
        yield "opened", row.opens_at, []
    if row.closes_at - CLOSES_SOON > max(row.opens_at, row.announced_at):
        yield "closing", row.closes_at - CLOSES_SOON, closing
    yield "closed", row.closes_at, closing
    yield "answers", row.answers_published_at, []


def extensions(span: Span) -> Iterator[News]:
    rows = Extension.objects.filter(span.at("at"), consultation__version__published_at__isnull=False)
    rows = rows.select_related("consultation__version__policy")
    for row in span.of(rows, "consultation__version__policy", "at"):
        version = row.consultation.version
        key = f"consultation/{version.number}/extended/{row.closes_at:%Y-%m-%dT%H:%M}"
        yield News("extended", row.at, version.policy, key, row, row.consultation_id)


def versions(span: Span) -> Iterator[News]:
    adopting = Decision.objects.filter(version=OuterRef("pk"), in_force_from__isnull=False)
    rows = Version.objects.published().filter(span.at("published_at")).select_related("policy", "consultation")
    for row in span.of(rows.annotate(is_adopted=Exists(adopting)), "policy", "published_at"):
        consultation = getattr(row, "consultation", None)
        if consultation is None or abs(consultation.announced_at - row.published_at) > TOGETHER:
            yield News("published", row.published_at, row.policy, f"version/{row.number}", row)


def decisions(span: Span) -> Iterator[News]:
    rows = Decision.objects.filter(
        span.at("recorded_at"), policy__published_at__isnull=False, version__published_at__isnull=False
    ).select_related("policy", "version")
    for row in span.of(rows, "policy", "recorded_at"):
        key = f"decision/{row.body}/{row.date}/{row.section}"
        yield News("decided", row.recorded_at, row.policy, key, row)


def shown_at(lineages: Collection[UUID]) -> QuerySet[Comment]:
    """The shown comments at those places, with what says when each was first shown."""
    acts = ModerationAct.objects.filter(comment=OuterRef("pk"), kind__in=OF_SHOWING).order_by("pk")
    return (
        Comment.objects.shown()
        .filter(paragraph__lineage__in=lineages, consultation__version__published_at__isnull=False)
        .select_related("submission", "paragraph__version", "policy", "disposition")
        .annotate(
            first_act=Subquery(acts.values("kind")[:1]),
            first_act_at=Subquery(acts.values("at")[:1]),
            let_through_at=Subquery(acts.filter(kind=Act.SHOW).values("at")[:1]),
        )
    )


def first_shown(comment: Comment) -> datetime:
    """When a comment of `shown_at` came to the web: confirmed, or let through where it was held before that."""
    came = comment.submission.confirmed_at or comment.submission.received_at
    held_first = comment.first_act == Act.SHOW or (comment.first_act == Act.HOLD and comment.first_act_at <= came)
    return max(came, comment.let_through_at) if held_first and comment.let_through_at else came


def comments(span: Span, lineages: Collection[UUID]) -> Iterator[News]:
    """Each comment once, when it was first shown; what is hidden now is not told."""
    made = made_of_letters(span)
    came = span.at("submission__confirmed_at", "let_through_at") | Q(number__in={number for _chain, number in made})
    came |= Q(submission__confirmed_at=None) & span.at("submission__received_at")
    for row in span.of(shown_at(lineages).filter(came), "policy", "submit_date"):
        when = max(first_shown(row), made.get((row.policy.uuid, row.number), EVER))
        if span.holds(when):
            yield said("comment", when, row)


def made_of_letters(span: Span) -> dict[tuple[UUID, int], datetime]:
    """When officials made a comment from a letter that had come in before, by policy and number; the log says it."""
    rows = Event.objects.filter(span.at("at"), verb="letter split")
    if span.policies is not None:
        rows = rows.filter(chain__in=Policy.objects.filter(pk__in=span.policies).values("uuid"))
    facts = rows.values_list("chain", "at", "facts")
    return {(chain, number): at for chain, at, said in facts for number in said.get("comments", [])}


def answers(span: Span, lineages: Collection[UUID]) -> Iterator[News]:
    """Answers that were published by themselves, before all the others."""
    rows = shown_at(lineages).filter(span.at("disposition__published_at"))
    for row in span.of(rows, "policy", "disposition__published_at"):
        yield said("answered", row.disposition.published_at, row)


def said(kind: str, when: datetime, row: Comment) -> News:
    key = f"comment/{row.number}/{kind}"
    return News(kind, when, row.policy, key, row, row.consultation_id, row.paragraph.lineage)


def newest(found: Iterable[News]) -> datetime:
    """When the last of it happened."""
    return max((each.when for each in found), default=EVER)
