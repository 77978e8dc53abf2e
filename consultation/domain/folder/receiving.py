"""Registers the comments of a folder on a consultation: submissions, threads, rows."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django_comments.models import Comment as CommentWords

from consultation.domain.folder import wording
from consultation.domain.folder.entries import CommentEntry
from consultation.domain.folder.placing import Map, Place
from consultation.domain.folder.threads import Thread, threaded
from consultation.models import Comment, CommentCounter, Consultation, Masking, ModerationAct, Submission
from consultation.models.moderation_act import HidingReason
from drafts.domain import texts
from drafts.models import Paragraph, Policy, Version

OWN_ID = re.compile(r"S-(\d{1,9})")


@dataclass
class Received:
    """The comments by the folder's ids; how they were placed: exact, likeness, section, whole; how many replies."""

    comments: dict[str, Comment] = field(default_factory=dict)
    placed: Counter = field(default_factory=Counter)
    replies: int = 0


@transaction.atomic
def load_comments(consultation: Consultation, entries: Iterable[CommentEntry]) -> Received:
    """Puts every entry on the consultation's text, as received when it was written; none is dropped.

    No mail is sent, and opening and closing do not matter: what was heard elsewhere was heard.
    """
    consultation = Consultation.objects.select_for_update().select_related("version__policy").get(pk=consultation.pk)
    entries = sorted(entries, key=lambda entry: entry.created)
    policy = consultation.version.policy
    numbers = numbered(entries, policy)
    entries.sort(key=lambda entry: numbers[entry.id])
    threads = threaded(entries)
    places = placed(entries, threads, consultation.version)
    submissions = submit(entries, consultation)
    received = Received(replies=sum(bool(thread.parent) for thread in threads.values()))
    for entry in entries:
        row = row_of(entry, places[entry.id], consultation, policy)
        row.number, row.submission = numbers[entry.id], submissions[entry.id]
        received.comments[entry.id] = row
        received.placed[places[entry.id].how] += 1
    insert(received.comments, threads)
    hide(entries, received.comments)
    mask(entries, received.comments)
    last = max([consultation.last_submission, *(submission.number for submission in submissions.values())])
    Consultation.objects.filter(pk=consultation.pk).update(last_submission=last)
    return received


def row_of(entry: CommentEntry, place: Place, consultation: Consultation, policy: Policy) -> Comment:
    """The comment as Samråd keeps it; a suggestion with the checksum of the text that it was written against."""
    body, suggestion = wording.body_and_suggestion(entry, place, language=policy.language)
    base = texts.digest(place.paragraph.text) if place.paragraph else consultation.version.checksum
    return Comment(
        consultation=consultation,
        policy=policy,
        paragraph=place.paragraph,
        state=entry.state,
        comment=body,
        submit_date=entry.created,
        kind=entry.calls_it,
        agreed=entry.agreements,
        masks=list(dict.fromkeys(entry.masks)),
        suggestion=suggestion,
        suggests=Comment.Suggests.AFTER if entry.adds and suggestion else Comment.Suggests.INSTEAD,
        base_checksum=base if suggestion else "",
    )


def numbered(entries: Sequence[CommentEntry], policy: Policy) -> dict[str, int]:
    """S-numbers: as they were where the folder has them, else on from the policy's last, in the order of time."""
    counter, _made = CommentCounter.objects.select_for_update().get_or_create(policy=policy)
    own = [OWN_ID.fullmatch(entry.id) for entry in entries]
    said = [int(match[1]) for match in own if match]
    if len(set(said)) == len(entries) and min(said, default=1) > counter.last:
        numbers = said
    else:
        numbers = list(range(counter.last + 1, counter.last + len(entries) + 1))
    counter.last = max([counter.last, *numbers])
    counter.save()
    return {entry.id: number for entry, number in zip(entries, numbers, strict=True)}


