"""Being told by mail: asked for, confirmed, told once, at most one mail an hour, ended by one click."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from consultation.domain import lifecycle, merging, moderation
from consultation.domain.entering import splitting
from consultation.domain.entering.splitting import Part
from consultation.domain.following import asking, telling
from consultation.models import Comment, Confirmation, Consultation, Following, ModerationAct, Submission
from organisation.domain import post
from organisation.models import Event, OutgoingMail
from tests.base import answer_all, approve, close, comment
from tests.consultation.letters import TIME, enter
from tests.consultation.posting import filled

pytestmark = pytest.mark.django_db
PLACE = "/policies/riktlinjer-for-sociala-medier/"
FRIDA = "frida@example.se"
NO_TIME = timedelta(0)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ask(client, path: str, **more):
    return client.post(f"{path}follow/", filled(email=FRIDA, rhythm="at_once") | more)


def link(pattern: str = r"/following/confirm/[\w-]+/") -> str:
    """The address in the latest mail."""
    return re.search(pattern, OutgoingMail.objects.latest("pk").text)[0]


def manage() -> str:
    return link(r"/following/[\d-]+\.[\w-]+/")


def followed(consultation, *, since: timedelta = HOUR, place: str = "policy", **more) -> Following:
    """Frida follows since a while; `place` is policy, consultation, or the number of a paragraph."""
    at = timezone.now() - since
    paragraph = consultation.version.paragraphs.filter(number=place).first()
    about = {
        "consultation": consultation if place == "consultation" else None,
        "lineage": paragraph.lineage if paragraph else None,
    }
    facts = {"email": FRIDA, "confirmed_at": at, "told_until": at} | about | more
    return Following.objects.create(policy=consultation.version.policy, **facts)


def told(now: datetime | None = None) -> list[str]:
    """The mails that are written at that time."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    telling.tell(now or timezone.now() + 5 * MINUTE)
    return list(OutgoingMail.objects.exclude(pk__in=before).order_by("pk").values_list("text", flat=True))


@pytest.mark.data
def test_who_asks_gets_a_link_and_follows_when_its_button_is_pressed(consultation, client):
    fields = filled(email="Frida@Example.se", rhythm="weekly")
    for _turn in range(2):
        assert client.post(f"{PLACE}v/1/p/1.1/follow/", fields).headers["Location"].endswith("?sent=1")
    assert OutgoingMail.objects.get().recipient == FRIDA
    assert "1.1" in OutgoingMail.objects.get().text
    assert (client.get(link()).status_code, Following.objects.standing().count()) == (200, 0)
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(link(), follow=True, headers={"origin": "null"})
    assert "Riktlinjer för sociala medier" in page.content.decode()
    following = Following.objects.standing().get()
    assert following.lineage == consultation.version.paragraphs.get(number="1.1").lineage
    assert (following.rhythm, following.told_until) == ("weekly", following.confirmed_at)
    assert "no-referrer" in page.headers["Referrer-Policy"]
    assert (client.get(link()).status_code, client.get("/following/confirm/abc/").status_code) == (200, 404)
    assert client.get(link().replace("/following", "")).status_code == 404


def test_a_known_address_gets_the_same_answer_and_stays_as_it_is(consultation, client):
    stranger, known = Client(), followed(consultation, rhythm="weekly")
    answers = [ask(stranger, PLACE), ask(stranger, PLACE, email="ny@example.se")]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {(302, f"{PLACE}follow/?sent=1")}
    subjects = OutgoingMail.objects.values_list("subject", "recipient")
    assert len({subject for subject, _address in subjects}) == 1
    assert {address for _subject, address in subjects} == {FRIDA, "ny@example.se"}
    known.refresh_from_db()
    assert (known.rhythm, Following.objects.filter(email=FRIDA).count()) == ("weekly", 1)


