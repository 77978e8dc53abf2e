"""One policy at each point of its way, and the people who knock."""

import datetime
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from consultation.domain import attachments, decisions, lifecycle, merging
from consultation.domain.attachments import screening
from consultation.domain.following import asking, handles
from consultation.domain.referral import inviting, links
from consultation.domain.referral.inviting import Body
from consultation.domain.taking_part import own, own_data
from consultation.models import Attachment, Consultation, Following
from drafts.domain import attached, editions, notes, previews
from drafts.models import Edition, Import, Paragraph, Policy
from organisation.models import Event, Municipality, OutgoingMail, Role, User
from organisation.views.theme import theme_address
from tests.base import TEXT, Cast, announce, answer_all, approve, close, comment, make_policy, person
from tests.consultation.attached import PDF
from tests.consultation.letters import TIME, enter, split

STAGES = "draft frozen coming open closed compiling proposal council returned adopted".split()
PUBLIC = STAGES[2:]  # from its announcement on, the public knows of it
SUGGESTION = "Kommunen ska svara på frågor inom tre dagar."
DAY = datetime.date(2026, 6, 1)


@dataclass
class World:
    """A policy that has come to `stage`; `values` are the arguments of its addresses, by name."""

    stage: str
    cast: Cast
    policy: Policy
    consultation: Consultation | None = None
    values: dict = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


def build(stage: str, beside: World | None = None, **more) -> World:
    """The policy walks its whole way up to `stage`; `more` goes to `make_policy`. With the same people as `beside`."""
    cast = beside.cast if beside else Cast()
    world = World(stage, cast, make_policy(cast, **more))
    world.people = beside.people if beside else people_of(cast)
    for step in WAY[: STAGES.index(stage) + 1]:
        step(world)
    if stage == "adopted":
        decide(world, "adopt", section="13", in_force_from=DAY)
    print_papers(world.policy)
    world.policy.refresh_from_db()
    world.values = values_of(world)
    return world


def people_of(cast: Cast) -> dict[str, User]:
    """The cast by name, and Eva, who drafts in another unit."""
    people = {name: getattr(cast, name) for name in "sam olga dan asa meja rut sten kim ada".split()}
    people["eva"] = person("Eva")
    Role.objects.create(user=people["eva"], unit=cast.other_unit, kind=Role.Kind.DRAFTER)
    for user in people.values():
        user.set_password("blommor i backen")
        user.save()
    return people


def stay(world: World) -> None:
    """A draft is where it begins."""


def freeze(world: World) -> None:
    approve(world.cast, world.policy)
    if world.stage == "frozen":
        lifecycle.freeze_proposal(world.policy, by=world.cast.dan)


def announce_it(world: World) -> None:
    soon = timezone.now() + timedelta(days=2)
    when = {"opens": soon, "closes": soon + timedelta(days=9)} if world.stage == "coming" else {}
    world.consultation = announce(world.cast, world.policy, **when)
    asked = [Body("Pensionärsrådet", "council", "radet@example.se"), Body("Bygdegårdens vänner")]
    inviting.invite(world.consultation, asked, by=world.cast.dan)


def hear(world: World) -> None:
    """Paula's suggestion is shown; Petra has not confirmed hers on the whole text; a letter came, and was split."""
    suggested = comment(world.consultation, "1.1", suggestion=SUGGESTION)
    files = attachments.keep(suggested.submission, [attachments.upload("karta.pdf", PDF)])
    screening.show(files[0], by=world.cast.meja)
    comment(world.consultation, None, "Riktlinjerna är för långa.", name="Petra", confirmed=False)
    split(enter(world.consultation, world.cast.rut), world.cast.rut, (TIME, "1.1"))


def shut(world: World) -> None:
    close(world.consultation)


def compile_it(world: World) -> None:
    """The suggestion is in the draft; no comment has an answer yet."""
    draft = world.policy.versions.get(number=None)
    merging.use_suggestion(
        world.consultation.comments.get(number=1),
        revision=draft.paragraphs.get(number="1.1").revision,
        by=world.cast.dan,
    )


def propose(world: World) -> None:
    answer_all(world.cast, world.consultation)
    world.policy.refresh_from_db()
    approve(world.cast, world.policy)
    lifecycle.freeze_revised(world.policy, by=world.cast.dan)


def send(world: World) -> None:
    lifecycle.send_to_council(world.policy, by=world.cast.dan)


def give_back(world: World) -> None:
    if world.stage == "returned":
        decide(world, "return", section="12", motive="Remissen var för kort.")


WAY = [stay, freeze, announce_it, hear, shut, compile_it, propose, send, give_back, stay]


def decide(world: World, kind: str, **more) -> None:
    decisions.decide(world.policy, kind=kind, body="Kommunfullmäktige", date=DAY, by=world.cast.sten, **more)


def print_papers(policy: Policy) -> None:
    """Every paper that was asked for, made in no time."""
    for edition in Edition.objects.filter(version__policy=policy, state=Edition.State.WAITING):
        editions.keep(edition, b"%PDF-1.7 " + str(edition).encode(), name=f"{edition.pk}.pdf", pages=1)


def token_of(world: World) -> str:
    """The secret of Petra's link, as it stands in her mail; in a world without mail, one that opens nothing."""
    mail = OutgoingMail.objects.filter(recipient="petra@example.se").last()
    return mail.text.split("/confirm/")[1].split("/")[0] if mail else "an-unknown-token"


