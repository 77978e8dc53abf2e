"""The demo municipality: its people, one for each role, and its policies, moved to the present."""

import io
import json
from datetime import date
from pathlib import Path

from django.contrib.sites.models import Site
from django.contrib.staticfiles import finders
from django.core.files import File
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from consultation.domain import papers
from demo import working_group
from drafts.models import DocumentType, Edition, Membership, Policy, Version
from drafts.models.policy import State
from organisation.models import Municipality, Role, Unit, User

FOLDER = Path(__file__).parent
POLICIES = FOLDER / "policies"
WRITTEN = date(2026, 11, 20)
PASSWORD = "samrad-demo"
FIELDS = [field.name for field in Municipality._meta.fields]
MEMBERS = {
    "drafter": Membership.Kind.DRAFTER,
    "reviewer": Membership.Kind.REVIEWER,
    "approver": Membership.Kind.APPROVER,
}


def is_there() -> bool:
    """Whether the demo has been made already."""
    return Municipality.objects.exists()


@transaction.atomic
def make() -> None:
    """Writes the whole demo, or nothing of it."""
    make_municipality()
    make_policies()


def make_municipality() -> None:
    """The municipality, its units and its people, before any policy."""
    facts = json.loads((FOLDER / "people.json").read_text())
    given = {name: value for name, value in facts["municipality"].items() if name in FIELDS}
    municipality = Municipality(pk=1, **given)
    for ground, name in (("light", "arms.svg"), ("dark", "arms-dark.svg")):
        with Path(finders.find(f"icons/{name}")).open("rb") as arms:
            getattr(municipality, f"logo_{ground}").save(name, File(arms), save=False)
    municipality.save(force_insert=True)
    Site.objects.update(name=given["name"])
    for kind in facts["document_types"]:
        DocumentType.objects.create(name=kind["name"], deciding_body=kind["deciding_body"])
    for unit in facts["units"]:
        Unit.objects.create(name=unit["name"])
    for fields in facts["people"]:
        make_person(**fields)


def make_person(*, email: str, name: str, role: str, title: str, unit: str | None) -> None:
    """One person with one role; everyone's password is the demo's."""
    user = User.objects.create_user(email, PASSWORD, name=name, title=title, is_staff=role == Role.Kind.ADMINISTRATOR)
    Role.objects.create(user=user, kind=role, unit=unit and Unit.objects.get(name=unit))


def make_policies() -> None:
    """Loads every policy folder, its dates moved so that the day it was written becomes today."""
    quiet = io.StringIO()
    shift = (timezone.localdate() - WRITTEN).days
    for folder in sorted(path for path in POLICIES.iterdir() if path.is_dir()):
        call_command("load_policy", str(folder), shift_days=shift, stdout=quiet)
    for policy in Policy.objects.all():
        for role in Role.objects.filter(kind__in=MEMBERS):
            Membership.objects.create(policy=policy, user=role.user, kind=MEMBERS[role.kind])
        if policy.state == State.DRAFT:
            working_group.begin(policy)
    for version in Version.objects.published():
        ask_for_papers(version)


def ask_for_papers(version: Version) -> None:
    """The papers that the way to this version would have asked for."""
    papers.ask_for(version, Edition.Kind.CLEAN)
    if version.number > 1:
        papers.ask_for(version, Edition.Kind.MARKED)
    consultation = getattr(version, "consultation", None)
    if consultation and consultation.phase(timezone.now()) != "closed":
        papers.ask_for(version, Edition.Kind.POSTER)
    if consultation and consultation.answers_published_at:
        papers.ask_for(version, Edition.Kind.REPORT)


def sign_ins() -> list[tuple[str, str]]:
    """(role, address) for each of the demo's people, in the order of the work."""
    order = list(Role.Kind.values)
    roles = sorted(Role.objects.select_related("user"), key=lambda role: order.index(role.kind))
    return [(role.get_kind_display(), role.user.email) for role in roles]
