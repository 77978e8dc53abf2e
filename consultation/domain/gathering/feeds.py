"""The feeds that a consultation gathers from: added, fetched when it is time, ended."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.gathering import fetching, reading
from consultation.domain.gathering.fetching import Fetched
from consultation.domain.gathering.reach import PUBLIC, FetchFailed, Reach
from consultation.domain.gathering.reading import Feed, Found
from consultation.models import ChannelEntry, ChannelFeed, Consultation
from consultation.tasks import gather_feed
from drafts.models.policy import DROPPED
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

EVERY = timedelta(minutes=30)
LONGEST_WAIT = timedelta(hours=24)
MOST = 20
LOOK_UP = 2  # seconds that the person waits for the name servers


def add(consultation: Consultation, address: str, *, by: User, reach: Reach = PUBLIC) -> ChannelFeed:
    """Gathers from this address from now on; the worker fetches it at once (`gather`), and says what is wrong with it.

    Refused when the address cannot be fetched from by its looks, when it is there already, when there are as many
    feeds as one consultation may have, and once the answers are published.
    """
    address = address.strip()
    refuse_new(consultation, address)
    parts = fetching.checked(address)
    reach.places(fetching.host_of(parts), fetching.port_of(parts), LOOK_UP)  # in no transaction
    with transaction.atomic():
        consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
        refuse_new(consultation, address)
        now = timezone.now()
        begun = {"added_by": by, "added_at": now, "ended_at": None, "problem": "", "fetch_after": now + EVERY}
        begun |= {"fetched_at": None, "etag": "", "modified": ""}
        feed, _made = ChannelFeed.objects.update_or_create(consultation=consultation, address=address, defaults=begun)
        gather_feed.enqueue(feed.pk)
        log.record(consultation.version.policy.uuid, "feed added", by=by, feed=feed.pk)
    return feed


@transaction.atomic
def end(feed: ChannelFeed, *, by: User) -> None:
    """Gathers from it no more; what was gathered stays."""
    if ChannelFeed.objects.filter(pk=feed.pk, ended_at=None).update(ended_at=timezone.now()):
        log.record(feed.consultation.version.policy.uuid, "feed ended", by=by, feed=feed.pk)


def refuse_new(consultation: Consultation, address: str) -> None:
    """Stops where no further feed can be added."""
    if consultation.answers_published_at is not None:
        raise ActRefused(_("The answers are published. Nothing more is gathered."))
    fed = ChannelFeed.objects.fed().filter(consultation=consultation)
    if fed.filter(address=address).exists():
        raise ActRefused(_("The consultation gathers from this address already."))
    if fed.count() >= MOST:
        raise ActRefused(_("A consultation gathers from at most %(n)s feeds. End one of them first.") % {"n": MOST})


def ask_due() -> int:
    """Gives a job to each feed whose time has come, once; how many. A round of the worker."""
    now, asked = timezone.now(), 0
    due = ChannelFeed.objects.fed().filter(fetch_after__lte=now).exclude(
        consultation__version__policy__state__in=DROPPED
    )  # fmt: skip
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            if ChannelFeed.objects.filter(pk=pk, fetch_after__lte=now).update(fetch_after=now + EVERY):
                gather_feed.enqueue(pk)
                asked += 1
    return asked


def gather(feed_id: int, *, reach: Reach = PUBLIC) -> int:
    """Fetches one feed and keeps what is new in it; how many entries. A job of the worker.

    A fault is kept in words and the wait grows: as long again as it has failed, at most a day.
    """
    feed = ChannelFeed.objects.fed().filter(pk=feed_id).first()
    if feed is None:
        return 0
    try:
        answer = fetching.fetch(feed.address, etag=feed.etag, modified=feed.modified, reach=reach)
        said = reading.read(answer.body, answer.address) if answer.body is not None else None
    except FetchFailed as failure:
        put_off(feed, str(failure))
        return 0
    with transaction.atomic():
        return keep(feed, answer, said)


def put_off(feed: ChannelFeed, problem: str) -> None:
    """Says what went wrong, and when it is tried again."""
    now = timezone.now()
    wait = min(max(EVERY, now - (feed.fetched_at or feed.added_at)), LONGEST_WAIT)
    ChannelFeed.objects.filter(pk=feed.pk).update(problem=problem[:300], fetch_after=now + wait)


def keep(feed: ChannelFeed, answer: Fetched, said: Feed | None) -> int:
    """Writes what was fetched, in the caller's transaction; how many entries are new. None: nothing has changed."""
    now = timezone.now()
    feed.etag, feed.modified = answer.etag, answer.modified
    feed.problem, feed.fetched_at, feed.fetch_after = "", now, now + EVERY
    feed.title = said.title if said else feed.title
    feed.save(update_fields=["etag", "modified", "problem", "fetched_at", "fetch_after", "title"])
    return insert(feed, said.entries) if said else 0


def insert(feed: ChannelFeed, found: Iterable[Found]) -> int:
    """Keeps the entries that are not there yet: each guid once, as it was when it was seen first."""
    known = set(feed.entries.values_list("guid", flat=True))
    new = {each.guid: each for each in reversed(list(found)) if each.guid not in known}
    rows = [
        ChannelEntry(
            feed=feed,
            guid=each.guid,
            title=each.title,
            author=each.author,
            link=each.link,
            words=each.words,
            published_at=each.published_at,
        )
        for each in new.values()
    ]
    ChannelEntry.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
