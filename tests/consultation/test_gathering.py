"""What is said in other channels is gathered from feeds: public ones only, with limits, each entry once."""

import gzip
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultation.domain.gathering import entries, feeds, fetching, reading
from consultation.domain.gathering.reach import PUBLIC, FetchFailed, Reach
from consultation.models import ChannelEntry, ChannelFeed, Submission
from organisation.exceptions import ActRefused
from tests.base import close
from tests.consultation.letters import fields, post

pytestmark = pytest.mark.django_db
ITEM = (
    "<item><title>{0}</title><link>/{0}</link><guid>{0}</guid><dc:creator>Sven Skriftställare</dc:creator>"
    "<description>&lt;p&gt;Två dagar är för långt.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>"
)


def rss(*titles: str, before: str = "") -> bytes:
    said = "".join(ITEM.format(title) for title in titles)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Bloggen</title><link>https://bloggen.example/</link>{said}</channel></rss>"
    ).encode()


class Site(ThreadingHTTPServer):
    """A site whose pages a test lays out: path to (status, headers, body), or to a function of the handler."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, object] = {}
        self.asked: list[tuple[str, dict]] = []
        self.asked_to_end = Event()

    @property
    def address(self) -> str:
        return f"http://feed.example:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path, (404, {}, b""))
        if callable(page):
            page(self)
            return
        status, headers, body = page
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words) -> None:
        pass


class Here(Reach):
    """Reaches this machine by the one name feed.example; every other name is what the public net says."""

    ports = ()

    def __init__(self) -> None:
        self.asked: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return ["127.0.0.1"] if host == "feed.example" and len(self.asked) < 6 else ["10.0.0.1"]

    def may(self, address: str) -> bool:
        return address == "127.0.0.1"


@pytest.fixture
def site():
    server = Site()
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.asked_to_end.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def feed(site, consultation, cast) -> ChannelFeed:
    """A feed with two entries."""
    site.pages["/"] = (200, {"ETag": '"1"'}, rss("ett", "två"))
    added = feeds.add(consultation, f"{site.address}/", by=cast.dan, reach=Here())
    feeds.gather(added.pk, reach=Here())
    added.refresh_from_db()
    return added


def test_a_feed_is_fetched_by_the_worker_and_the_page_says_so_meanwhile(site, dan, consultation, cast):
    site.pages["/"] = (200, {}, b"<html><title>no feed</title></html>")
    added = feeds.add(consultation, f"{site.address}/", by=cast.dan, reach=Here())
    assert not site.asked and DBTaskResult.objects.get(task_path__endswith="gather_feed").args_kwargs["args"] == [
        added.pk
    ]
    page = reverse("channels", args=[consultation.slug])
    assert "Is being fetched now" in dan.get(page).content.decode()
    part = dan.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in part and "<html" not in part
    feeds.gather(added.pk, reach=Here())
    part = dan.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "no feed in RSS or Atom" in part and "Is being fetched now" not in part and "every 2s" not in part


def test_a_feed_that_was_fetched_has_its_entries_in_plain_words(feed, site, dan, consultation):
    assert (feed.title, feed.etag, feed.problem) == ("Bloggen", '"1"', "")
    new = ChannelEntry.objects.get(guid="ett")
    assert (new.words, new.author) == ("Två dagar är för långt.", "Sven Skriftställare")
    assert new.link == "https://bloggen.example/ett"
    page = dan.get(reverse("channels", args=[consultation.slug])).content.decode()
    assert "Bloggen" in page and "Två dagar är för långt." in page and "alert" not in page


@pytest.mark.data
def test_the_worker_fetches_when_it_is_due_and_keeps_each_entry_once(feed, site, consultation):
    assert feeds.ask_due() == 0
    ChannelFeed.objects.update(fetch_after=timezone.now())
    assert (feeds.ask_due(), feeds.ask_due()) == (1, 0)
    assert DBTaskResult.objects.filter(task_path__endswith="gather_feed").count() == 2  # when it was added, and now
    site.pages["/"] = (200, {"ETag": '"2"'}, rss("två", "tre"))
    assert (feeds.gather(feed.pk, reach=Here()), feeds.gather(feed.pk, reach=Here())) == (1, 0)
    assert list(ChannelEntry.objects.order_by("pk").values_list("guid", flat=True)) == ["två", "ett", "tre"]
    site.pages["/"] = (304, {}, b"")
    assert feeds.gather(feed.pk, reach=Here()) == 0
    assert site.asked[-1][1]["If-None-Match"] == '"2"'
    feed.refresh_from_db()
    assert (feed.problem, feed.etag, feed.title) == ("", '"2"', "Bloggen")


def test_a_fault_is_said_and_the_wait_grows_until_it_is_well_again(feed, site):
    site.pages["/"] = (503, {}, b"")
    now = timezone.now()
    ChannelFeed.objects.update(fetched_at=now - timedelta(hours=3))
    feeds.gather(feed.pk, reach=Here())
    feed.refresh_from_db()
    assert feed.problem == "The site answers with the code 503."
    assert timedelta(hours=2, minutes=59) < feed.fetch_after - now < timedelta(hours=3, minutes=1)
    site.pages["/"] = (200, {}, rss("fyra"))
    assert feeds.gather(feed.pk, reach=Here()) == 1
    feed.refresh_from_db()
    assert (feed.problem, feed.fetch_after - timezone.now() < timedelta(minutes=31)) == ("", True)


def test_nothing_is_gathered_once_the_answers_are_published_or_the_feed_is_ended(feed, dan, consultation):
    ChannelFeed.objects.update(fetch_after=timezone.now())
    post(dan, "channel-end", consultation, feed.pk)
    assert (feeds.ask_due(), feeds.gather(feed.pk, reach=Here())) == (0, 0)
    ChannelFeed.objects.update(ended_at=None)
    consultation.answers_published_at = timezone.now()
    consultation.save()
    assert (feeds.ask_due(), feeds.gather(feed.pk, reach=Here())) == (0, 0)


@pytest.mark.data
def test_an_entry_is_entered_with_its_source_in_one_go_and_only_once(feed, dan, consultation):
    entry = ChannelEntry.objects.get(guid="ett")
    address = f"{reverse('submission-enter', args=[consultation.slug])}?entry={entry.pk}"
    page = dan.get(address).content.decode()
    assert "Två dagar är för långt." in page and 'value="https://bloggen.example/ett"' in page
    said = fields(channel="other", source=entry.link, sender_kind="private", organisation="", sender_name=entry.author)
    assert dan.post(address, said).status_code == 302
    entry.refresh_from_db()
    sent = Submission.objects.get()
    assert (entry.state, entry.submission, sent.source) == ("entered", sent, entry.link)
    again = dan.post(address, fields(sender_name="En annan"))
    assert "has been entered already" in again.content.decode() and Submission.objects.count() == 1
    with pytest.raises(ActRefused):
        entries.pass_by(entry, by=sent.entered_by)


def test_an_entry_is_passed_by_and_that_is_taken_back(feed, dan, consultation):
    entry = ChannelEntry.objects.get(guid="ett")
    for act, state in (("pass", "passed"), ("pass", "passed"), ("undo", "new")):
        post(dan, "channel-entry", consultation, entry.pk, act=act)
        entry.refresh_from_db()
        assert entry.state == state


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/f",
        "http://[::1]/f",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/f",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://localhost/",
        "http://127.0.0.1:8080/",
        "ftp://feed.example/",
        "file:///etc/passwd",
        "https://user:secret@feed.example/",
        "http://feed.example\\@127.0.0.1/",
        "http://feed.example/\r\nHost: x",
        "http:///f",
        "javascript:alert(1)",
        "http://feed.example:99999/",
    ],
)
def test_no_address_leads_into_a_house(address):
    with pytest.raises(FetchFailed, match="public net|whole address|ports 80|no site"):
        fetching.fetch(address, reach=PUBLIC)


def test_the_page_refuses_what_is_not_public_and_keeps_what_was_typed(site, dan, consultation):
    answer = post(dan, "channels", consultation, address=f"http://127.0.0.1:{site.server_port}/")
    page = answer.content.decode()
    assert "Only addresses at the ports 80 and 443" in page and f"127.0.0.1:{site.server_port}" in page
    assert "public net" in post(dan, "channels", consultation, address="http://localhost/").content.decode()
    assert not (site.asked or ChannelFeed.objects.exists())


def test_what_was_checked_is_what_is_connected_to_and_every_redirect_is_checked(site):
    site.pages["/"] = (302, {"Location": "/two"}, b"")
    site.pages["/two"] = (301, {"Location": "http://metadata.example/latest"}, b"")
    here = Here()
    with pytest.raises(FetchFailed, match="public net"):
        fetching.fetch(f"{site.address}/", reach=here)
    assert here.asked == ["feed.example", "feed.example", "metadata.example"]
    site.pages["/round"] = (302, {"Location": "/round"}, b"")
    with pytest.raises(FetchFailed, match="too many times"):
        fetching.fetch(f"{site.address}/round", reach=Here())
    assert len([path for path, _headers in site.asked if path == "/round"]) == 4


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A line now and then, for ever."""
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not handler.server.asked_to_end.wait(0.02):
            handler.wfile.write(b"X-A: b\r\n")