def test_an_address_gets_no_more_than_thirty_unused_links_an_hour(consultation, client):
    sent = Following.objects.create(policy=consultation.version.policy, email=FRIDA)
    expires = timezone.now() + asking.CONFIRM_WITHIN
    Confirmation.objects.bulk_create(
        Confirmation(following=sent, token_hash=str(n), expires_at=expires) for n in range(30)
    )
    answer = ask(client, PLACE)
    assert (answer.status_code, FRIDA in answer.content.decode()) == (200, True)
    assert OutgoingMail.objects.count() == 0
    Confirmation.objects.update(expires_at=expires - HOUR)
    assert ask(client, PLACE).status_code == 302


@pytest.mark.data
def test_what_happens_is_told_once_with_its_links_and_two_headers(cast, consultation):
    followed(consultation, since=DAY)
    (text,) = told()
    assert "/consultations/riktlinjer-for-sociala-medier/" in text
    mail = post.message_of(OutgoingMail.objects.latest("pk")).message()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = urlsplit(mail["List-Unsubscribe"].strip("<>")).path
    assert told() == told(timezone.now() + 2 * HOUR) == []
    strict = Client(enforce_csrf_checks=True)
    assert (strict.get(end).status_code, Following.objects.standing().count()) == (200, 1)
    answers = [strict.post(end, {"List-Unsubscribe": "One-Click"}) for _turn in range(2)]
    assert [(each.status_code, bool(each.cookies)) for each in answers] == [(200, False)] * 2
    assert list(Following.objects.values_list("email", flat=True)) == [""]
    close(consultation)
    assert told(timezone.now() + 3 * HOUR) == []


@pytest.mark.data
def test_one_address_gets_one_mail_an_hour_with_all_that_it_follows(cast, consultation):
    for place in ("policy", "consultation", "1.1"):
        followed(consultation, since=NO_TIME, place=place)
    for number in range(4):
        comment(consultation, "1.1", f"Synpunkt {number}.")
    comment(consultation, "2.1", "Om något annat.")
    moderation.hide(comment(consultation, "1.1"), reason="off_matter", by=cast.meja)
    (text,) = told()
    assert (text.count("- "), text.count("/p/1.1/#comments"), "/p/2.1/" in text) == (1, 1, False)
    assert "Synpunkt" not in text and "Paula" not in text
    assert Following.objects.exclude(mailed_at=None).get().lineage
    after = timezone.now()
    Following.objects.update(mailed_at=after, told_until=after)
    comment(consultation, "1.1", "En till.")
    assert told(after + 50 * MINUTE) == []
    (text,) = told(after + 61 * MINUTE)
    assert text.count("/p/1.1/#s-0007") == 1


def test_weekly_mails_come_on_monday_morning_and_say_nothing_twice(consultation):
    monday = datetime(2026, 3, 30, 5, 3, tzinfo=UTC)  # seven in the morning, the day after summer time began
    happened = monday - 2 * DAY
    Consultation.objects.update(announced_at=happened, opens_at=happened, closes_at=monday + 20 * DAY)
    consultation.version.__class__.objects.published().update(published_at=happened)
    since = monday - 6 * DAY
    followed(consultation, rhythm="weekly", confirmed_at=since, told_until=since)
    assert told(monday - 4 * MINUTE) == []
    assert len(told(monday)) == 1
    assert told(monday + DAY) == told(monday + 7 * DAY) == []
    at_once = followed(consultation, place="consultation", confirmed_at=monday, told_until=monday)
    Consultation.objects.update(closes_at=monday + 8 * DAY)
    assert len(told(monday + 8 * DAY + HOUR)) == 1
    assert told(monday + 14 * DAY) == []
    at_once.refresh_from_db()
    assert at_once.told_until > monday + 8 * DAY


