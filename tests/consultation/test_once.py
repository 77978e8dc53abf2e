"""A new paragraph that is posted twice from the merge table is there once; an answer given meanwhile stays."""

import uuid

import pytest
from django.http import QueryDict
from django.urls import reverse

from consultation.domain import dispositions, lifecycle
from consultation.models import Comment
from consultation.views.selection import chosen
from drafts.models import Paragraph
from organisation.exceptions import Stale
from tests.base import announce, close, comment, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture
def closed(cast, client):
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    comment(consultation)
    close(consultation)
    lifecycle.begin_compiling(policy, by=cast.dan)
    client.force_login(cast.dan)
    return consultation


def test_a_new_paragraph_posted_twice_is_there_once(client, closed):
    policy = closed.version.policy
    place = policy.versions.get(number=None).paragraphs.get(number="1.1")
    address = reverse("merge-insert", args=[policy.slug, place.lineage])
    assert 'name="key"' in client.get(address).content.decode()
    form = {"key": uuid.uuid4(), "text": "Svaren sparas.", "kind": "paragraph", "editorial": "on"}
    answers = {client.post(address, form).headers["Location"] for _twice in range(2)}
    assert len(answers) == 1
    assert Paragraph.objects.filter(version__number=None, text="Svaren sparas.").count() == 1


def test_an_answer_to_all_unanswered_spares_what_was_answered_meanwhile(cast, closed):
    everything = chosen(QueryDict("everything=on"), closed, cast.dan)
    seen = {comment.pk: "" for comment in everything}
    dispositions.dispose(everything, outcome="noted", reason="Olgas svar.", by=cast.olga)
    with pytest.raises(Stale):
        dispositions.dispose(everything, outcome="met", reason="Dans svar.", seen=seen, by=cast.dan)
    assert Comment.objects.get().disposition.reason == "Olgas svar."
