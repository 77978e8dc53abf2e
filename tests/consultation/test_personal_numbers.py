"""What looks like a personal identity number is not shown on the web, whatever a moderator does; it is kept."""

import pytest
from django.urls import reverse

from consultation.domain import moderation, personal_numbers, report
from tests.base import announce, answer_all, close, comment, make_policy

pytestmark = pytest.mark.django_db
NUMBER = "19811228-9874"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"Jag heter Ek, {NUMBER}.", "Jag heter Ek, [number hidden]."),
        ("Ring 0980-31 92 11 före 2026-12-15.", "Ring 0980-31 92 11 före 2026-12-15."),
        ("KS 2026/123", "KS 2026/123"),
    ],
)
def test_numbers_of_persons_are_covered_and_others_are_not(words, shown):
    assert personal_numbers.masked(words) == shown


def test_no_public_page_or_report_shows_the_number_and_the_row_keeps_it(cast, client):
    policy = make_policy(cast)
    consultation = announce(cast, policy)
    sent = comment(consultation, "1.1", f"Mitt nummer är {NUMBER}.", suggestion=f"Svar till {NUMBER}.")
    moderation.show(moderation.hold(sent, by=cast.meja), by=cast.meja)
    slug = policy.slug
    for address in (
        reverse("version", args=[slug, 1]),
        reverse("paragraph", args=[slug, 1, "1.1"]),
        reverse("search") + "?q=nummer",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert NUMBER not in page.content.decode()
    assert sent.reference not in client.get(reverse("search") + f"?q={NUMBER}").content.decode()
    close(consultation)
    answer_all(cast, consultation)
    (view,) = report.build(consultation).annex
    assert NUMBER not in view.words + view.suggestion
    sent.refresh_from_db()
    assert NUMBER in sent.comment
