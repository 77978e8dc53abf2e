"""A policy that goes through two consultations and three versions, in which every kind of tie has a comment."""

from dataclasses import dataclass

from consultation.domain import dispositions, lifecycle, merging, reshaping
from consultation.models import Comment, Consultation
from drafts.models import Paragraph, Policy
from tests.base import Cast, announce, answer_all, approve, close, comment, make_policy

TEXT = """# Riktlinjer för lek

Riktlinjerna gäller alla.

## Platser

Lekplatser ska vara trygga.

Varje lekplats ses över varje år. Fel rättas inom en vecka.

Gungor sätts upp på gräs.

Gräset klipps var vecka.

Rutschbanor är gula.

Sandlådor täcks på natten.

## Ansvar

Nämnden ansvarar.
"""
WHOLE = None


@dataclass
class Rounds:
    """The policy, its consultations in order, and the comments by what they are on."""

    cast: Cast
    policy: Policy
    first: Consultation
    second: Consultation | None = None
    said: dict[str, Comment] = None

    def draft(self, words: str) -> Paragraph:
        """The paragraph of the draft that begins with these words."""
        return self.policy.versions.draft().paragraphs.get(text__startswith=words)

    def change(self, name: str) -> list[Comment]:
        return [self.said[name]]


def first_round(cast: Cast, title: str = "Riktlinjer för lek") -> Rounds:
    """Version 1 is heard: one comment on each paragraph, two on the edited one, one on the whole; then closed."""
    first = announce(cast, make_policy(cast, text=TEXT, title=title))
    places = {
        "kept": "0.1", "section": "1", "edited": "1.1", "split": "1.2", "into": "1.3", "joined": "1.4",
        "removed": "1.5", "moved": "1.6", "whole": WHOLE,
    }  # fmt: skip
    wish = {"edited": "Lekplatser ska vara trygga och öppna."}
    said = {
        name: comment(first, number, f"Om {name}.", suggestion=wish.get(name, ""), name=f"Petra{name}")
        for name, number in places.items()
    }
    close(first)
    return Rounds(cast, first.version.policy, first, said=said)


def merge_first(it: Rounds) -> None:
    """Every kind of change, each because of its comment, by the acts of the merge table; then frozen as version 2."""
    dan = it.cast.dan
    merging.use_suggestion(it.said["edited"], revision=it.draft("Lekplatser").revision, reason="Rimligt.", by=dan)
    row = it.draft("Varje")
    reshaping.split(
        row, "Varje lekplats ses över varje år.", "Fel rättas inom en vecka.", revision=row.revision,
        because_of=it.change("split"), reason="Två saker.", by=dan,
    )  # fmt: skip
    into, row = it.draft("Gungor"), it.draft("Gräset")
    reshaping.join(
        row, "Gungor sätts upp på gräs. Gräset klipps var vecka.", revision=row.revision, seen=into.revision,
        because_of=it.change("joined"), by=dan,
    )  # fmt: skip
    row = it.draft("Rutschbanor")
    merging.remove(row, revision=row.revision, because_of=it.change("removed"), reason="Behövs inte.", by=dan)
    reshaping.move(it.draft("Sandlådor"), after=it.draft("Nämnden"), because_of=it.change("moved"), by=dan)
    dispositions.dispose([it.said["edited"]], outcome="met", reason="Ja.", by=dan)
    freeze(it, it.first)


def freeze(it: Rounds, consultation: Consultation) -> None:
    answer_all(it.cast, consultation)
    approve(it.cast, it.policy)
    lifecycle.freeze_revised(it.policy, by=it.cast.dan)
    it.policy.refresh_from_db()
    consultation.refresh_from_db()


def second_round(cast: Cast) -> Rounds:
    """Version 2 is announced and open; on it two comments, one where the first round said something, one where not."""
    it = first_round(cast)
    merge_first(it)
    opens, closes = it.first.opens_at, it.first.closes_at
    it.second = lifecycle.announce(it.policy, opens_at=closes, closes_at=closes + 20 * (closes - opens), by=cast.dan)
    it.said["again"] = comment(it.second, "1.1", "Om igen.", name="Petraedited")
    it.said["half"] = comment(it.second, "1.3", "Om halvan.", name="Paul")
    it.policy.refresh_from_db()
    return it