def placed(entries: Sequence[CommentEntry], threads: dict[str, Thread], version: Version) -> dict[str, Place]:
    """Where each comment stands; a reply stands where its thread does, and counts as placed like it."""
    places = Map(version.title, list(version.paragraphs.all()))
    found = {entry.id: places.place(entry) for entry in entries if not threads[entry.id].parent}
    return found | {entry.id: found[threads[entry.id].root] for entry in entries}


def submit(entries: Sequence[CommentEntry], consultation: Consultation) -> dict[str, Submission]:
    """One submission for all that a sender sent; comments without an author are each one's own."""
    by_sender: dict[tuple, Submission] = {}
    found = {}
    number = max([consultation.last_submission, *(entry.submission or 0 for entry in entries)])
    for entry in entries:
        sender = ("number", entry.submission) if entry.submission else sender_of(entry)
        if sender not in by_sender:
            number += not entry.submission
            by_sender[sender] = Submission(
                consultation=consultation,
                number=entry.submission or number,
                key=uuid.uuid4(),  # opens the receipt, names and all: nobody may be able to compute it
                sender_kind=entry.sender_kind,
                sender_name=entry.author,
                organisation=entry.organisation,
                role=entry.role,
                named=entry.named,
                channel=entry.channel,
                source=entry.source,
                received_at=entry.created,
            )
        submission = by_sender[sender]
        submission.received_at = min(submission.received_at, entry.created)
        if entry.state != Comment.State.UNCONFIRMED:
            submission.confirmed_at = submission.received_at
        found[entry.id] = submission
    Submission.objects.bulk_create(by_sender.values(), batch_size=500)
    return found


def sender_of(entry: CommentEntry) -> tuple:
    """What tells one sender from another."""
    if not entry.author and not entry.organisation:
        return ("nobody", entry.id)
    return (entry.author, entry.organisation, entry.sender_kind, entry.named, entry.channel)


def insert(comments: dict[str, Comment], threads: dict[str, Thread]) -> None:
    """Writes the three tables of each comment once; save() would write them twice and read each thread anew."""
    kinds = {model: ContentType.objects.get_for_model(model) for model in (Paragraph, Version)}
    for row in comments.values():
        row.content_type, row.object_pk, row.site_id = kinds[type(row.target)], str(row.target.pk), 1
        row.is_public = row.state == Comment.State.SHOWN
    columns = [column.attname for column in CommentWords._meta.concrete_fields if not column.primary_key]
    written = CommentWords.objects.bulk_create(
        (CommentWords(**{name: getattr(row, name) for name in columns}) for row in comments.values()),
        batch_size=500,
    )
    for row, words in zip(comments.values(), written, strict=True):
        row.pk = row.id = row.comment_ptr_id = words.pk
    for each, row in comments.items():
        thread = threads[each]
        row.parent_id = comments[thread.parent or each].pk
        row.thread_id, row.level = comments[thread.root].pk, thread.level
        row.order, row.nested_count, row.begins = thread.order, thread.nested, not thread.parent
    for model in (Comment.xtd.field.related_model, Comment):
        own = model._meta.local_concrete_fields
        for row in comments.values():
            part = model(**{column.attname: getattr(row, column.attname) for column in own})
            part.save_base(raw=True, force_insert=True)
    for row in comments.values():
        row._state.adding = False


def mask(entries: Sequence[CommentEntry], comments: dict[str, Comment]) -> None:
    """What was masked where the folder comes from is masked here, and can be shown again."""
    Masking.objects.bulk_create(
        Masking(comment=comments[entry.id], words=words, reason=HidingReason.PERSONAL_DATA)
        for entry in entries
        for words in dict.fromkeys(entry.masks)
    )


def hide(entries: Sequence[CommentEntry], comments: dict[str, Comment]) -> None:
    """Writes down why a comment is hidden, so that its place on the web can say so."""
    ModerationAct.objects.bulk_create(
        ModerationAct(
            comment=comments[entry.id],
            kind=ModerationAct.Kind.HIDE,
            reason=entry.hidden_reason,
            remark=entry.hidden_remark,
            at=entry.created,
        )
        for entry in entries
        if entry.hidden_reason
    )
