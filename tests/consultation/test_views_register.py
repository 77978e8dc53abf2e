"""The register, the policy's page, front, answers and search."""

import datetime

import pytest

from consultation.domain import decisions, figures, lifecycle, merging
from drafts.domain import editions
from drafts.models import Edition
from tests.base import announce, answer_all, approve, close, comment, make_policy

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


def adopt(cast, consultation, *, in_force_from=DAY):
    """Answers all, revises nothing but a word, and has it adopted."""
    policy = consultation.version.policy
    comment(consultation, "1.1")
    close(consultation)
    answer_all(cast, consultation)
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.rewrite(paragraph, "Kommunen svarar inom två dagar.", revision=1, by=cast.dan)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    return decisions.decide(
        policy,
        kind="adopt",
        body="Kommunfullmäktige",
        date=DAY,
        section="12",
        in_force_from=in_force_from,
        by=cast.sten,
    )


def main(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_the_register_is_narrowed_by_plain_get(cast, consultation, client):
    named = "Riktlinjer för sociala medier"
    for query in (
        "",
        "?state=under_way",
        "?q=sociala",
        "?q=FÖR SOCIALA",
        f"?type={cast.guideline.pk}",
        f"?unit={cast.unit.pk}&sort=review",
    ):
        assert named in main(client, f"/policies/{query}"), query
    for query in ("?state=in_force", "?state=repealed", "?q=skolskjuts", "?type=0", f"?unit={cast.other_unit.pk}"):
        assert named not in main(client, f"/policies/{query}"), query
    for nonsense in ("?type=x&unit=%00&state=y&sort=-pk&page=z", "?q=" + "a" * 500, "?q=%27%22%3Cscript%3E"):
        assert "<script>" not in main(client, f"/policies/{nonsense}")


def test_an_adopted_policy_stands_with_its_decision_and_checksum(cast, consultation, client):
    decision = adopt(cast, consultation)
    page = main(client, f"/policies/{decision.policy.slug}/")
    assert "§ 12" in page
    assert decision.version.checksum[:4] in page
    assert 'data-state="decided"' in main(client, "/policies/?state=in_force")
    assert "§ 12" in main(client, "/") and "§ 12" in main(client, "/answers/")


def test_what_comes_into_force_later_says_so(cast, consultation, client):
    adopt(cast, consultation, in_force_from=datetime.date(2999, 1, 1))
    assert 'data-state="coming"' in main(client, "/policies/")


def test_the_front_page_tells_persons_submissions_and_comments_apart(consultation, client):
    assert "days-n" in main(client, "/")
    for words in ("Ett.", "Två."):
        comment(consultation, "1.1", words)
    assert figures.of(consultation) == figures.Figures(persons=1, submissions=2, comments=2)


def test_search_finds_titles_texts_and_comments(consultation, client):
    comment(consultation, "1.1", "Skolskjutsen är sen.")
    assert "<mark>sociala medier</mark>" in main(client, "/search/?q=sociala+medier")
    assert "#p-1-1" in main(client, "/search/?q=inom+två+dagar")
    assert "S-0001" in main(client, "/search/?q=SKOLSKJUTSEN")
    assert "<b>" not in main(client, "/search/?q=%3Cb%3E")
    main(client, "/search/")


def test_search_can_keep_to_one_policy(cast, consultation, client):
    other = make_policy(cast, title="Plan för torget", text="# Plan\n\nTorget ska svara på frågor inom två dagar.\n")
    announce(cast, other)
    everywhere = main(client, "/search/?q=inom+två+dagar")
    within = main(client, f"/search/?q=inom+två+dagar&in={other.slug}")
    slug = consultation.version.policy.slug
    assert slug in everywhere and other.slug in everywhere
    assert slug not in within and other.slug in within


def test_a_paper_is_served_with_its_checksum_once_it_is_made(consultation, client):
    version = consultation.version
    address = f"/policies/{version.policy.slug}/v/1/clean.pdf"
    assert client.get(f"/policies/{version.policy.slug}/v/1.pdf").headers["Location"] == address
    assert client.get(address).status_code == 202
    edition = version.editions.get(kind=Edition.Kind.CLEAN)
    editions.keep(edition, b"%PDF-1.7 words", name="KS-2026-123.pdf", pages=2)
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 words"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["ETag"] == f'"{edition.sha256}"'
    assert 'filename="KS-2026-123.pdf"' in response.headers["Content-Disposition"]
    assert client.get(address, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_papers_that_tell_of_answers_wait_for_them(consultation, client):
    version = consultation.version
    for kind in ("marked", "report"):
        edition = editions.ask(version, kind)
        editions.keep(edition, b"%PDF", name="x.pdf", pages=1)
        assert client.get(f"/policies/{version.policy.slug}/v/1/{kind}.pdf").status_code == 404
    assert client.get(f"/policies/{version.policy.slug}/v/1/nonsense.pdf").status_code == 404


def test_a_paper_that_could_not_be_made_says_so(consultation, client):
    editions.give_up(consultation.version.editions.get(kind="clean"), "Traceback: /etc/passwd")
    response = client.get(f"/policies/{consultation.version.policy.slug}/v/1/clean.pdf")
    assert response.status_code == 503
    assert "passwd" not in response.content.decode()


@pytest.mark.parametrize("address", ["/about/privacy/", "/about/consultations/", "/about/accessibility/"])
def test_the_pages_about_the_site_are_there(cast, client, address):
    assert "Ekeby kommun" in main(client, address)
