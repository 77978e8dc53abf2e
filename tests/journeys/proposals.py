"""A policy that was heard, with proposals that go together and proposals that do not."""

from dataclasses import dataclass

from consultation.domain import merging, workspace
from consultation.models import Comment, Consultation
from drafts.models import Paragraph, Policy
from tests.base import Cast, announce, close, comment, make_policy

TEXT = """# Riktlinjer för svar

## Svar

Kommunen ska svara alla inom två dagar i sina kanaler.

1. Ta emot frågan.
2. Skriv ett svar.
3. Skicka det.

## Bilder

Bilder ska ha en text.
"""
BASE = "Kommunen ska svara alla inom två dagar i sina kanaler."
WISHES = {
    "always": BASE.replace("ska", "ska alltid"),
    "every": BASE.replace("i sina", "i alla sina"),
    "three": BASE.replace("två", "tre"),
    "four": BASE.replace("två", "fyra"),
}


@dataclass
class Heard:
    """The policy, its closed consultation, and the comments by what they want."""

    cast: Cast
    policy: Policy
    consultation: Consultation
    said: dict[str, Comment]

    def draft(self, number: str = "1.1") -> Paragraph:
        return self.policy.versions.draft().paragraphs.get(number=number)

    def use(self, name: str) -> str:
        """Uses the suggestion at once; the words that stand there then."""
        row = self.said[name].paragraph.number
        merging.use_suggestion(self.said[name], revision=self.draft(row).revision, by=self.cast.dan)
        return self.draft(row).text

    def write(self, text: str, *names: str, number: str = "1.1", answers=()) -> workspace.Saved:
        """Saves words of one's own, because of the comments with these names."""
        row = self.draft(number)
        causes = tuple(self.said[name] for name in names)
        wording = workspace.Wording(row, row.revision, text, causes=causes, offered=causes, editorial=not names)
        return workspace.save(self.policy, answers=answers, wording=wording, by=self.cast.dan)


def heard(cast: Cast) -> Heard:
    """Closed, with four wordings for 1.1, one for a list item, and a view with a reply on 2.1."""
    consultation = announce(cast, make_policy(cast, text=TEXT, title="Riktlinjer för svar"))
    said = {name: comment(consultation, "1.1", f"Vill {name}.", suggestion=wish) for name, wish in WISHES.items()}
    said["item"] = comment(consultation, "1.1-b", "Kort.", suggestion="Skriv ett kort svar.")
    said["view"] = comment(consultation, "2.1", "Bra.", name="Petra")
    said["reply"] = comment(consultation, "2.1", "Ja.", parent=said["view"], name="Paul")
    consultation.refresh_from_db()
    close(consultation)
    return Heard(cast, consultation.version.policy, consultation, said)
