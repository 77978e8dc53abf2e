"""One round of the main job on a text that exists already: hear, answer, revise, freeze."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from markdown_it import MarkdownIt

from consultation.domain import dispositions, lifecycle, merging, printing, unexplained
from consultation.domain.folder.entries import CommentEntry
from consultation.domain.folder.receiving import Received, load_comments
from consultation.models import Comment, Consultation
from drafts.domain import editions, importing, rendering
from drafts.models import Paragraph, Policy, Version
from organisation.exceptions import ActRefused
from tests import pdf_letters
from tests.base import approve, close


def hear(cast, policy: Policy, entries: Iterable[CommentEntry]) -> tuple[Consultation, Received]:
    """A consultation on the newest version, with what was said about it; closed when this returns."""
    now = timezone.now()
    consultation = lifecycle.announce(policy, opens_at=now, closes_at=now + timedelta(days=30), by=cast.dan)
    received = load_comments(consultation, entries)
    return close(consultation), received


def answer(cast, consultation: Consultation, text: str) -> list[Comment]:
    """Answers every comment; where its suggestion is in the next text, it is met and used. Those that were."""
    wanted = letters_of_markdown(text)
    met, others = [], []
    for comment in Comment.objects.filter(consultation=consultation).unanswered():
        is_met = comment.suggestion and letters_of_markdown(comment.suggestion) in wanted
        (met if is_met else others).append(comment)
    for comment in met:
        dispositions.dispose([comment], outcome="met", reason="Det blir tydligare.", by=cast.dan)
        try:
            draft = merging.in_draft(comment)
            merging.use_suggestion(comment, revision=draft.revision, by=cast.dan)
        except ActRefused as refused:
            raise AssertionError(f"{comment}: {refused}") from refused
    if others:
        dispositions.dispose(others, outcome="noted", reason="Tack. Texten har arbetats om.", by=cast.dan)
    return met


def revise(cast, policy: Policy, text: str) -> Version:
    """Puts the whole next text in, gives every other change its cause, and freezes what has become of it."""
    importing.put_in(policy, text, by=cast.dan)
    for tie in unexplained.without_cause(policy):
        merging.give_cause(tie, reason="Språklig bearbetning.", by=cast.dan)
    approve(cast, policy)
    return lifecycle.freeze_revised(policy, by=cast.dan)


def letters_of_markdown(text: str) -> str:
    """What a reader of the Markdown sees, made by another way than ours; pictures read as their descriptions.

    What is set in is no code, here as in Samråd.
    """
    made = MarkdownIt("commonmark", {"html": True}).enable("table").disable("code").render(text)
    made = re.sub(r"<!--.*?-->", " ", made, flags=re.S)
    made = re.sub(r'<img\b[^>]*?\b(?:alt|title)="([^"]*)"[^>]*>', r" \1 ", made)
    return letters(html.unescape(re.sub(r"<[^>]*>", " ", made)))


def letters_of_version(version: Version) -> str:
    """A version's title and its paragraphs as they are rendered."""
    rows = [rendering.words(paragraph.html) for paragraph in version.paragraphs.all()]
    return letters(" ".join([version.title, *rows]))


def letters(text: str) -> str:
    """A text without anything but its letters and digits: line ends and hyphens do not count."""
    return re.sub(r"[\W_]+", "", text).casefold()


def paper(version: Version, kind: str) -> str:
    """The letters of a paper that is made of a version."""
    edition = editions.ask(version, kind)
    printing.make(edition.pk)
    edition.refresh_from_db()
    assert edition.state == "ready", edition.problem
    with edition.file.open("rb") as file:
        return letters(pdf_letters.words_of(file.read()))


def missing(paragraphs: Iterable[Paragraph], printed: str) -> list[str]:
    """The numbers of paragraphs whose words are not in the paper: a page may end inside one, so pieces count."""
    found = []
    for paragraph in paragraphs:
        text = letters(rendering.words(paragraph.html))
        pieces = [text[at : at + 60] for at in range(0, len(text), 60)]
        absent = sum(piece not in printed for piece in pieces)
        if absent > 1 + len(pieces) // 20:
            found.append(paragraph.number)
    return found


def same_text_same_lineage(before: Version, after: Version) -> list[str]:
    """Numbers of paragraphs that stand once in both versions, word for word, and yet are not the same paragraph."""
    sides = [list(version.paragraphs.all()) for version in (before, after)]
    counts = [Counter(paragraph.text for paragraph in side) for side in sides]
    lineages = {paragraph.text: paragraph.lineage for paragraph in sides[0]}
    return [
        paragraph.number
        for paragraph in sides[1]
        if counts[0][paragraph.text] == counts[1][paragraph.text] == 1 and lineages[paragraph.text] != paragraph.lineage
    ]
