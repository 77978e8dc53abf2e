"""The tour, walked against the live server; the worker does its jobs between two looks."""

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from consultation.models import Comment
from demo import municipality
from demo.management.commands.tour import STEPS
from demo.tour import story
from demo.tour.play import Play, perform
from drafts.models import Policy


def words_of(path) -> str:
    """All words of a paper with single spaces between them; a word divided at a line's end is whole again."""
    pages = [page.extract_text() for page in PdfReader(path).pages]
    return " ".join(" ".join(pages).replace("\u00ad\n", "").replace("-\n", "").split())


@pytest.fixture
def served(live_server, settings, tmp_path):
    """A demo without policies, whose mails lie where its outbox looks; its address."""
    settings.SITE_ADDRESS = live_server.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    municipality.make_municipality()
    return live_server.url


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_whole_job_is_walked_from_draft_to_decision(served, tmp_path):
    said = []
    play = Play(served, tmp_path / "pdf", rest=lambda: call_command("work", once=True))

    assert perform(play, STEPS, said.append), "\n".join(said)

    assert len(said) == len(STEPS)
    policy = Policy.objects.get()
    assert (policy.title, policy.state) == (story.TITLE, "adopted")
    comments = Comment.objects.order_by("number")
    assert [(each.reference, each.state, each.disposition.outcome) for each in comments] == [
        ("S-0001", "shown", "met"),
        ("S-0002", "hidden", "partly"),
    ]
    papers = {path.name: words_of(path) for path in (tmp_path / "pdf").iterdir()}
    assert sorted(papers) == [
        "report.pdf", "version-1.pdf", "version-2-adopted.pdf", "version-2-marked.pdf", "version-2-proposal.pdf",
    ]  # fmt: skip
    assert [name for name, words in papers.items() if "<p>" in words or story.TITLE not in words] == []
    assert story.FIRST_EDIT in papers["version-1.pdf"]
    assert story.PAULA["suggestion"] in papers["version-2-proposal.pdf"]
    assert story.SHARED_ANSWER in papers["report.pdf"]
    assert story.NOT_FOR_ALL not in papers["report.pdf"]
    assert f"§ {story.SECTION}" not in papers["version-2-proposal.pdf"]
    assert f"§ {story.SECTION}" in papers["version-2-adopted.pdf"]


def test_a_tour_without_a_demo_ends_at_the_first_step_and_says_what_came(tmp_path):
    said = []

    assert not perform(Play("http://127.0.0.1:9", tmp_path), STEPS, said.append)

    assert said == [
        " 1. Five officials sign in, each in a browser of their own: FAILED\n"
        "    expected: an answer from http://127.0.0.1:9/staff/\n"
        "    came:     [Errno 111] Connection refused"
    ]


def test_a_fault_in_a_step_is_told_like_any_failure(tmp_path):
    def step(play):
        """Something goes wrong."""
        return {}["nothing"]

    said = []
    assert not perform(Play("", tmp_path), [step], said.append)
    assert said == [" 1. Something goes wrong: FAILED\n    expected: no fault\n    came:     KeyError: 'nothing'"]