def test_a_worker_that_is_killed_tells_neither_twice_nor_never(consultation, monkeypatch):
    followed(consultation, since=DAY)

    def killed(*args, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Following, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            told()
    assert OutgoingMail.objects.count() == 0
    assert (len(told()), len(told())) == (1, 0)


def test_what_was_written_a_moment_ago_waits_until_it_is_settled(consultation):
    following = followed(consultation, since=DAY)
    assert told(timezone.now() + MINUTE) == []
    following.refresh_from_db()
    assert following.told_until < consultation.announced_at
    assert len(told()) == 1


def test_the_page_of_the_mail_ends_one_ends_all_and_changes_how_often(consultation, client):
    followed(consultation, since=DAY)
    followed(consultation, since=DAY, place="2.1")
    told()
    page = manage()
    body = client.get(page).content.decode().split("<main")[1]
    assert (body.count("unsubscribe/"), "set-cookie" in str(client.get(page).headers).lower()) == (3, False)
    assert client.post(page, {"rhythm": "weekly"}).status_code == 302
    assert set(Following.objects.values_list("rhythm", flat=True)) == {"weekly"}
    one = re.findall(r'action="(/following/[^"]+)"', body)[0]
    assert client.post(one).status_code == 200
    assert Following.objects.standing().count() == 1
    assert client.get(page[:-3] + "x/").status_code == 404


def test_nobody_learns_of_an_address_and_what_is_not_confirmed_is_forgotten(consultation, client):
    ask(client, PLACE)
    client.post(link())
    asked = Following.objects.create(policy=consultation.version.policy, email="glad@example.se")
    assert not any("@" in str(event.facts) for event in Event.objects.all())
    later = timezone.now() + 8 * DAY
    assert (asking.forget_unconfirmed(later), Following.objects.filter(pk=asked.pk).exists()) == (1, False)
    assert Following.objects.standing().count() == 1


def test_answers_and_the_next_version_are_told_in_the_language_of_the_follower(cast, consultation):
    comment(consultation, "1.1")
    close(consultation)
    answer_all(cast, consultation)
    policy = consultation.version.policy
    merging.rewrite(policy.versions.draft().paragraphs.get(number="1.1"), "Tre dagar.", revision=1, by=cast.dan)
    approve(cast, policy)
    followed(consultation, since=NO_TIME, language="sv")
    lifecycle.freeze_revised(policy, by=cast.dan)
    (text,) = told()
    ways = re.findall(r"http://localhost(/sv/[^f].*/)", text)
    assert ways == [f"/sv{PLACE.replace('policies', 'consultations')}report/", f"/sv{PLACE}v/2/"]


def test_the_key_of_a_form_belongs_to_one_wish(consultation, client):
    key = uuid.uuid4()
    wish = {"key": key, "email": FRIDA, "rhythm": "weekly"}
    first = asking.ask(consultation.version.policy, **wish)
    assert asking.ask(consultation.version.policy, **wish).pk == first.pk
    again = asking.ask(consultation.version.policy, **(wish | {"key": uuid.uuid4()}))
    assert (again.pk, OutgoingMail.objects.count()) == (first.pk, 2)


def test_a_comment_is_told_when_it_comes_to_the_web_and_never_again(cast, consultation):
    def told_since(act) -> int:
        """How many comments are told of what `act` does."""
        Following.objects.all().delete()
        followed(consultation, since=NO_TIME, place="1.1")
        act()
        return sum(text.count("/p/1.1/#s-") for text in told())

    held = comment(consultation, "1.1", confirmed=False)
    ModerationAct.objects.create(comment=held, kind="hold", remark="Personnummer?")
    Submission.objects.filter(comments=held).update(confirmed_at=timezone.now())
    Comment.objects.filter(pk=held.pk).update(state="held")
    held.refresh_from_db()
    assert told_since(lambda: moderation.show(held, by=cast.meja)) == 1
    assert told_since(lambda: moderation.hide(held, reason="off_matter", by=cast.meja)) == 0
    held.refresh_from_db()
    assert told_since(lambda: moderation.show(held, by=cast.meja)) == 0
    letter = enter(consultation, cast.dan)
    whole = consultation.version.paragraphs.get(number="1.1")
    assert told_since(lambda: splitting.split(letter, [Part(TIME, whole)], by=cast.dan)) == 1
