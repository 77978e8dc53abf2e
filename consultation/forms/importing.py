"""What was said of the rows of a reading, cleaned: which paragraph is which."""

from collections.abc import Mapping

from consultation.domain.importing import Given

CHOICES = ("same", "new", "gone", "first", "with")
TIE, WITH, ALSO = "tie-", "with-", "also-"


def given_in(post: Mapping[str, str]) -> list[Given]:
    """The answers among the fields of a form; what is no answer is passed over.

    Who has chosen a paragraph, but not said "belongs with", has said it.
    """
    chosen = {name.removeprefix(WITH): "with" for name, value in post.items() if name.startswith(WITH) and value}
    said = {name.removeprefix(TIE): value for name, value in post.items() if name.startswith(TIE) and value in CHOICES}
    return [
        Given(key, choice, post.get(f"{WITH}{key}", ""), f"{ALSO}{key}" in post)
        for key, choice in (chosen | said).items()
    ]
