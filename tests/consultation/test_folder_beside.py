"""Extensions, themes, referral bodies, split letters, attachments and attached texts travel with their policy."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from consultation.domain import attachments, extending, participation, themes
from consultation.domain.attachments import screening
from consultation.domain.folder import dumping
from consultation.domain.referral import answering, inviting
from consultation.domain.referral.inviting import Body
from consultation.exceptions import FolderRefused
from consultation.models import Attachment, Comment, Consultation, Invitation, ModerationAct, Submission
from drafts.domain import attached
from drafts.models import Policy
from tests.base import announce, close, comment, make_policy
from tests.consultation.attached import PDF, docx
from tests.consultation.folders import load
from tests.consultation.letters import LETTER, SUPPORT, TIME, enter, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(cast, tmp_path) -> Path:
    """The folder of a policy with all of it; the policy itself has moved to another address."""
    consultation = announce(cast, make_policy(cast))
    version = consultation.version
    plain = {"kind": "plain", "language": "sv", "text": "# Lätt att läsa\n\nKommunen svarar snabbt."}
    attached.attach(version, by=cast.dan, **plain)
    later = consultation.closes_at + timedelta(days=7)
    extending.extend(consultation, closes_at=later, motive="Sommaren.", by=cast.dan)
    asked = [Body("Pensionärsrådet", "council", "radet@example.se"), Body("Bygdegården")]
    inviting.invite(consultation, asked, by=cast.dan)
    said = participation.Written("Rådet tillstyrker.", version.paragraphs.get(number="1.1"))
    body = Invitation.objects.get(name="Pensionärsrådet")
    files = [attachments.upload("yttrande.pdf", PDF), attachments.upload("bilaga.docx", docx())]
    sent = answering.answer(body, said, key=body.uuid, person="Kerstin", files=files)
    screening.show(sent.attachments.first(), by=cast.meja)
    themes.give([comment(consultation, "2.1")], themes.make(consultation, "Tid", by=cast.dan), by=cast.dan)
    split(enter(consultation, cast.rut), cast.rut, (TIME, "1.1"), (SUPPORT, None))
    close(Consultation.objects.get(pk=consultation.pk))
    dumping.dump(version.policy, tmp_path / "before")
    Policy.objects.update(slug="elsewhere")
    Consultation.objects.update(slug="elsewhere")
    return tmp_path / "before"


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.data
def test_all_of_it_comes_out_of_the_next_database_as_the_same_bytes(folder, tmp_path):
    policy = load(folder).policy
    dumping.dump(policy, tmp_path / "after")
    before, after = held(folder), held(tmp_path / "after")
    assert sorted(before) == sorted(after)
    assert [name for name in before if before[name] != after[name]] == []
    beside = {"extensions", "themes", "bodies", "letters", "attachments", "attached_texts"}
    assert beside <= {name.removesuffix(".json") for name in before}


def test_what_was_loaded_is_what_it_was_and_no_address_or_link_came_along(folder):
    policy = load(folder).policy
    consultation = Consultation.objects.get(version__policy=policy)
    body = consultation.invitations.get(name="Pensionärsrådet")
    sent = body.submissions.get()
    assert (body.email, sent.organisation, sent.files_shown) == ("", "Pensionärsrådet", 1)
    assert Invitation.objects.filter(name=body.name).exclude(pk=body.pk).get().uuid != body.uuid
    assert [row.name for row in sent.attachments.all()] == ["yttrande.pdf", "bilaga.docx"]
    assert sent.attachments.first().file.read() == PDF
    letter = Submission.objects.get(consultation=consultation, words=LETTER)
    whole = letter.comments.get(state=Comment.State.WITHDRAWN)
    assert whole.moderation_acts.get(kind=ModerationAct.Kind.SPLIT).remark == "S-0004, S-0005"
    assert [theme.name for theme in consultation.comments.get(number=2).themes.all()] == ["Tid"]
    assert consultation.extensions.get().motive == "Sommaren."
    assert "snabbt" in consultation.version.attached_texts.get().html
    assert b"radet@example.se" not in b"".join(held(folder).values())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("file", "../../etc/passwd", "is not the name of a file"),
        ("sha256", "0" * 64, "is not the one that this checksum"),
        ("state", "published", "is one of"),
    ],
)
def test_a_file_that_is_not_what_the_folder_says_is_refused(folder, field, value, words):
    listed = json.loads((folder / "attachments.json").read_text())
    listed[0][field] = value
    (folder / "attachments.json").write_text(json.dumps(listed))
    count = Attachment.objects.count()
    with pytest.raises(FolderRefused, match=words):
        load(folder)
    assert Attachment.objects.count() == count


def test_the_folders_of_files_are_no_links(folder):
    (folder / "attachments").rename(folder.parent / "outside")
    (folder / "attachments").symlink_to(folder.parent / "outside")
    with pytest.raises(FolderRefused, match="is a link"):
        load(folder)
