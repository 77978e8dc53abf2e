"""A policy as the public knows it: its published versions with what each went through, in one query."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.domain.still import LONGEST, UNDER_WAY, UNSEEN, Still
from consultation.models import Comment, Consultation, Decision, Disposition
from drafts.models import AttachedText, Edition, Policy, Version
from organisation.models import Event

PREFIXED = ("sv", "en")
# Of so many policies this process keeps the rows.
MOST = 300
KEPT: dict[str, "Kept"] = {}


@dataclass(frozen=True)
class Matter:
    """A published policy and its published versions, oldest first, at one reading of the clock.

    Each version carries `received` (comments that came in; None while more do), `pages` (of its PDF, None without
    one) and, when it was adopted, `adopted_on`, `adopted_by`, `adopted_section`; from `read` also `events`, how many
    its log had from `since` on before anything else was read.
    """

    policy: Policy
    versions: Sequence[Version]
    now: datetime
    since: datetime | None = None

    def version(self, number: int) -> Version | None:
        return next((version for version in self.versions if version.number == number), None)

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    @property
    def adopted(self) -> Version | None:
        """The version that was adopted last."""
        return next((version for version in reversed(self.versions) if version.adopted_on), None)

    @property
    def turns_at(self) -> datetime:
        """When the clock next changes what is said of it, if nobody does anything; the end of time when never."""
        heard = filter(None, map(consultation_of, self.versions))
        turns = [turn for each in heard for turn in (each.opens_at, each.closes_at, each.answers_published_at) if turn]
        return min((turn for turn in turns if turn > self.now), default=datetime.max.replace(tzinfo=UTC))

    def after(self, version: Version) -> Version | None:
        return self.version(version.number + 1)

    def before(self, version: Version) -> Version | None:
        return self.version(version.number - 1)

    def settled(self, version: Version) -> Version | None:
        """The adopted version that settles what was said about this one: itself or a later one."""
        adopted = (later for later in self.versions if later.number >= version.number and later.adopted_on)
        return next(adopted, None)

    def called(self, version: Version) -> str:
        """“Proposal 2” before the decision; “Version 3, adopted” for what was adopted."""
        if version.adopted_on:
            return _("Version %(number)s, adopted") % {"number": version.number}
        return _("Proposal %(number)s") % {"number": version.number}

    def named(self, version: Version) -> str:
        """The same inside a sentence: “proposal 2”, “version 3”."""
        words = _("version %(number)s") if version.adopted_on else _("proposal %(number)s")
        return words % {"number": version.number}

    def title_of(self, version: Version) -> str:
        """The title; a proposal says in it, in the language of the text, that it is one."""
        title, language = version.title or self.policy.title, self.policy.language.split("-")[0]
        if version.adopted_on or language not in PREFIXED or title.lower().startswith(("förslag", "proposal")):
            return title
        kind = self.policy.document_type.name.lower()
        if kind[:4] == title[:4].lower() or kind in title.split()[0].lower():
            title = title[0].lower() + title[1:]
        with translation.override(language):
            return _("Proposal for %(title)s") % {"title": title}


@dataclass(frozen=True, kw_only=True)
class Kept(Still):
    """The versions of a matter, as they were read."""

    rows: bytes


def consultation_of(version: Version) -> Consultation | None:
    """The version's consultation, without asking for it again."""
    return getattr(version, "consultation", None)


def published_answers(version: Version | None) -> bool:
    """Whether the answers to what was said about this version are public."""
    consultation = consultation_of(version) if version else None
    at = consultation.answers_published_at if consultation else None
    return at is not None and at <= timezone.now()


def published_answer(comment: Comment, version: Version) -> Disposition | None:
    """The comment's answer when everybody can read it: all of them are public, or this one by itself."""
    given = comment.disposition
    return given if given and (given.published_at or published_answers(version)) else None


def read(slug: str) -> Matter | None:
    """The public policy at this address; None for one that is not published and for one that does not exist.

    Its rows are kept from one reading to the next while they hold (`still`); each reading has its own.
    """
    now = timezone.now()
    kept = KEPT.get(slug)
    if kept and settings.STORED_PAGES_MB and kept.holds(now):
        return of(pickle.loads(kept.rows), now, kept.since)
    since = now - UNDER_WAY
    found = rows(now).annotate(events=happened(since))
    matter = of(list(found.filter(policy__slug=slug, policy__published_at__isnull=False)), now, since)
    if matter and settings.STORED_PAGES_MB:
        keep(slug, matter)
    return matter


def of(versions: Sequence[Version], now: datetime, since: datetime) -> Matter | None:
    return Matter(versions[0].policy, versions, now, since) if versions else None


def keep(slug: str, matter: Matter) -> None:
    """Keeps the rows for the readings to come."""
    if len(KEPT) >= MOST:
        KEPT.clear()
    KEPT[slug] = Kept(
        chain=matter.policy.uuid, since=matter.since, events=matter.newest.events,
        until=min(matter.turns_at, matter.now + LONGEST), rows=pickle.dumps(matter.versions),
    )  # fmt: skip


def happened(since: datetime) -> Coalesce:
    """How many events that change what is shown the policy's log has; of the same moment as the rows beside it."""
    told = Event.objects.filter(chain=OuterRef("policy__uuid"), at__gte=since).exclude(verb__in=UNSEEN).order_by()
    return Coalesce(Subquery(told.values("chain").annotate(n=Count("pk")).values("n")), 0)


def rows(now: datetime) -> QuerySet[Version]:
    """Published versions with all that a page says of them, oldest first; what came in only once no more does."""
    return built().annotate(received=Case(When(consultation__closes_at__lte=now, then=received())))


def received() -> Subquery:
    """How many comments came in on a version."""
    every = Comment.objects.to_answer().filter(consultation=OuterRef("consultation__pk")).order_by()
    counted = every.values("consultation").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


@cache
def built() -> QuerySet[Version]:
    """What of `rows` is the same at all times, built once."""
    papers = Edition.objects.filter(version=OuterRef("pk"), kind=Edition.Kind.CLEAN, state=Edition.State.READY)
    return (
        Version.objects.published()
        .select_related("policy__document_type", "policy__unit", "consultation")
        .annotate(
            adoption=FilteredRelation("decisions", condition=Q(decisions__kind__in=Decision.ADOPTING)),
            adopted_on=F("adoption__date"),
            adopted_by=F("adoption__body"),
            adopted_section=F("adoption__section"),
            has_beside=Exists(AttachedText.objects.filter(version=OuterRef("pk"))),
            pages=Subquery(papers.order_by("-pk").values("pages")[:1]),
        )
        .order_by("number")
    )
