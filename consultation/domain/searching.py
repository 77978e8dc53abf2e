"""Search in what is published: titles, the newest text of each policy, and shown comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from consultation.domain import personal_numbers
from consultation.domain.entering import discretion
from consultation.models import Comment
from drafts.models import Paragraph, Policy, Version

MOST = 30
AROUND = 90


@dataclass(frozen=True)
class Excerpt:
    """The words around a hit: before it, the hit itself as it is written there, after it."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True)
class Hit:
    """A policy, paragraph or comment that has the words."""

    thing: Policy | Paragraph | Comment
    excerpt: Excerpt | None


@dataclass(frozen=True)
class Found:
    """All hits; `most` stands where there are more than are shown."""

    policies: Sequence[Hit] = ()
    paragraphs: Sequence[Hit] = ()
    comments: Sequence[Hit] = ()

    @property
    def total(self) -> int:
        return len(self.policies) + len(self.paragraphs) + len(self.comments)

    @property
    def cut(self) -> bool:
        return MOST in (len(self.policies), len(self.paragraphs), len(self.comments))


def find(words: str, *, within: Policy | None = None) -> Found:
    """Everything published that has the words, as they stand, or what there is of one policy; nothing for one sign."""
    if len(words) < 2:
        return Found()
    newest = Version.objects.published().filter(policy=OuterRef("version__policy")).order_by("-number")
    policies = Policy.objects.public().select_related("document_type", "unit").order_by("title")
    if within:
        policies = policies.filter(pk=within.pk)
    texts = Paragraph.objects.filter(version=Subquery(newest.values("pk")[:1]), version__policy__in=policies)
    texts = texts.select_related("version__policy").order_by("version", "position")
    said = Comment.objects.shown().filter(consultation__version__published_at__isnull=False)
    if within:
        said = said.filter(policy=within)
    if personal_numbers.first(words):
        said = said.none()
    said = said.select_related("submission", "paragraph", "consultation__version__policy")
    return Found(
        hits(policies.filter(having(words, "title", "summary")), words, "summary"),
        hits(texts.filter(having(words, "text")), words, "text"),
        said_hits(said.filter(having(words, "comment")), words),
    )


def having(words: str, *fields: str) -> Q:
    """Rows with the words in one of the fields, whatever their case: SQLite folds only a to z by itself."""
    wanted = Q()
    for field in fields:
        for form in dict.fromkeys([words, words.lower(), words.upper(), words.capitalize()]):
            wanted |= Q(**{f"{field}__icontains": form})
    return wanted


def hits(rows: QuerySet, words: str, field: str) -> list[Hit]:
    return [Hit(row, excerpt(personal_numbers.masked(getattr(row, field)), words)) for row in rows[:MOST]]


def said_hits(rows: QuerySet, words: str) -> list[Hit]:
    """The comments in which the words are shown: what is masked in a letter is not found in it either."""
    found = [(row, discretion.public_words(row, row.submission)) for row in rows[:MOST]]
    return [Hit(row, excerpt(text, words)) for row, text in found if words.lower() in text.lower()]


def excerpt(text: str, words: str) -> Excerpt | None:
    """The surroundings of the first hit; None where it is not in this text."""
    at = text.lower().find(words.lower())
    if at < 0:
        return None
    start, end = max(0, at - AROUND), at + len(words) + AROUND
    before, after = text[start:at], text[at + len(words) : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Excerpt(before, text[at : at + len(words)], after)
