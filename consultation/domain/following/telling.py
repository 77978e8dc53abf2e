"""Mails to followers: everything of one address in one mail, at most one an hour, each thing once.

What a following was told of is kept beside the mail, in one transaction: a worker that is killed tells neither twice
nor never. News of the last two minutes waits, since a transaction that wrote it may not have ended.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.domain.following import words
from consultation.domain.following.asking import forget_unconfirmed
from consultation.domain.following.handles import end_address, manage_address
from consultation.domain.following.news import News, Span, happened
from consultation.models import Following
from organisation.domain import post
from organisation.models import Municipality, OutgoingMail

SETTLED = timedelta(minutes=2)
APART = timedelta(hours=1)
LOOK_EVERY = 60
MONDAY_AT = 7
AT_ONCE, WEEKLY = Following.Rhythm.AT_ONCE, Following.Rhythm.WEEKLY
ONE_BY_ONE = 3
# So that other jobs, such as the links that confirm a comment, need not wait for thousands of mails.
MOST_IN_A_ROUND = 100
_looked = {"at": -float(LOOK_EVERY)}


@dataclass(frozen=True)
class Line:
    """One line of a mail."""

    words: str
    address: str


def look() -> int:
    """For the worker's rounds: tells what there is once a minute, or goes on where that was not all; how many."""
    if time.monotonic() - _looked["at"] < LOOK_EVERY:
        return 0
    forget_unconfirmed(timezone.now())
    written = tell(timezone.now(), most=MOST_IN_A_ROUND)
    if written < MOST_IN_A_ROUND:
        _looked["at"] = time.monotonic()
    return written


def tell(now: datetime, most: int | None = None) -> int:
    """Writes the mails that are due at `now`, at most so many; how many. Followers without news cost no queries."""
    until = now - SETTLED
    followings = due(until)
    if not followings:
        return 0
    lineages = {each.lineage for each in followings} - {None}
    span = Span(min(each.told_until for each in followings), until, {each.policy_id for each in followings})
    found = happened(span, lineages)
    busy = {each.pk for each in followings if of_each(each, found)}
    quiet(followings, busy, until)
    recent = recently_mailed({each.email for each in followings if each.pk in busy}, now)
    by_address = defaultdict(list)
    for each in followings:
        if each.pk in busy and each.email not in recent:
            by_address[each.email].append(each.pk)
    return sum(tell_one(address, own, found, until, now) for address, own in list(by_address.items())[:most])


def due(until: datetime) -> list[Following]:
    """Those that may be told something at this time: at once always, weekly since Monday morning."""
    rows = Following.objects.standing().filter(told_until__lt=until).select_related("policy")
    monday = last_monday(until)
    return [each for each in rows if each.rhythm == AT_ONCE or each.told_until < monday]


def last_monday(when: datetime) -> datetime:
    """The latest Monday at seven in the morning, Swedish time, up to then."""
    local = timezone.localtime(when)
    morning = local.replace(hour=MONDAY_AT, minute=0, second=0, microsecond=0) - timedelta(days=local.weekday())
    return morning if morning <= local else morning - timedelta(days=7)


def of_each(following: Following, found: Sequence[News]) -> list[News]:
    """What of it this following has not told yet."""
    asked = (following.policy_id, following.consultation_id, following.lineage)
    return [each for each in found if each.when > following.told_until and each.concerns(*asked)]


def quiet(followings: Sequence[Following], busy: Collection[int], until: datetime) -> None:
    """Brings those without news up to date: weekly ones wait for the next Monday, the others look less far back."""
    behind = [
        each.pk
        for each in followings
        if each.pk not in busy and (each.rhythm == WEEKLY or each.told_until < until - APART)
    ]
    Following.objects.filter(pk__in=behind).update(told_until=until)


def recently_mailed(addresses: Collection[str], now: datetime) -> set[str]:
    """Those that got such a mail less than an hour ago."""
    rows = Following.objects.filter(email__in=addresses, mailed_at__gt=now - APART)
    return set(rows.values_list("email", flat=True))


@transaction.atomic
def tell_one(address: str, own: Collection[int], found: Sequence[News], until: datetime, now: datetime) -> int:
    """One mail with all that is new to one reader, and how far each following has told; 0 when there is none."""
    every = list(
        Following.objects.standing().filter(email=address).select_related("policy").select_for_update(of=("self",))
    )
    if any(each.mailed_at and each.mailed_at > now - APART for each in every):
        return 0  # another worker was faster
    told = {}
    telling = [each for each in every if each.pk in own and each.told_until < until]
    for following in telling:
        for each in of_each(following, found):
            if not (told_by_another(each, following, every) or told_by_letter(each, address)):
                told[each.policy.pk, each.key] = each
    for following in telling:
        following.told_until = until
        following.mailed_at = now if told else following.mailed_at
        following.save(update_fields=["told_until", "mailed_at"])
    if told:
        write(telling, sorted(told.values(), key=lambda each: each.when))
    return int(bool(told))


def told_by_another(news: News, following: Following, every: Sequence[Following]) -> bool:
    """Whether a reader who wants this at once hears of it there, so that the weekly mail does not say it again."""
    return following.rhythm == WEEKLY and any(
        other.rhythm == AT_ONCE
        and other.confirmed_at < news.when
        and news.concerns(other.policy_id, other.consultation_id, other.lineage)
        for other in every
    )


def told_by_letter(news: News, address: str) -> bool:
    """Whether the answer went by letter to this very reader, who had asked."""
    asked = news.kind == "answered" and news.about.submission.email.lower() == address.lower()
    return asked and news.about.letters.exists()


def write(followings: Sequence[Following], told: Sequence[News]) -> OutgoingMail:
    """The mail, in the language that the reader chose last."""
    with translation.override(max(followings, key=lambda each: each.begun_at).language):
        context = {
            "policies": parts(told),
            "municipality": Municipality.current(),
            "manage": manage_address(followings),
        }
        subject = words.title(told[0]) if len(told) == 1 else _("News of what you follow")
        text = render_to_string("mail/news.txt", context)
        return post.write(followings[0].email, subject, text, unsubscribe=end_address(followings))


def parts(told: Sequence[News]) -> list[tuple[str, list[Line]]]:
    """(title of a policy, its lines): many comments on one paragraph are counted in one line."""
    found = []
    for policy, own in groupby(
        sorted(told, key=lambda each: (each.policy.title, each.policy.pk)), key=lambda each: each.policy
    ):
        heaps = defaultdict(list)
        for each in own:
            heaps[(each.kind, each.lineage) if each.lineage else each.key].append(each)
        found.append((policy.title, [line for heap in heaps.values() for line in lines(heap)]))
    return found


def lines(heap: Sequence[News]) -> list[Line]:
    """A line each for a few, one line for more."""
    if len(heap) <= ONE_BY_ONE:
        return [Line(words.words(each), settings.SITE_ADDRESS + words.path(each)) for each in heap]
    last = heap[-1]
    page = words.path(last).partition("#")[0]
    said = words.many(last.kind, last.about.paragraph.number, len(heap))
    return [Line(said, f"{settings.SITE_ADDRESS}{page}#comments")]
