"""What was said of the rows of a reading, cleaned: which paragraph is which."""

from collections.abc import Mapping

from consultation.domain.importing import Given

CHOICES = ("same", "new", "gone", "first", "with")
TIE, WITH, ALSO = "tie-", "with-", "also-"


def given_in(post: Mapping[str, str]) -> list[Given]:
    """The answers among the fields of a form; what is no answer is passed over."""
    found = []
    for name, choice in post.items():
        key = name.removeprefix(TIE)
        if name.startswith(TIE) and choice in CHOICES:
            found.append(Given(key, choice, post.get(f"{WITH}{key}", ""), f"{ALSO}{key}" in post))
    return found
