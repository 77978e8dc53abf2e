"""Who else is at the merge table, and which comments have come in since a page was made."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import Max

from consultation.domain import cards
from consultation.models import Comment, Consultation
from drafts.domain import sittings, texts
from drafts.models import Paragraph, Policy
from organisation.models import User


@dataclass(frozen=True)
class Colleague:
    """Somebody else who has the draft open, here or in the editor, and where; `number` is "" for nowhere."""

    name: str
    number: str
    lineage: UUID | None


@dataclass(frozen=True)
class Arrival:
    """Comments on one paragraph (None: the whole text) that have come in since."""

    paragraph: Paragraph | None
    comments: list[Comment]


@dataclass(frozen=True)
class Company:
    """What a page of the merge table is told while somebody works on it."""

    colleagues: list[Colleague]
    arrivals: list[Arrival]

    @property
    def mark(self) -> str:
        """Equal while there is nothing new to tell."""
        people = [f"{each.name} {each.number}" for each in self.colleagues]
        return texts.digest("\n".join(people + [each.reference for one in self.arrivals for each in one.comments]))[:16]


def window(policy: Policy, user: User) -> UUID:
    """The key of a person's place at the merge table of a policy, however many windows they have open."""
    return uuid5(policy.uuid, f"merge {user.pk}")


def sit_down(policy: Policy, lineage: UUID | None, *, by: User) -> None:
    """Notes that somebody is at this paragraph; the others see it for a minute."""
    sittings.hear(policy.versions.draft(), window(policy, by), lineage=lineage, by=by)


def near(policy: Policy, user: User) -> list[Colleague]:
    """The others, each once, where they were heard of last."""
    rows = sittings.others(policy.versions.draft(), window(policy, user))
    found = {row.user_id: row for row in sorted(rows, key=lambda row: row.at) if row.user_id != user.pk}
    return [Colleague(row.user.name, row.number or "", row.lineage) for row in found.values()]


def newest(consultation: Consultation) -> int:
    """The pk of the comment that came in last."""
    return Comment.objects.filter(consultation=consultation).aggregate(last=Max("pk"))["last"] or 0


def arrived(consultation: Consultation, since: int) -> list[Arrival]:
    """The comments that have come in after the one with the pk `since`, by the paragraph that they are on."""
    found: dict[int | None, list[Comment]] = {}
    for comment in cards.whole(Comment.objects.filter(consultation=consultation, pk__gt=since)):
        found.setdefault(comment.paragraph_id, []).append(comment)
    return [Arrival(comments[0].paragraph, comments) for comments in found.values()]
