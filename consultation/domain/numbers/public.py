"""The numbers of a consultation for everybody: persons, submissions, comments, agreements, visits, never mixed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import figures
from consultation.domain.figures import LONGEST, Figures
from consultation.domain.senders import MANY
from consultation.models import Agreement, Comment, Consultation, Visits
from drafts.models import Paragraph

Day = tuple[date, int]
SHOWN_PLACES = 10
# Fewer visits from a site could be one person's, or somebody's who wants to be named here.
FEW = 3


@dataclass(frozen=True)
class Place:
    """A paragraph and the comments that came in on it; no paragraph: the whole text."""

    paragraph: Paragraph | None
    count: int


@dataclass(frozen=True)
class Numbers:
    """All that is counted of one consultation. What a sender withdrew is not counted; what is hidden on the web is."""

    consultation: Consultation
    figures: Figures
    agreements: int
    days: Sequence[Day]
    kinds: Sequence[tuple[str, int]]
    places: Sequence[Place]
    visit_days: Sequence[Day]
    sites: Sequence[tuple[str, int]]

    @property
    def visits(self) -> int:
        return sum(count for _day, count in self.visit_days)

    @property
    def kind_rows(self) -> list[dict]:
        return [{"words": MANY[code], "count": count} for code, count in self.kinds]

    @property
    def site_rows(self) -> list[dict]:
        return [{"words": site_words(name), "count": count} for name, count in self.sites]

    @property
    def place_rows(self) -> list[dict]:
        """The places with most, as rows of components/bars.html of kind m."""
        version = self.consultation.version
        places = sorted((place for place in self.places if place.paragraph), key=lambda place: -place.count)
        return [
            {
                "number": place.paragraph.number,
                "count": place.count,
                "href": reverse("paragraph", args=[version.policy.slug, version.number, place.paragraph.number]),
            }
            for place in places[:SHOWN_PLACES]
        ]

    @property
    def on_whole(self) -> int:
        return sum(place.count for place in self.places if place.paragraph is None)


def of(consultation: Consultation) -> Numbers:
    """The numbers at this moment, in nine queries."""
    comments = Comment.objects.filter(consultation=consultation).to_answer().order_by()
    kinds = Counter(dict(comments.values_list("submission__sender_kind").annotate(n=Count("pk"))))
    visits = visits_of(consultation)
    return Numbers(
        consultation,
        figures.of(consultation),
        Agreement.objects.confirmed().filter(comment__in=comments.values("pk")).count(),
        figures.by_day(consultation),
        kinds.most_common(),
        places(consultation, comments),
        visit_days(consultation, visits),
        sites(visits),
    )


def places(consultation: Consultation, comments: QuerySet) -> list[Place]:
    """Those that have comments, in reading order; the whole text last."""
    counts = dict(comments.values_list("paragraph").annotate(n=Count("pk")))
    rows = consultation.version.paragraphs.filter(pk__in=[pk for pk in counts if pk]).only("number", "version")
    found = [Place(row, counts[row.pk]) for row in rows.order_by("position")]
    return [*found, Place(None, counts[None])] if None in counts else found


def visits_of(consultation: Consultation) -> QuerySet[Visits]:
    """From its announcement on, so many days as are shown; until the next consultation of the policy is announced."""
    first = timezone.localdate(min(consultation.announced_at, consultation.opens_at))
    version = consultation.version
    later = Consultation.objects.filter(version__policy=version.policy_id, version__number__gt=version.number)
    next_one = later.order_by("announced_at").values_list("announced_at", flat=True).first()
    end = min(first + timedelta(days=LONGEST), timezone.localdate() + timedelta(days=1))
    if next_one:
        end = min(end, timezone.localdate(next_one))
    return Visits.objects.filter(policy=version.policy_id, day__gte=first, day__lt=end).order_by()


def visit_days(consultation: Consultation, visits: QuerySet[Visits]) -> list[Day]:
    """(day, visits) for each day from the announcement to the last with visits."""
    counts = dict(visits.values_list("day").annotate(n=Sum("count")))
    first = timezone.localdate(min(consultation.announced_at, consultation.opens_at))
    last = max(counts, default=first)
    return [(day, counts.get(day, 0)) for day in (first + timedelta(days=n) for n in range((last - first).days + 1))]


def sites(visits: QuerySet[Visits]) -> list[tuple[str, int]]:
    """Where they came from, the most common first; "" is none, "…" all that few came from."""
    found: Counter[str] = Counter()
    for name, count in visits.values_list("site").annotate(n=Sum("count")):
        found["…" if name and count < FEW else name] += count
    return found.most_common()


def site_words(name: str) -> str:
    if name == "…":
        return _("other sites")
    return name or _("directly, or from this site")
