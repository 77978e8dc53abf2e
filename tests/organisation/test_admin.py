"""The technicians' pages."""

import pytest
from django.urls import reverse

from organisation.models import OutgoingMail, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician(cast, client):
    user = User.objects.create_superuser("tess@ekeby.example", name="Tess")
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "noun",
    [
        "organisation_user",
        "organisation_municipality",
        "organisation_event",
        "drafts_documenttype",
        "drafts_policy",
        "drafts_edition",
    ],
)
def test_every_list_opens(technician, noun):
    assert technician.get(reverse(f"admin:{noun}_changelist")).status_code == 200


def test_a_person_with_a_role_is_added_and_can_never_be_deleted(technician, cast):
    answer = technician.post(
        reverse("admin:organisation_user_add"),
        {
            "email": "nils@ekeby.example",
            "name": "Nils",
            "title": "handläggare",
            "usable_password": "false",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-0-kind": "drafter",
            "roles-0-unit": str(cast.unit.pk),
        },
    )
    assert answer.status_code == 302
    nils = User.objects.get(email="nils@ekeby.example")
    assert technician.post(reverse("admin:organisation_user_delete", args=[nils.pk])).status_code == 403


def test_the_text_of_a_mail_is_not_shown(technician):
    mail = OutgoingMail.objects.create(message_id="<1@x>", recipient="p@example.se", subject="Ämne", text="hemlig")
    page = technician.get(reverse("admin:organisation_outgoingmail_change", args=[mail.pk]))
    assert b"hemlig" not in page.content and page.status_code == 200


def test_an_official_who_is_no_technician_is_kept_out(client, cast):
    client.force_login(cast.ada)
    assert client.get(reverse("admin:index")).status_code in (302, 403, 404)


@pytest.fixture
def administrator(cast, client):
    User.objects.filter(pk=cast.ada.pk).update(is_staff=True)
    client.force_login(cast.ada)
    return client


def test_an_administrator_among_the_technicians_keeps_settings_and_people(administrator, cast):
    for noun in (
        "organisation_user",
        "organisation_municipality",
        "organisation_unit",
        "drafts_documenttype",
        "drafts_membership",
    ):
        assert administrator.get(reverse(f"admin:{noun}_changelist")).status_code == 200
    assert f'href="{reverse("admin:index")}"' in administrator.get(reverse("desk")).content.decode()
    page = administrator.get(reverse("admin:organisation_user_change", args=[cast.dan.pk]))
    assert b'name="roles-0-kind"' in page.content
    assert b'name="is_superuser"' not in page.content and b'name="is_staff"' not in page.content


def test_an_administrator_sees_no_matters_and_changes_no_technician(administrator):
    assert administrator.get(reverse("admin:drafts_policy_changelist")).status_code == 403
    tess = User.objects.create_superuser("tess@ekeby.example", name="Tess")
    assert b'name="email"' not in administrator.get(reverse("admin:organisation_user_change", args=[tess.pk])).content
    answer = administrator.post(reverse("admin:auth_user_password_change", args=[tess.pk]), {"password1": "x"})
    assert answer.status_code == 403
