"""What is sent is taken in once, whole, with its mail, and what is typed is never lost."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from consultation.models import Comment, CommentCounter, Submission
from organisation.models import Event, OutgoingMail
from tests.base import Cast, announce, make_policy
from tests.doors.forms import Visitor
from tests.doors.walk import client_of
from tests.doors.world import build

pytestmark = [pytest.mark.data, pytest.mark.django_db(transaction=True)]
CLIENTS = 8
WORDS = {"words": "Två dagar är för kort tid.", "kind": "private", "email": "paula@example.se"}
JOBS = DBTaskResult._meta.db_table
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # masked anew on every page


@pytest.fixture
def form() -> str:
    """The address of the form on 1.1 of an open consultation."""
    policy = make_policy(cast := Cast())
    announce(cast, policy)
    return reverse("comment", args=[policy.slug, 1, "1.1"])


def sent() -> dict[str, int]:
    """How much lies in the tables that one comment writes."""
    tables = {"comments": Comment.objects, "submissions": Submission.objects}
    tables["mails"] = OutgoingMail.objects.filter(text__contains="/confirm/")
    return {name: rows.count() for name, rows in tables.items()}


def test_one_form_sent_by_many_at_once_is_one_comment_with_one_receipt(live_server, form):
    paula = Visitor(live_server.url)
    fields = paula.hidden(form) | WORDS
    with ThreadPoolExecutor(CLIENTS) as pool:
        visitors = [Visitor(live_server.url, paula.jar) for _each in range(CLIENTS)]
        answers = list(pool.map(lambda visitor: visitor.open(form, fields), visitors))
    assert {answer[:2] for answer in answers} == {(200, f"/receipts/{fields['key']}/")}
    assert len({TOKEN.sub("", answer[2]) for answer in answers}) == 1
    assert sent() == {"comments": 1, "submissions": 1, "mails": 1}


def test_many_forms_sent_at_once_are_all_taken_in_with_numbers_without_a_gap(live_server, form):
    def send(number: int) -> str:
        visitor = Visitor(live_server.url)
        return visitor.open(form, visitor.hidden(form) | WORDS | {"email": f"paula{number}@example.se"})[1]

    with ThreadPoolExecutor(CLIENTS) as pool:
        receipts = list(pool.map(send, range(2 * CLIENTS)))
    assert len(set(receipts)) == 2 * CLIENTS
    assert sorted(Comment.objects.values_list("number", flat=True)) == list(range(1, 2 * CLIENTS + 1))
    assert sent() == dict.fromkeys(("comments", "submissions", "mails"), 2 * CLIENTS)


@pytest.fixture
def no_jobs():
    """A fault after the mail was written: the queue's table is gone until `put_back` is called."""
    away = f"ALTER TABLE {JOBS} RENAME TO jobs_away", f"ALTER TABLE jobs_away RENAME TO {JOBS}"

    def put_back():
        with connection.cursor() as cursor:
            cursor.execute(away[1])

    with connection.cursor() as cursor:
        cursor.execute(away[0])
    yield put_back
    if "jobs_away" in connection.introspection.table_names():
        put_back()


def test_a_fault_after_the_mail_was_written_leaves_neither_comment_nor_mail(live_server, form, no_jobs):
    before = Event.objects.count()
    paula = Visitor(live_server.url)
    fields = paula.hidden(form) | WORDS
    assert paula.open(form, fields)[0] in (500, 503)
    assert sent() == {"comments": 0, "submissions": 0, "mails": 0}
    assert (Event.objects.count(), CommentCounter.objects.filter(last__gt=0).count()) == (before, 0)
    no_jobs()
    assert paula.open(form, fields)[:2] == (200, f"/receipts/{fields['key']}/")
    assert Comment.objects.get().reference == "S-0001"


def test_a_form_without_its_stamp_or_with_anothers_key_is_sent_back_with_its_words(live_server, form):
    paula = Visitor(live_server.url)
    fields = paula.hidden(form) | WORDS
    for wrong in ({"key": "", "stamp": ""}, {"stamp": "x"}, {"key": "00000000-0000-0000-0000-000000000000"}):
        status, _address, body = paula.open(form, fields | wrong)
        assert (status, WORDS["words"] in body) == (200, True)
    assert sent() == {"comments": 0, "submissions": 0, "mails": 0}


THEIRS, MINE = "Kommunen ska svara inom tre dagar.", "Kommunen ska svara inom en vecka."


def test_a_paragraph_saved_on_an_older_text_gets_409_with_both_texts_and_keeps_the_words():
    world = build("draft")
    paragraph = world.policy.versions.get().paragraphs.get(number="1.1")
    address = reverse("paragraph-edit", args=[world.policy.slug, paragraph.lineage])
    assert client_of(world, "olga").post(address, {"text": THEIRS, "revision": 1}).status_code == 302
    answer = client_of(world, "dan").post(address, {"text": MINE, "revision": 1})
    assert answer.status_code == 409
    assert_both(answer, world, paragraph)


def test_a_wording_merged_on_an_older_text_gets_409_with_both_texts_and_keeps_the_words():
    world = build("closed")
    paragraph = world.policy.versions.get(number=None).paragraphs.get(number="1.1")
    address = reverse("merge-paragraph", args=[world.policy.slug, paragraph.lineage])
    form = {"revision": 1, "editorial": "on", "was": ""}
    assert client_of(world, "olga").post(address, form | {"text": THEIRS}).status_code == 302
    answer = client_of(world, "dan").post(address, form | {"text": MINE})
    assert answer.status_code == 409
    assert_both(answer, world, paragraph)


def assert_both(answer, world, paragraph) -> None:
    """Theirs stands in the database and on the page; mine is in a field that can be sent again."""
    paragraph.refresh_from_db()
    assert paragraph.text == THEIRS
    body = answer.content.decode()
    assert re.search(rf"<textarea[^>]*>\s*{MINE}</textarea>", body)
    plain = re.sub(r"<textarea.*?</textarea>", "", body, flags=re.S)
    assert (THEIRS in plain, MINE in plain) == (True, True)
