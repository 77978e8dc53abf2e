"""A letter in its passages: numbered, and which of them stand in a comment already."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consultation.models import Comment

BLANK = re.compile(r"\n[ \t]*\n")
SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]?\s+(?=[\"”’(]?[^\W\d_a-zåäö])")


@dataclass
class Passage:
    """One passage of a letter; `comments` hold all of it, `partly` some of its words."""

    number: int
    words: str
    comments: list[Comment] = field(default_factory=list)
    partly: list[Comment] = field(default_factory=list)

    @property
    def is_left(self) -> bool:
        """Whether it stands in no comment at all."""
        return not (self.comments or self.partly)


def folded(words: str) -> str:
    """Words in one line: a line that is broken elsewhere is the same passage."""
    return " ".join(words.split())


def blocks(words: str) -> list[str]:
    """The parts between empty lines."""
    return [block.strip() for block in BLANK.split(words.replace("\r\n", "\n")) if block.strip()]


def of(words: str, comments: Iterable[Comment] = (), *, sentences: bool = False) -> list[Passage]:
    """The passages of a letter in their order, each with the comments that were made of it."""
    found = blocks(words)
    if sentences:
        found = [each for block in found for each in SENTENCE.split(block)]
    made = [
        (comment, folded(comment.comment), [folded(block) for block in blocks(comment.comment)]) for comment in comments
    ]
    passages = []
    for number, said in enumerate(found, start=1):
        passage, line = Passage(number, said), folded(said)
        for comment, whole, parts in made:
            if line in whole:
                passage.comments.append(comment)
            elif any(part in line for part in parts):
                passage.partly.append(comment)
        passages.append(passage)
    return passages


def stands_in(words: str, letter: str) -> bool:
    """Whether all of the words stand in the letter, each of their paragraphs unbroken."""
    line = folded(letter)
    return bool(words.strip()) and all(folded(block) in line for block in blocks(words))


def joined(passages: Sequence[Passage]) -> str:
    """The words of some passages as one text."""
    return "\n\n".join(passage.words for passage in passages)
