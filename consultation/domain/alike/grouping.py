"""Finding the groups: every comment is compared once, with the few that share a key with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import transaction
from django.db.models import F

from consultation.domain.alike import likeness
from consultation.domain.alike.likeness import Saying
from consultation.models import AlikeGroup, Comment, Consultation, Likeness, LikenessKey
from drafts.models import Paragraph, Policy

BATCH = 200  # comments in one transaction
ROUND = 1000  # comments in one round of the worker, so that mails do not wait
HOLDERS = 8  # comments that stand for one key; they are unlike each other
TRIED = 16  # comments that one is compared with, at most


@dataclass
class Table:
    """What is known of the comments of one consultation that share a key with those that are looked at."""

    holders: dict[int, list[int]] = field(default_factory=dict)
    sayings: dict[int, Saying] = field(default_factory=dict)
    groups: dict[int, int | None] = field(default_factory=dict)
    joined: dict[int, list[int]] = field(default_factory=dict)
    kept: list[tuple[int, int]] = field(default_factory=list)

    def like(self, said: Saying) -> list[int]:
        """The comments at the table that say nearly the same, out of those with most keys in common."""
        shared = Counter(pk for key in likeness.keys(said) for pk in self.holders.get(key, ()))
        return [pk for pk, _number in shared.most_common(TRIED) if likeness.are_alike(said, self.sayings[pk])]

    def hold(self, pk: int, said: Saying, like: Sequence[int]) -> None:
        """The comment stands for its keys where none that is like it does already."""
        self.sayings[pk] = said
        for key in likeness.keys(said):
            present = self.holders.setdefault(key, [])
            if len(present) < HOLDERS and not set(present) & set(like):
                present.append(pk)
                self.kept.append((pk, key))

    def put(self, pk: int, group: int) -> None:
        self.groups[pk] = group
        self.joined.setdefault(group, []).append(pk)


def group_new() -> int:
    """A round of the worker: compares the comments that have come in, or changed, since; how many it was."""
    forget_changed()
    return group_rest(most=ROUND)


def group_rest(*, most: int | None = None) -> int:
    """Compares the comments that have not been compared, all or `most` of them; how many it was."""
    waiting = Comment.objects.filter(likeness=None).order_by("consultation_id", "pk")
    pairs = list(waiting.values_list("consultation_id", "pk")[:most])
    batches: dict[int, list[int]] = {}
    for consultation, pk in pairs:
        batches.setdefault(consultation, []).append(pk)
    for consultation, pks in batches.items():
        for at in range(0, len(pks), BATCH):
            compare(Consultation.objects.select_related("version").get(pk=consultation), pks[at : at + BATCH])
    return len(pairs)


@transaction.atomic
def compare(consultation: Consultation, pks: Sequence[int]) -> None:
    """Puts each of the comments into the group of those it is alike, and keeps the keys by which others find it."""
    take_turn(consultation)
    comments = list(read(Comment.objects.filter(pk__in=pks, likeness=None).order_by("pk")))
    sayings = {comment.pk: saying(comment, consultation) for comment in comments}
    table = set_table(consultation, sayings.values())
    for comment in comments:
        said = sayings[comment.pk]
        if comment.is_reply and said.is_short:
            continue  # "I agree" says something else under each comment
        like = table.like(said)
        if like:
            join(table, consultation, comment.pk, like)
        table.hold(comment.pk, said, like)
    write(table, consultation, comments)


def take_turn(consultation: Consultation) -> None:
    """Two never make groups of one policy's comments at the same time; citizens can post meanwhile."""
    Policy.objects.select_for_update(no_key=True).get(pk=consultation.version.policy_id)


def read(comments):
    return comments.only("comment", "suggestion", "paragraph_id", "parent_id", "alike_id", "consultation_id")


def saying(comment: Comment, consultation: Consultation) -> Saying:
    runs = quotable(consultation.version_id)
    return likeness.saying(comment.comment, comment.suggestion, comment.paragraph_id, runs)


