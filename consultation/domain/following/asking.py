"""Asking to be told, confirming the address, changing how often, ending it."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.domain.following.places import number_of
from consultation.domain.taking_part.confirming import CONFIRM_WITHIN, refuse_flood, token_hash
from consultation.exceptions import LinkExpired, LinkRefused, LinkUsed
from consultation.models import Confirmation, Consultation, Following
from drafts.models import Policy
from organisation.domain import log, post
from organisation.exceptions import ActRefused
from organisation.models import Municipality


def ask(
    policy: Policy,
    *,
    key: UUID,
    email: str,
    rhythm: str,
    language: str = "sv",
    consultation: Consultation | None = None,
    lineage: UUID | None = None,
) -> Following:
    """Notes who wants to be told of what, and sends the link that confirms it, both or neither.

    The same for an address that follows it already, so that nobody learns who does; its link leads to what it follows.
    Exactly once: the same `key` sends one mail. Refused when the address left too many links unused in an hour.
    """
    place = {"policy": policy, "consultation": consultation, "lineage": lineage, "email": email.lower()}
    try:
        with transaction.atomic():
            return asked(place, key=key, rhythm=rhythm, language=language)
    except IntegrityError:
        twin = Following.objects.filter(uuid=key).first() or Following.objects.filter(**place, ended_at=None).first()
        if twin is None:
            raise
        return twin


def asked(place: dict, *, key: UUID, rhythm: str, language: str) -> Following:
    """`ask`, in the caller's transaction."""
    known = Following.objects.filter(uuid=key).first()
    if known is not None:
        return known
    now = timezone.now()
    refuse_many_links(place["email"], now)
    following = Following.objects.select_for_update().filter(**place, ended_at=None).first() or Following(**place)
    following.uuid = key
    if following.confirmed_at is None:
        following.rhythm, following.language, following.begun_at = rhythm, language, now
    following.save()
    send_link(following, language)
    log.record(following.policy.uuid, "following asked for", following=following.pk)
    return following


def refuse_many_links(address: str, now: datetime) -> None:
    """The limit of the links that confirm comments; they count together."""
    try:
        refuse_flood(address, now)
    except ActRefused:
        raise ActRefused(_("Many links were sent to this address in the last hour. Try again later.")) from None


def send_link(following: Following, language: str) -> None:
    """Writes the mail with the secret link; of the token only the hash is kept."""
    token = secrets.token_urlsafe(16)
    Confirmation.objects.create(
        following=following, token_hash=token_hash(token), expires_at=timezone.now() + CONFIRM_WITHIN
    )
    with translation.override(language):
        context = {
            "following": following,
            "number": number_of(following),
            "municipality": Municipality.current(),
            "link": settings.SITE_ADDRESS + reverse("following-confirm", args=[token]),
            "days": CONFIRM_WITHIN.days,
        }
        post.write(following.email, _("Confirm that you want to follow"), render_to_string("mail/follow.txt", context))


def confirmation_for(token: str) -> Confirmation:
    """The link's row. Refused, in words, when it is unknown, expired or was used, or when the following was ended."""
    rows = Confirmation.objects.select_related("following__policy", "following__consultation")
    found = rows.filter(token_hash=token_hash(token), following__isnull=False).first()
    if found is None or found.following.ended_at is not None:
        raise LinkRefused(_("The link is not valid. Check that the whole address came along."))
    if found.used_at is not None:
        raise LinkUsed(_("The link has already been used. You are told when something happens."))
    if found.expires_at <= timezone.now():
        raise LinkExpired(_("The link has expired. Ask once more to be told."))
    return found


@transaction.atomic
def confirm(token: str) -> Following:
    """Begins the following, once: told is what happens from now on. One that is under way stays as it is."""
    confirmation, now = confirmation_for(token), timezone.now()
    if not Confirmation.objects.filter(pk=confirmation.pk, used_at=None).update(used_at=now):
        raise LinkUsed(_("The link has already been used. You are told when something happens."))
    following = Following.objects.select_for_update().get(pk=confirmation.following_id)
    if following.ended_at is not None:
        raise LinkRefused(_("The link is not valid. Check that the whole address came along."))
    if following.confirmed_at is None:
        following.confirmed_at = following.told_until = now
        following.save(update_fields=["confirmed_at", "told_until"])
        log.record(following.policy.uuid, "following confirmed", following=following.pk)
    return following


@transaction.atomic
def change(followings: Iterable[Following], *, rhythm: str) -> int:
    """How often they are told from now on; how many that changed. What has ended is left alone."""
    wanted = Following.Rhythm(rhythm)
    standing = Following.objects.standing().filter(pk__in=[each.pk for each in followings])
    changed = list(standing.exclude(rhythm=wanted).select_related("policy").select_for_update(of=("self",)))
    for each in changed:
        each.rhythm = wanted
        each.save(update_fields=["rhythm"])
        log.record(each.policy.uuid, "following changed", following=each.pk, rhythm=wanted)
    return len(changed)


@transaction.atomic
def end(followings: Iterable[Following]) -> int:
    """Ends them and forgets the address; how many that were. Ended twice is ended."""
    rows = Following.objects.filter(pk__in=[each.pk for each in followings], ended_at=None)
    ended = list(rows.select_related("policy").select_for_update(of=("self",)).order_by("pk"))
    for each in ended:
        each.email, each.ended_at = "", timezone.now()
        each.save(update_fields=["email", "ended_at"])
        log.record(each.policy.uuid, "following ended", following=each.pk)
    return len(ended)


def forget_unconfirmed(now: datetime, after: timedelta = CONFIRM_WITHIN) -> int:
    """Deletes what nobody confirmed in time, its address with it."""
    _all, counts = Following.objects.filter(confirmed_at=None, begun_at__lte=now - after).delete()
    return counts.get("consultation.Following", 0)
