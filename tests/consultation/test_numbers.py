"""Visits and the numbers of a consultation: counted without a trace of who, and never mixed."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultation.domain.numbers import first, public, visits
from consultation.models import Agreement, Visits
from tests.base import announce, close, comment, make_policy

pytestmark = pytest.mark.django_db
SLUG = "riktlinjer-for-sociala-medier"
PAGE = f"/policies/{SLUG}/v/1/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _nothing_counted():
    visits.TALLY.take(due=False)
    yield
    visits.TALLY.take(due=False)


def open_page(path: str = PAGE, came_from: str = "", **headers) -> Client:
    client = Client()
    told = {"user-agent": FIREFOX, "sec-fetch-dest": "document"} | ({"referer": came_from} if came_from else {})
    client.get(path, headers=told | {name.replace("_", "-"): value for name, value in headers.items()})
    return client


def counted() -> dict[str, int]:
    visits.write()
    return dict(Visits.objects.values_list("site", "count"))


@pytest.mark.data
def test_a_visit_is_counted_with_the_name_of_the_site_alone_and_without_a_cookie(consultation):
    came = ["", "https://www.ekebyposten.example/nyheter?id=3#x", "https://ekebyposten.example/", "http://192.0.2.7/"]
    came += ["http://[::1]/", "http://intranet/", "javascript:x", "http://[", "https://" + "a" * 120 + ".example/"]
    clients = [open_page(came_from=each) for each in came]
    assert [client.cookies for client in clients if client.cookies] == []
    assert Visits.objects.count() == 0  # written after the answer, not in it
    assert counted() == {"": 7, "ekebyposten.example": 2}
    open_page(came_from="https://ekebyposten.example/")
    assert counted() == {"": 7, "ekebyposten.example": 3}
    assert Visits.objects.get(site="").day == timezone.localdate()


def test_machines_and_what_is_no_page_are_not_counted(consultation):
    for agent in ("", "Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5", "python-requests/2"):
        open_page(user_agent=agent)
    open_page(sec_purpose="prefetch;prerender")
    open_page(sec_fetch_dest="empty")
    apart = [PAGE + each for each in ("p/1.1/comment/", "p/9.9/", "p/1.1/thread/")]
    for path in [*apart, f"{PAGE[:-1]}.md", "/", "/policies/", "/policies/nej/", f"/feeds/policies/{SLUG}.atom"]:
        open_page(path)
    assert counted() == {}


def test_going_on_within_a_policy_is_one_visit(cast, consultation):
    announce(cast, make_policy(cast, title="En annan plan"))
    ours = "http://testserver"
    open_page(f"/consultations/{SLUG}/")
    open_page(PAGE, f"{ours}/consultations/{SLUG}/")
    open_page(f"/sv{PAGE}p/1.1/", f"{ours}{PAGE}")
    open_page("/policies/en-annan-plan/", f"{ours}{PAGE}")
    open_page("/policies/en-annan-plan/", f"{ours}/")
    visits.write()
    assert sorted(Visits.objects.values_list("policy__slug", "count")) == [("en-annan-plan", 2), (SLUG, 1)]


def test_what_is_counted_is_written_when_it_is_enough_or_has_waited(consultation, monkeypatch):
    for _turn in range(3):
        open_page()
    assert Visits.objects.count() == 0
    monkeypatch.setattr(visits, "WRITE_FROM", 4)
    open_page()
    assert Visits.objects.get().count == 4
    monkeypatch.setattr(visits, "WRITE_AFTER", 0)
    open_page()
    assert Visits.objects.get().count == 5


def test_a_flood_of_made_up_sites_is_counted_without_their_names(consultation, monkeypatch):
    monkeypatch.setattr(visits, "MOST_SITES", 3)
    for number in range(6):
        open_page(came_from=f"https://s{number}.example/")
    found = counted()
    assert (len(found), sum(found.values())) == (4, 6)


def test_the_page_and_its_table_show_the_same_numbers_and_mix_none(cast, consultation, client):
    consultation.opens_at = consultation.announced_at = timezone.now() - timedelta(days=3)
    consultation.save()
    one = comment(consultation, "1.1", name="Paula")
    comment(consultation, "1.1", name="Paula")
    comment(consultation, None, name="Petra", confirmed=False)
    now = timezone.now()
    for number in range(5):
        Agreement.objects.create(comment=one, key=one_uuid(number), email=f"{number}@x.se", confirmed_at=now)
    policy = consultation.version.policy
    for site, count in (("", 7), ("ekebyposten.example", 3), ("=cmd|x.example", 4), ("a.example", 1), ("b.example", 2)):
        Visits.objects.create(policy=policy, day=timezone.localdate(), site=site, count=count)
    Visits.objects.create(policy=policy, day=date(2020, 1, 1), count=99)
    page = client.get(f"/consultations/{SLUG}/").content.decode().split("<main")[1]
    assert page.count("<svg viewBox") == 2
    assert "a.example" not in page and "ekebyposten.example" in page
    answer = client.get(f"/consultations/{SLUG}/numbers.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:6]] == ["2", "3", "3", "5", "17"]
    parts = {}
    for what, of, count in rows[6:]:
        parts.setdefault(what, {})[of] = int(count)
    assert {what: sum(part.values()) for what, part in parts.items()} == {
        "Comments a day": 3, "Comments by kind of sender": 3, "Comments by paragraph": 3,
        "Visits a day": 17, "Visits by site that led here": 17,
    }  # fmt: skip
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert "@" not in answer.content.decode()


def one_uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def test_officials_see_where_most_people_wait_with_the_way_to_the_work(cast, consultation, dan):
    few, many = comment(consultation, "1.1"), [comment(consultation, "2.1") for _turn in range(2)]
    comment(consultation, None)
    now = timezone.now()
    for number in range(3):
        Agreement.objects.create(comment=few, key=one_uuid(number), email=f"{number}@x.se", confirmed_at=now)
    Agreement.objects.create(comment=many[0], key=one_uuid(9), email="9@x.se")
    places = first.where(consultation)
    found = [(left.paragraph and left.paragraph.number, left.comments, left.agreements) for left in places]
    assert found == [("1.1", 1, 3), ("2.1", 2, 0), (None, 1, 0)]
    page = f"/staff/consultations/{SLUG}/"
    assert 'id="first"' not in dan.get(page).content.decode()
    close(consultation)
    table = dan.get(page).content.decode().split('id="first"')[1].split("</table>")[0]
    assert f"/merge/{few.paragraph.lineage}/" in table and "/merge/whole/" in table


def test_the_numbers_ask_no_more_for_many_than_for_one(consultation, django_assert_num_queries):
    comment(consultation, "1.1")
    with django_assert_num_queries(9):
        public.of(consultation)
    for _turn in range(3):
        comment(consultation, "2.1")
    with django_assert_num_queries(9):
        public.of(consultation)