def read_in(world: World) -> uuid.UUID:
    """The key of a text that Dan has read in over the draft and not saved."""
    text = TEXT.replace("två dagar", "tre dagar")
    row = Import(policy=world.policy, by=world.cast.dan, state=Import.State.READY, form="markdown", text=text)
    row.save()
    return row.key


def group_work(world: World) -> dict:
    """A member, a note that was replied to and suggests another wording, and a preview link, as addresses name them."""
    policy, cast = world.policy, world.cast
    row = policy.versions.draft().paragraphs.get(number="1.1")
    said = {"lineage": row.lineage, "words": "Räcker det?", "suggestion": SUGGESTION + " Alltid.", "by": cast.olga}
    note = notes.write(policy, key=uuid.uuid4(), **said)
    notes.write(policy, lineage=None, words="Ja.", key=uuid.uuid4(), by=cast.asa, parent=note)
    link, secret = previews.make(policy, label="Henrik", days=14, key="k" * 43, by=cast.dan)
    member = policy.memberships.create(user=cast.asa, kind="approver")
    return {"member_id": member.pk, "note_id": note.pk, "link_id": link.pk, "secret": secret}


def followed(world: World) -> dict:
    """The link that Frida has not used yet, and the one of the mails that she gets; before all may know, none."""
    if world.stage not in PUBLIC:
        return {"asked": "unknown", "link": "unknown"}
    wish = {"email": "frida@example.se", "rhythm": "at_once"}
    asking.ask(world.policy, key=uuid.uuid4(), **wish)
    mail = OutgoingMail.objects.filter(recipient=wish["email"]).last()
    now = timezone.now()
    told = Following(policy=world.policy, consultation=world.consultation, confirmed_at=now, told_until=now, **wish)
    told.save()
    asked = mail.text.split("/following/confirm/")[1].split("/")[0]
    return {"asked": asked, "link": handles.handle([told])}


def sorted_comments(consultation: Consultation | None) -> dict:
    """A theme of the consultation, and one that is proposed, as addresses name them."""
    if consultation is None:
        return {"theme_id": 0, "proposal_id": 0}
    comments = consultation.comments.all()
    proposal = consultation.theme_proposals.create(words="dagar svar tid", alike=0)
    proposal.comments.set(comments)
    theme = consultation.themes.create(name="Svarstid")
    theme.comments.set(comments[:1])
    return {"theme_id": theme.pk, "proposal_id": proposal.pk}


def gathered(world: World) -> dict:
    """A feed that the consultation gathers from, and what it brought."""
    if world.consultation is None:
        return {"feed": 0, "entry": 0}
    feed = world.consultation.channel_feeds.create(address="https://bloggen.example/feed", title="Bloggen")
    return {"feed": feed.pk, "entry": feed.entries.create(guid="1", title="Två dagar", words="För långt.").pk}


def organisations(consultation: Consultation | None) -> dict:
    """A referral body with its link, and the file that came with the first comment."""
    if consultation is None:
        return {"invitation": "nobody.asked", "body": 0, "attachment": 0}
    asked = consultation.invitations.get(name="Pensionärsrådet")
    file = Attachment.objects.filter(submission__consultation=consultation, name="karta.pdf").first()
    return {"invitation": links.token_of(asked), "body": asked.pk, "attachment": file.pk if file else 0}


def beside(world: World) -> dict:
    """A text in plain language beside the first version, where there is one."""
    frozen = world.policy.versions.filter(number=1).first()
    if frozen:
        text = "# Lätt att läsa\n\nKommunen svarar snabbt."
        attached.attach(frozen, kind="plain", language="sv", text=text, by=world.cast.dan)
    return {"text_kind": "plain", "tag": "sv"}


def values_of(world: World) -> dict:
    policy, consultation = world.policy, world.consultation
    edition = Edition.objects.filter(version__policy=policy).first()
    sent = consultation.submissions.first() if consultation else None
    return {
        "slug": policy.slug,
        "version": 1,
        "before": 1,
        "after": 2,
        "number": "1.1",
        "kind": "clean",
        "ending": "json",
        "lineage": policy.versions.get(number=None).paragraphs.get(number="1.1").lineage,
        "row": Paragraph.history.filter(version=policy.versions.get(number=None), number="1.1").first().history_id,
        "event": Event.objects.filter(chain=policy.uuid, verb="text put in").first().pk,
        "reading": read_in(world),
        "pk": edition.pk if edition else 0,
        "token": token_of(world),
        "key": sent.key if sent else uuid.uuid4(),
        "signed": own.token_of(sent) if sent else "1.unknown",
        "data_link": own_data.token_of(f"s{sent.pk}") if sent else "s1.unknown",
        "comment": 1,
        "page": "rules",
        **beside(world),
        "code": consultation.code if consultation else "xxxxx",
        "language": "sv",
        "fingerprint": theme_address(Municipality.current()).removeprefix("/theme-").removesuffix(".css"),
        **group_work(world),
        **gathered(world),
        **organisations(consultation),
        **sorted_comments(consultation),
        **followed(world),
        "uidb36": "1",
        "ground": "light",
        "name": "arms.svg",
    }