@lru_cache(maxsize=8)
def quotable(version: int) -> frozenset[tuple]:
    """The runs of words of a frozen text, which never changes."""
    texts = Paragraph.objects.filter(version=version).values_list("text", flat=True)
    return frozenset(run for text in texts for run in likeness.rows(likeness.words_of(text), likeness.QUOTED))


def set_table(consultation: Consultation, sayings: Iterable[Saying]) -> Table:
    """The comments that share a key with one of these; three queries."""
    table = Table()
    wanted = {key for said in sayings for key in likeness.keys(said)}
    rows = LikenessKey.objects.filter(consultation=consultation, key__in=wanted).order_by("pk")
    for key, pk in rows.values_list("key", "comment_id"):
        table.holders.setdefault(key, []).append(pk)
    known = {pk for pks in table.holders.values() for pk in pks}
    for comment in read(Comment.objects.filter(pk__in=known)):
        table.sayings[comment.pk] = saying(comment, consultation)
        table.groups[comment.pk] = comment.alike_id
    return table


def join(table: Table, consultation: Consultation, pk: int, like: Sequence[int]) -> None:
    """Puts a comment and those that are like it into one group; groups that turn out to be one become one."""
    groups = sorted({table.groups[each] for each in like if table.groups.get(each)})
    group = groups[0] if groups else AlikeGroup.objects.create(consultation=consultation).pk
    for other in groups[1:]:
        melt(table, other, group)
    for each in [*like, pk]:
        if table.groups.get(each) is None:
            table.put(each, group)


def melt(table: Table, group: int, into: int) -> None:
    """All of one group go into another."""
    Comment.objects.filter(alike=group).update(alike=into)
    AlikeGroup.objects.filter(pk=group).delete()
    table.joined.setdefault(into, []).extend(table.joined.pop(group, []))
    table.groups = {pk: into if each == group else each for pk, each in table.groups.items()}


def write(table: Table, consultation: Consultation, comments: Sequence[Comment]) -> None:
    for group, pks in table.joined.items():
        Comment.objects.filter(pk__in=pks).update(alike=group)
    Likeness.objects.bulk_create([Likeness(comment=comment) for comment in comments])
    LikenessKey.objects.bulk_create(
        [LikenessKey(consultation=consultation, comment_id=pk, key=key) for pk, key in table.kept], batch_size=2000
    )


def forget_changed() -> None:
    """Comments that their senders have changed since they were compared are compared anew."""
    changed = Likeness.objects.filter(comment__earlier__replaced_at__gt=F("compared_at"))
    pks = list(changed.values_list("comment_id", flat=True).distinct())
    if pks:
        forget(pks)


@transaction.atomic
def forget(pks: Sequence[int]) -> None:
    """As if the comments had never been compared."""
    groups = list(Comment.objects.filter(pk__in=pks, alike__isnull=False).values_list("alike_id", flat=True))
    LikenessKey.objects.filter(comment__in=pks).delete()
    Likeness.objects.filter(comment__in=pks).delete()
    Comment.objects.filter(pk__in=pks).update(alike=None)
    settle(groups)


def settle(groups: Iterable[int]) -> None:
    """After some left: ends the groups in which nobody, or one alone, is left; in the others some stand for all."""
    for group in set(groups):
        members = Comment.objects.filter(alike=group)
        hand_over(list(read(members.order_by("pk")).select_related("consultation")[:HOLDERS]))
        if members.count() < 2:
            members.update(alike=None)
            AlikeGroup.objects.filter(pk=group).delete()


def hand_over(members: Sequence[Comment]) -> None:
    """Of these members each stands for its keys, where none of them does already: who left may have stood for all."""
    held = set(LikenessKey.objects.filter(comment__in=[each.pk for each in members]).values_list("key", flat=True))
    for each in members:
        fresh = [key for key in likeness.keys(saying(each, each.consultation)) if key not in held]
        held.update(fresh)
        LikenessKey.objects.bulk_create(
            [LikenessKey(consultation_id=each.consultation_id, comment=each, key=key) for key in fresh]
        )