def test_what_is_too_large_too_slow_or_broken_off_is_refused(site, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    monkeypatch.setattr(fetching, "LARGEST", 10_000)
    site.pages["/large"] = (200, {}, b"x" * 10_001)
    site.pages["/short"] = (200, {"Content-Length": "500"}, b"x")
    site.pages["/packed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 5_000_000))
    site.pages["/slow"] = drip
    for path, why in (("large", "larger"), ("short", "as it should"), ("packed", "larger"), ("slow", "within")):
        with pytest.raises(FetchFailed, match=why):
            fetching.fetch(f"{site.address}/{path}", reach=Here())


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
)


def test_hostile_xml_does_no_harm():
    body = rss("&i;", "&f;", before=BOMB).replace(b"<link>/&i;</link>", b"<link>javascript:alert(1)</link>")
    said = reading.read(body, "https://bloggen.example/")
    assert [each.link for each in said.entries][0] == ""
    assert all(len(each.title) < 300 and "root" not in each.title + each.words for each in said.entries)
    with pytest.raises(FetchFailed, match="no feed"):
        reading.read(b"<html><title>x</title></html>", "https://bloggen.example/")


def test_a_feed_is_there_once_and_by_those_who_may(feed, site, client, cast, consultation):
    with pytest.raises(ActRefused, match="already"):
        feeds.add(consultation, feed.address, by=cast.dan, reach=Here())
    client.force_login(cast.asa)
    assert client.get(reverse("channels", args=[consultation.slug])).status_code == 403
    close(consultation)
    feeds.end(feed, by=cast.dan)
    assert feeds.add(consultation, feed.address, by=cast.dan, reach=Here()).pk == feed.pk
    feeds.gather(feed.pk, reach=Here())
    assert ChannelEntry.objects.count() == 2
