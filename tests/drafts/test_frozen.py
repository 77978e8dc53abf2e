"""What the database itself refuses of a frozen version, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from consultation.domain import lifecycle
from drafts.models import Descent, Paragraph, Version
from tests.base import approve, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture
def frozen(cast):
    policy = make_policy(cast)
    approve(cast, policy)
    return lifecycle.freeze_proposal(policy, by=cast.dan)


def refused(sql: str, *values) -> bool:
    """Whether the database refuses a statement on a frozen version."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError as error:
        return "frozen version" in str(error)
    return False


@pytest.mark.parametrize(
    "column, value",
    [
        ("text", "annat"),
        ("number", "9.9"),
        ("kind", "quote"),
        ("level", 2),
        ("marker", "x"),
        ("position", 7),
        ("revision", 99),
    ],
)
def test_no_column_of_a_frozen_paragraph_can_be_changed(frozen, column, value):
    first = frozen.paragraphs.first()
    assert refused(f"UPDATE drafts_paragraph SET {column} = %s WHERE id = %s", value, first.pk)


def test_html_of_a_frozen_paragraph_can_be_rendered_again(frozen):
    frozen.paragraphs.update(html="<p>igen</p>")
    assert set(frozen.paragraphs.values_list("html", flat=True)) == {"<p>igen</p>"}


def test_no_paragraph_can_be_taken_out_of_a_frozen_version(frozen):
    first = frozen.paragraphs.first()
    assert refused("DELETE FROM drafts_paragraph WHERE id = %s", first.pk)


def test_no_paragraph_can_be_put_into_a_frozen_version(frozen):
    with pytest.raises(IntegrityError, match="frozen version"), transaction.atomic():
        Paragraph.objects.create(version=frozen, position=1, kind="paragraph", number="9", text="x", html="x")


def test_no_paragraph_can_be_moved_into_or_out_of_a_frozen_version(frozen):
    draft = frozen.policy.versions.draft()
    sql = "UPDATE drafts_paragraph SET version_id = %s, lineage = %s, position = %s WHERE id = %s"
    stranger = "0" * 32
    assert refused(sql, frozen.pk, stranger, 5, draft.paragraphs.first().pk)
    assert refused(sql, draft.pk, stranger, 5, frozen.paragraphs.first().pk)


@pytest.mark.parametrize("column, value", [("number", 7), ("title", "x"), ("links", "x"), ("checksum", "x")])
def test_no_column_of_a_frozen_version_can_be_changed(frozen, column, value):
    assert refused(f"UPDATE drafts_version SET {column} = %s WHERE id = %s", value, frozen.pk)


def test_a_frozen_version_cannot_become_a_draft_again(frozen):
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=frozen.pk).update(number=None, checksum="", state="draft")


def test_the_ties_of_a_frozen_version_cannot_be_changed(cast, frozen):
    policy = frozen.policy
    draft = policy.versions.draft()
    Version.objects.filter(pk=draft.pk).update(number=2, state="imported", checksum="x", frozen_at=frozen.frozen_at)
    tie = Descent.objects.filter(version=draft).first()
    assert refused("UPDATE drafts_descent SET kind = 'moved' WHERE id = %s", tie.pk)
    assert refused("DELETE FROM drafts_descent WHERE id = %s", tie.pk)


def test_an_unnumbered_version_is_always_a_draft_without_checksum(cast):
    policy = make_policy(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        policy.versions.update(checksum="x")


def test_a_policy_has_one_draft(cast):
    policy = make_policy(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(policy=policy, title="x")
