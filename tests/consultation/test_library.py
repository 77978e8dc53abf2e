"""The library of reasons: kept by those who answer, and what an answer begins from."""

import pytest
from django.urls import reverse

from consultation.domain import dispositions
from consultation.domain.answers import library
from consultation.models import Comment, StandardReason
from organisation.models import Role
from tests.base import announce, close, comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]
WORDS = "Frågan avgörs i budgeten."


@pytest.fixture
def wish(cast, policy):
    consultation = announce(cast, policy)
    found = comment(consultation)
    close(consultation)
    return found


def test_a_reason_is_written_changed_and_taken_out(cast, dan):
    assert "The library is empty" in dan.get(reverse("reasons")).content.decode()
    new = {"title": "Budget", "reason": WORDS, "outcome": "outside"}
    assert [dan.post(reverse("reason-new"), new).status_code for _twice in range(2)] == [302, 302]
    row = StandardReason.objects.get()
    assert (row.unit, row.made_by, row.outcome) == (cast.unit, cast.dan, "outside")
    page = dan.post(reverse("reason-new"), new | {"reason": "Annat."})
    assert page.status_code == 200 and "that title already" in page.content.decode()
    place = reverse("reason", args=[row.pk])
    seen = dan.get(place).context["mark"]
    assert dan.post(place, new | {"title": "Budgeten", "seen": seen}).status_code == 302
    assert dan.post(place, new | {"title": "Pengar", "seen": seen}).status_code == 409
    dan.post(reverse("reason-remove", args=[row.pk]), {"seen": seen})
    assert StandardReason.objects.get().title == "Budgeten"
    row.refresh_from_db()
    dan.post(reverse("reason-remove", args=[row.pk]), {"seen": library.mark(row)})
    assert not StandardReason.objects.exists()


def test_an_answer_begins_from_a_reason_and_loses_nothing_that_was_typed(cast, dan, policy, wish):
    row = library.put("Budget", WORDS, outcome="outside", unit=cast.unit, by=cast.dan)
    lineage = policy.versions.draft().paragraphs.get(number="1.1").lineage
    merge = reverse("merge-paragraph", args=[policy.slug, lineage])
    assert "from-" in dan.get(merge).content.decode()
    key = str(wish.pk)
    sent = {
        "card": key,
        f"a{key}-reason": "Så här.",
        f"from-{key}": row.pk,
        "begin": key,
        "text": "Andra ord.",
        "revision": 1,
    }
    page = dan.post(merge, sent)
    form = page.context["sheet"].cards[0].form
    assert (form["reason"].value(), form["outcome"].value()) == (f"Så här.\n\n{WORDS}", "outside")
    assert page.context["sheet"].typed == "Andra ord."
    own = reverse("answer", args=[wish.consultation.slug, wish.number])
    form = dan.post(own, {"reason": "", "outcome": "noted", "from-answer": row.pk, "begin": "answer"}).context["form"]
    assert (form["reason"].value(), form["outcome"].value()) == (WORDS, "noted")
    bulk = {"comment": key, "reason": "Till alla.", "from-bulk": row.pk, "begin": "bulk", "note": "Kolla."}
    page = dan.post(reverse("dispose", args=[wish.consultation.slug]), bulk)
    form = page.context["form"]
    assert [form[name].value() for name in ("reason", "outcome", "note")] == [
        f"Till alla.\n\n{WORDS}",
        "outside",
        "Kolla.",
    ]
    assert "checked" in page.content.decode()
    assert Comment.objects.unanswered().count() == 1


def test_the_reason_of_an_answer_is_saved_in_the_library(cast, dan, wish):
    own = reverse("answer", args=[wish.consultation.slug, wish.number])
    assert dan.post(own, {"outcome": "noted", "reason": WORDS, "seen": "", "title": "Budget"}).status_code == 302
    assert StandardReason.objects.get().reason == WORDS
    given = dispositions.rows_of([wish])[0].disposition
    page = dan.get(reverse("reason-new") + f"?answer={given.pk}")
    assert page.context["form"]["reason"].value() == WORDS


def test_reasons_of_other_units_are_not_seen_and_common_ones_are_kept_by_those_of_all_units(cast, dan, client):
    other = library.put("Deras", WORDS, unit=cast.other_unit, by=cast.olga)
    common = library.put("Allas", WORDS, unit=None, by=cast.olga)
    page = dan.get(reverse("reasons")).content.decode()
    assert "Allas" in page and "Deras" not in page
    assert dan.get(reverse("reason", args=[other.pk])).status_code == 404
    assert dan.get(reverse("reason", args=[common.pk])).status_code == 403
    Role.objects.create(user=cast.dan, unit=None, kind=Role.Kind.DRAFTER)
    assert dan.get(reverse("reason", args=[common.pk])).status_code == 200
    client.force_login(cast.kim)
    assert client.get(reverse("reasons")).status_code == 403
