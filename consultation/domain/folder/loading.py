"""Writes a folder into the database: the whole policy, or nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain import lifecycle, papers
from consultation.domain.folder import causes
from consultation.domain.folder.beside import loading as beside
from consultation.domain.folder.entries import ConsultationEntry, Folder, VersionEntry
from consultation.domain.folder.receiving import load_comments
from consultation.exceptions import FolderRefused
from consultation.models import Comment, Consultation, Decision, Disposition, EarlierAnswer, Override
from drafts.domain import importing, policies, versions
from drafts.models import DocumentType, Edition, Policy, Version
from drafts.models.policy import State
from organisation.domain import log
from organisation.models import Unit

DECIDING_BODY = "Kommunfullmäktige"


@dataclass
class Loaded:
    """What was written: the policy, and how many of each."""

    policy: Policy
    counts: Counter = field(default_factory=Counter)
    placed: Counter = field(default_factory=Counter)
    comments: dict[str, Comment] = field(default_factory=dict)


@transaction.atomic
def load(folder: Folder) -> Loaded:
    """A new policy with its versions (imported: past the gates, within the constraints) and all that hangs on them.

    Papers are asked for as if it had gone its way here. Refused when its address, or that of a
    consultation, is taken; an approval does not travel.
    """
    refuse_taken(folder)
    policy = create(folder)
    loaded = Loaded(policy)
    for number, entry in enumerate(folder.versions, start=1):
        fill(policy, entry)
        causes.tie(policy, folder, entry, loaded)
        version = versions.freeze(policy, by=None, at=entry.frozen, state=Version.State.IMPORTED, label=entry.label)
        if is_internal(entry, folder):
            lifecycle.share(version, at=entry.published or entry.frozen)
        elif entry.published:
            lifecycle.publish(version, at=entry.published)
        elif entry.set_aside:
            version.set_aside_at = entry.set_aside
            version.save(update_fields=["set_aside_at"])
        for consultation in folder.consultations:
            if consultation.version == entry.name:
                hear(version, consultation, folder, loaded, later=folder.versions[number:])
        beside.put_texts(version, entry.name, folder.beside)
        decide(version, entry, folder, loaded)
        pass_over(version, entry, folder)
        loaded.counts["versions"] += 1
        loaded.counts["paragraphs"] = version.paragraphs.count()
    if folder.draft:
        fill(policy, folder.draft)
        causes.tie(policy, folder, folder.draft, loaded)
    finish(policy, folder, loaded)
    return loaded


def is_internal(version: VersionEntry, folder: Folder) -> bool:
    """Whether its consultation is seen by officials alone."""
    own = [each.kind for each in folder.consultations if each.version == version.name]
    return Consultation.Kind.INTERNAL in own


def refuse_taken(folder: Folder) -> None:
    """Stops where an address of the folder belongs to something that is here already."""
    if Policy.objects.filter(slug=folder.slug).exists():
        raise FolderRefused(_("There is already a policy at the address “%(slug)s”.") % {"slug": folder.slug})
    slugs = [entry.slug for entry in folder.consultations]
    taken = Consultation.objects.filter(slug__in=slugs).first()
    twice = [slug for slug in slugs if slugs.count(slug) > 1]
    if taken or twice:
        slug = taken.slug if taken else twice[0]
        raise FolderRefused(_("There is already a consultation at the address “%(slug)s”.") % {"slug": slug})


def create(folder: Folder) -> Policy:
    """The policy with its head and an empty draft."""
    head = dict(folder.head)
    kind, _made = DocumentType.objects.get_or_create(
        name=head.pop("document_type"), defaults={"deciding_body": DECIDING_BODY}
    )
    unit, _made = Unit.objects.get_or_create(name=head.pop("unit"))
    policy = policies.create(head.pop("title"), document_type=kind, unit=unit, by=None, **head)
    policy.slug = folder.slug
    policy.save()
    return policy


def fill(policy: Policy, entry: VersionEntry) -> None:
    """Makes the text of a version that of the draft, with the identity that the folder knows."""
    draft = policy.versions.draft()
    lineages = entry.lineages or None
    importing.replace_text(draft, entry.text, by=None, lineages=lineages)


def hear(version: Version, entry: ConsultationEntry, folder: Folder, loaded: Loaded, *, later: tuple) -> None:
    """A consultation on a version, its comments, and the answers to them."""
    if version.published_at is None and version.shared_at is None:
        lifecycle.publish(version, at=version.frozen_at)
    consultation = Consultation.objects.create(
        version=version,
        slug=entry.slug,
        kind=entry.kind,
        opens_at=entry.opens,
        closes_at=entry.closes,
        introduction=entry.introduction,
        announced_at=version.published_at or version.shared_at,
        answers_come=entry.answers_come,
    )
    received = load_comments(consultation, [each for each in folder.comments if each.version == entry.version])
    loaded.comments |= received.comments
    beside.put(consultation, entry.version, folder.beside, received.comments)
    loaded.placed += received.placed
    loaded.counts += Counter(consultations=1, comments=len(received.comments), replies=received.replies)
    answered = answer(consultation, folder, loaded)
    recall(consultation, folder, loaded)
    published = entry.answers_published
    if not entry.answers_said and answered and later:
        published = later[0].published
    if published:
        consultation.refresh_from_db()
        consultation.answers_published_at = published
        consultation.save()


def answer(consultation: Consultation, folder: Folder, loaded: Loaded) -> int:
    """The answers to the comments of one consultation, signed as in the folder; how many there are."""
    count = 0
    for entry in folder.dispositions:
        rows = [loaded.comments[each] for each in entry.comments if each in loaded.comments]
        rows = [row for row in rows if row.consultation_id == consultation.pk]
        if rows:
            disposition = Disposition.objects.create(
                consultation=consultation,
                outcome=entry.outcome,
                reason=entry.reason,
                signature=entry.signature,
                at=entry.at or consultation.closes_at,
                published_at=entry.published,
            )
            Comment.objects.filter(pk__in=[row.pk for row in rows]).update(disposition=disposition)
            count += 1
    loaded.counts["dispositions"] += count
    return count


def recall(consultation: Consultation, folder: Folder, loaded: Loaded) -> None:
    """The published answers of one consultation that others took the place of."""
    for entry in folder.earlier:
        given = {"outcome": entry.outcome, "reason": entry.reason, "signature": entry.signature, "at": entry.at}
        for row in (loaded.comments[each] for each in entry.comments if each in loaded.comments):
            if row.consultation_id == consultation.pk:
                EarlierAnswer.objects.create(comment=row, why=entry.why, replaced_at=entry.replaced, **given)


def decide(version: Version, entry: VersionEntry, folder: Folder, loaded: Loaded) -> None:
    """What was decided on a version; adopting it dates the policy."""
    for decision in folder.decisions:
        if decision.version == entry.name:
            Decision.objects.create(
                policy=version.policy, version=version, kind=decision.kind, date=decision.date, **decision.fields
            )
            loaded.counts["decisions"] += 1


def pass_over(version: Version, entry: VersionEntry, folder: Folder) -> None:
    """Why the version went on although something was missing."""
    for said in folder.overrides:
        if said.version == entry.name:
            given = {"lacking": said.lacking, "reason": said.reason, "signature": said.signature}
            Override.objects.create(version=version, at=said.at or version.frozen_at, **given)


def finish(policy: Policy, folder: Folder, loaded: Loaded) -> None:
    """Sets how far the policy has come, and asks for its papers."""
    policy.refresh_from_db()
    policy.state = travelling(folder.state, waiting=policy.versions.waiting().exists())
    adopted = policy.decisions.filter(kind__in=Decision.ADOPTING).order_by("date", "pk").last()
    for name, day in folder.dates.items():
        setattr(policy, name, day or (getattr(adopted, name) if adopted else None))
    policy.save()
    log.record(policy.uuid, "folder loaded", policy=policy.pk, **loaded.counts)
    for version in policy.versions.published().order_by("number"):
        papers.ask_for(version, Edition.Kind.CLEAN)
        if version.number > 1:
            papers.ask_for(version, Edition.Kind.MARKED)
        if Consultation.objects.filter(version=version, answers_published_at__isnull=False).exists():
            papers.ask_for(version, Edition.Kind.REPORT)


def travelling(state: str, *, waiting: bool) -> str:
    """The state as it goes from one installation to another: an approval is somebody's word in the one it left."""
    return State.DRAFT if state in (State.REVIEW, State.APPROVED) and not waiting else state
