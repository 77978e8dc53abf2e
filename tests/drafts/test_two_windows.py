"""Two who split, join, move and write in the same paragraphs: no word comes twice, none goes without a choice."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drafts.domain import kinship, steps
from drafts.domain.editing.changes import Form
from drafts.domain.steps import Clash, Insert, Move, Overtaken, Remove, Rewrite, Told, proposals
from tests.base import make_policy

pytestmark = pytest.mark.django_db
PLAIN = Form("paragraph", 0, "")
TEXT = "# T\n\n" + "\n\n".join(" ".join(f"{letter}{n}" for n in range(4)) for letter in "abc")

acts = st.tuples(
    st.sampled_from(["write", "split", "split", "join", "join", "move", "cut", "save", "save"]),
    st.integers(0, 1),
    st.integers(0, 9),
    st.integers(0, 9),
)
choices = st.sampled_from(["mine", "theirs", "proposal"])


@dataclass
class Block:
    """A paragraph as it stands in a window."""

    lineage: UUID
    words: list[str]
    origin: UUID | None = None
    merged: list[UUID] = field(default_factory=list)


class Window:
    """What the editor's script does, in short: what it knows of the text, what stands in it, and the steps between."""

    def __init__(self, policy, by) -> None:
        self.policy, self.by = policy, by
        self.written = 0
        self.load()

    def load(self) -> None:
        draft = self.policy.versions.draft()
        self.told = steps.cursor(draft)
        rows = list(draft.paragraphs.all())
        self.known = {row.lineage: row for row in rows}
        self.behind, self.choosing = {}, []
        self.doc = [Block(row.lineage, row.text.split()) for row in rows]

    def act(self, name: str, place: int, at: int) -> set[str]:
        """Does something to the block at `place`; the words that were cut away."""
        block = self.doc[place % len(self.doc)]
        index = self.doc.index(block)
        if name == "write":
            self.written += 1
            block.words.insert(at % (len(block.words) + 1), f"{self.by.name}{self.written}")
        elif name == "split" and len(block.words) > 1:
            cut = 1 + at % (len(block.words) - 1)
            self.doc.insert(index + 1, Block(uuid.uuid4(), block.words[cut:], block.lineage))
            del block.words[cut:]
        elif name == "join" and index:
            before = self.doc[index - 1]
            before.words += block.words
            before.merged += [block.lineage, *block.merged, *([block.origin] if block.origin else [])]
            self.doc.remove(block)
        elif name == "move":
            self.doc.insert(at % len(self.doc), self.doc.pop(index))
        elif name == "cut" and len(block.words) > 1:
            return {block.words.pop(at % len(block.words))}
        return set()

    def families(self) -> kinship.Families:
        ties = [[each.lineage, *each.merged] for each in self.doc]
        ties += [[each.lineage, each.origin] for each in self.doc if each.origin]
        return kinship.Families(ties + self.choosing)

    def steps(self) -> list:
        families, found, after = self.families(), [], None
        place = {block.lineage: at for at, block in enumerate(self.doc)}
        for block in self.doc:
            row, text = self.known.get(block.lineage), " ".join(block.words)
            if row is None:
                origin = block.origin if block.origin in self.known else None
                found.append(Insert(block.lineage, after, PLAIN, text, origin, self.seen(families, block.lineage)))
            else:
                found.append(Move(block.lineage, after))
                if text != row.text:
                    seen = self.seen(families, block.lineage)
                    found.append(Rewrite(block.lineage, row.revision, PLAIN, text, seen))
            after = block.lineage
        for lineage, row in self.known.items():
            if lineage not in place:
                heir = next((each.lineage for each in self.doc if lineage in each.merged), None)
                found.append(Remove(lineage, row.revision, heir, self.seen(families, lineage)))
        return found

    def seen(self, families, lineage: UUID) -> dict[UUID, int]:
        others = families.of(lineage) - {lineage}
        return {each: self.known[each].revision for each in others if each in self.known}

    def save(self, choose) -> set[str]:
        """Saves until it is saved; the words that a choice let go."""
        let_go = set()
        for _try in range(20):
            try:
                steps.take(self.policy, self.steps(), told=Told(self.told, self.behind), by=self.by)
            except Overtaken as refusal:
                for clash in refusal.clashes:
                    let_go |= self.settle(clash, choose() if clash.has_words else "theirs")
            else:
                self.load()
                return let_go
        raise AssertionError("The same refusal again and again.")

    def settle(self, clash: Clash, choice: str) -> set[str]:
        """Does as was chosen; the words that the other side had, or this one, and that are not in what it becomes."""
        proposal = proposals.proposed(clash) if choice == "proposal" else None
        had = words_of(clash.mine) | words_of(clash.theirs)
        if choice == "theirs":
            self.become(clash, clash.rows)
            return words_of(clash.mine) - words_of(clash.theirs) if clash.has_words else set()
        wanted = proposal.steps if proposal else proposals.steps_to(clash, clash.mine)
        taken = steps.take(self.policy, wanted, told=Told(self.told, self.behind), by=self.by)
        gone = {step.lineage for step in wanted if isinstance(step, Remove)}
        rows = {row.lineage: row for row in [*clash.rows, *taken.paragraphs] if row.lineage not in gone}
        self.become(clash, [rows[each] for each in clash.lineages if each in rows])
        return had - {word for row in rows.values() for word in row.text.split()}

    def become(self, clash: Clash, rows) -> None:
        """The blocks of the family are those rows from now on."""
        family = set(clash.lineages)
        at = min((n for n, block in enumerate(self.doc) if block.lineage in family), default=0)
        self.doc = [block for block in self.doc if block.lineage not in family]
        self.doc[at:at] = [Block(row.lineage, row.text.split()) for row in rows]
        for lineage in family:
            self.known.pop(lineage, None)
            self.behind[lineage] = 0
        self.known |= {row.lineage: row for row in rows}
        self.behind |= {row.lineage: row.revision for row in rows}


def words_of(side) -> set[str]:
    return {word for each in side for word in each.text.split()}


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_two_who_reshape_the_same_paragraphs_double_and_lose_nothing(cast, data):
    policy = make_policy(cast, text=TEXT, title=f"T {uuid.uuid4().hex}")
    windows = [Window(policy, cast.dan), Window(policy, cast.olga)]
    all_words, gone = set(TEXT.split()[2:]), set()
    for name, who, place, at in data.draw(st.lists(acts, min_size=6, max_size=12)):
        window = windows[who]
        if name == "save":
            gone |= window.save(lambda: data.draw(choices))
        else:
            gone |= window.act(name, place, at)
        all_words |= {f"{window.by.name}{n + 1}" for n in range(window.written)}
    for window in [*windows, *windows]:
        gone |= window.save(lambda: data.draw(choices))
    stored = Counter(word for row in policy.versions.draft().paragraphs.all() for word in row.text.split())
    assert [word for word, count in stored.items() if count > 1] == []
    assert all_words - set(stored) <= gone
