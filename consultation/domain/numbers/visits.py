"""Visits: that somebody came to the pages of a policy from elsewhere, on which day, from which site.

No cookie, no address of a visitor, no path of the page they came from. Counted in the process and written now and
then after an answer has gone out; a process that is killed loses what it counted in the last half minute.
"""

import atexit
import ipaddress
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import DatabaseError, connection
from django.utils import timezone

from consultation.models import Consultation, Visits
from drafts.models import Policy

WRITE_AFTER = 30
WRITE_FROM = 100
MOST_SITES = 100
LONGEST_SITE = 100
POLICY = r"/(?:[a-z]{2}/)?(policies|consultations)/([-\w]+)/"
# The pages that one reads; not the forms, nor what a script or a feed reader fetches.
PAGE = re.compile(POLICY + r"(?:report/|draft/|compare/\d+/\d+/|v/\d+/(?:comments/|p/[^/]+/)?)?")
UNDER = re.compile(POLICY)
MACHINE = re.compile(
    r"bot|crawl|spider|slurp|http|curl|wget|python|java/|go-|ruby|perl|libww|feed|fetch|monitor|preview|headless|scan",
    re.I,
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrival:
    """One visit, before it is known which policy the address is of. `inside` is the page of ours that led there."""

    kind: str
    slug: str
    day: date
    site: str
    inside: tuple[str, str] | None = None


def arrival(path: str, headers: Mapping[str, str], host: str, day: date) -> Arrival | None:
    """The visit that a request is; None for machines, for what a browser fetches ahead, for what is no page."""
    page = PAGE.fullmatch(path)
    agent = headers.get("User-Agent", "")
    ahead = "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", "")).lower()
    whole = headers.get("Sec-Fetch-Dest", "document") == "document"
    if page is None or ahead or not whole or not agent or MACHINE.search(agent):
        return None
    name, before = referrer(headers.get("Referer", ""))
    if name != urlsplit(f"//{host}").hostname:
        return Arrival(page[1], page[2], day, site(name))
    inside = UNDER.match(before)
    return Arrival(page[1], page[2], day, "", (inside[1], inside[2]) if inside else None)


def referrer(address: str) -> tuple[str, str]:
    """(host, path) that a browser says it came from; ("", "") for what is no address."""
    try:
        came = urlsplit(address)
        return came.hostname or "", came.path
    except ValueError:
        return "", ""


def site(name: str) -> str:
    """A host as the name of a site; "" for one that is none: a number, a name without a dot, one that is too long."""
    name = name.removeprefix("www.")
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name if "." in name and len(name) <= LONGEST_SITE and re.fullmatch(r"[\w.-]+", name) else ""
    return ""


class Tally:
    """What this process has counted and not written."""

    def __init__(self) -> None:
        self.counts: Counter[Arrival] = Counter()
        self.begun = 0.0
        self.lock = threading.Lock()

    def note(self, one: Arrival) -> None:
        with self.lock:
            if not self.counts:
                self.begun = time.monotonic()
            self.counts[one] += 1

    def take(self, *, due: bool) -> Counter[Arrival]:
        """What is to be written now; with `due` only when it is enough, or has waited long enough."""
        with self.lock:
            few = self.counts.total() < WRITE_FROM and time.monotonic() - self.begun < WRITE_AFTER
            if not self.counts or (due and few):
                return Counter()
            taken, self.counts = self.counts, Counter()
            return taken


TALLY = Tally()


def note(path: str, headers: Mapping[str, str], host: str) -> None:
    """Counts the request if it is a visit."""
    one = arrival(path, headers, host, timezone.localdate())
    if one is not None:
        TALLY.note(one)


def write(*, due: bool = False) -> int:
    """Adds what was counted to the rows, in one statement; how many visits. What cannot be written is let go."""
    counts = TALLY.take(due=due)
    if not counts:
        return 0
    try:
        return add(named(counts))
    except DatabaseError:
        logger.warning("%s visits could not be written.", counts.total(), exc_info=True)
        return 0


def named(counts: Counter[Arrival]) -> Counter[tuple[int, date, str]]:
    """By policy, day and site. Going from page to page of one policy is no visit; nor is what does not exist."""
    slugs = {one.slug for one in counts} | {one.inside[1] for one in counts if one.inside}
    public = Policy.objects.public().filter(slug__in=slugs).values_list("slug", "pk")
    heard = Consultation.objects.filter(slug__in=slugs, version__published_at__isnull=False)
    known = {("policies", slug): pk for slug, pk in public}
    known |= {("consultations", slug): pk for slug, pk in heard.values_list("slug", "version__policy")}
    found: Counter[tuple[int, date, str]] = Counter()
    for one, number in counts.items():
        policy = known.get((one.kind, one.slug))
        if policy is not None and known.get(one.inside) != policy:
            found[policy, one.day, one.site] += number
    return found


def add(counts: Counter[tuple[int, date, str]]) -> int:
    """One upsert. Of more sites a day than MOST_SITES the later ones are counted without their name."""
    if not counts:
        return 0
    table, quote = Visits._meta.db_table, connection.ops.quote_name
    rows = sorted(within_bounds(counts).items())  # in one order, so that two processes do not wait for each other
    values = [
        value
        for (policy, day, name), number in rows
        for value in (policy, connection.ops.adapt_datefield_value(day), name, number)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} (policy_id, day, site, {quote('count')})"
            f" VALUES {', '.join(['(%s, %s, %s, %s)'] * len(rows))} ON CONFLICT (policy_id, day, site)"
            f" DO UPDATE SET {quote('count')} = {quote(table)}.{quote('count')} + excluded.{quote('count')}",
            values,
        )
    return counts.total()


def within_bounds(counts: Counter[tuple[int, date, str]]) -> Counter[tuple[int, date, str]]:
    known: dict[tuple[int, date], set[str]] = {}
    rows = Visits.objects.filter(policy__in={each[0] for each in counts}, day__in={each[1] for each in counts})
    for policy, day, name in rows.values_list("policy", "day", "site"):
        known.setdefault((policy, day), set()).add(name)
    found: Counter[tuple[int, date, str]] = Counter()
    for (policy, day, name), number in counts.items():
        sites = known.setdefault((policy, day), set())
        if name not in sites and len(sites) >= MOST_SITES:
            name = ""
        sites.add(name)
        found[policy, day, name] += number
    return found


def write_when_due(**signal) -> None:
    """After an answer has gone out (Django's request_finished)."""
    write(due=True)


atexit.register(write)
