"""Whatever is done in whatever order: who comes from whom, numbers, history and the Markdown stay right."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from drafts.domain import blocks, editing, numbering, texts, versions
from drafts.models import Paragraph
from tests.base import make_policy

pytestmark = [pytest.mark.django_db]

TEXT = """# T

Först.

## Ett

Se noten.[^1]

3. tre
4. fyra
   - inne
5. fem

### Under

> Citat.

## Två

Sist.

[^1]: Källan.
"""
places = st.integers(0, 40)
words = st.sampled_from(["ko", "häst", "får får", "gås [^1]", "**and** och"])
forms = st.tuples(st.sampled_from(["paragraph", "heading", "bullet", "ordered", "quote"]), st.integers(0, 4))


class Writers(RuleBasedStateMachine):
    """A draft after a frozen version, and a model of what each of its paragraphs comes from."""

    cast = None

    def __init__(self) -> None:
        super().__init__()
        self.policy = make_policy(self.cast, text=TEXT, title="T")
        versions.freeze(self.policy, by=self.cast.dan, state="imported")
        self.policy.versions.frozen().update(published_at="2026-01-01T00:00:00Z")
        self.draft = self.policy.versions.draft()
        self.origins = {row.lineage: {row.lineage} for row in self.rows()}
        self.gone = {}

    def rows(self) -> list[Paragraph]:
        return list(self.draft.paragraphs.all())

    def at(self, place: int) -> Paragraph:
        rows = self.rows()
        return rows[place % len(rows)]

    @rule(place=places, text=words, form=st.none() | forms)
    def rewrite(self, place, text, form):
        row = self.at(place)
        if row.kind != "note":
            kind, level = form or (row.kind, row.level)
            editing.rewrite(row, text, revision=row.revision, kind=kind, level=level, by=self.cast.dan)

    @rule(place=places, text=words, kind=st.sampled_from(["paragraph", "heading", "bullet", "ordered"]))
    def insert(self, place, text, kind):
        row = editing.insert(self.policy, text, after=self.at(place) if place else None, kind=kind, by=self.cast.dan)
        self.origins[row.lineage] = set()

    @rule(place=places)
    def split(self, place):
        row = self.at(place)
        if row.kind in ("paragraph", "bullet", "ordered"):
            first, second = editing.split(row, "första", "andra", revision=row.revision, by=self.cast.dan)
            self.origins[second.lineage] = set(self.origins[first.lineage])

    @rule(place=places)
    def join(self, place):
        rows = self.rows()
        into, row = rows[place % len(rows) - 1], rows[place % len(rows)]
        if into.lineage == row.lineage or "note" in (row.kind, into.kind):
            return
        seen = {"revision": row.revision, "seen": into.revision}
        editing.join(row, into, f"hop {into.text.split()[-1]}", **seen, by=self.cast.dan)
        own, others = self.origins.pop(row.lineage), self.origins[into.lineage]
        self.gone[row.lineage] = (row, own, into.lineage, own - others)
        self.origins[into.lineage] = others | own

    @rule(place=places, after=places)
    def move(self, place, after):
        row, behind = self.at(place), self.at(after) if after else None
        if behind is None or behind.lineage != row.lineage:
            editing.move(row, after=behind, by=self.cast.dan)

    @rule(place=places)
    def remove(self, place):
        row = self.at(place)
        if len(self.origins) > 1:
            editing.remove(row, revision=row.revision, by=self.cast.dan)
            self.gone[row.lineage] = (row, self.origins.pop(row.lineage), None, set())

    @rule(place=places, which=places)
    def undo(self, place, which):
        if not self.gone:
            return
        row, own, into, taken = self.gone.pop(list(self.gone)[which % len(self.gone)])
        text = f"igen {which}"
        editing.insert(self.policy, text, after=self.at(place), kind="paragraph", key=row.lineage, by=self.cast.dan)
        self.origins[row.lineage] = own
        if into in self.origins:
            self.origins[into] -= taken & own

    @invariant()
    def every_past_is_tied_as_the_rules_say(self):
        ties = list(self.draft.descents.select_related("before", "after"))
        told = {(t.before and t.before.lineage, t.after and t.after.lineage): t.kind for t in ties}
        pairs = {(origin, lineage) for lineage, own in self.origins.items() for origin in own}
        parts, wholes = Counter(before for before, _after in pairs), Counter(after for _before, after in pairs)
        frozen = {row.lineage for row in self.policy.versions.newest().paragraphs.all()}
        wanted = {(None, lineage): "new" for lineage, own in self.origins.items() if not own}
        wanted |= {(before, None): "removed" for before in frozen - set(parts)}
        for pair in pairs:
            divided = "split" if parts[pair[0]] > 1 else "merged" if wholes[pair[1]] > 1 else None
            wanted[pair] = divided or ("moved" if told.get(pair) == "moved" else "kept")
        assert told == wanted
        singles = sorted((t.after.position, t.before.position, t.kind) for t in ties if t.kind in ("kept", "moved"))
        kept = [there for _here, there, kind in singles if kind == "kept"]
        assert kept == sorted(kept)
        for at, (_here, there, kind) in enumerate(singles):
            if kind == "moved":
                before = [place for _h, place, k in singles[:at] if k == "kept"]
                after = [place for _h, place, k in singles[at:] if k == "kept"]
                assert (before and before[-1] > there) or (after and after[0] < there)

    @invariant()
    def the_text_reads_as_its_markdown(self):
        rows = self.rows()
        own = [texts.block_of(row) for row in rows]
        assert list(blocks.split(texts.source(self.draft)).blocks) == own
        assert [row.number for row in rows] == numbering.number(own)
        assert {row.lineage for row in rows} == set(self.origins)

    @invariant()
    def the_history_ends_with_the_text(self):
        last = {row.lineage: row for row in Paragraph.history.filter(version=self.draft).order_by("history_id")}
        ended = {row.lineage: row for row in last.values() if row.history_type != "-"}
        now = {row.lineage: (row.text, row.kind, row.level, row.revision) for row in self.rows()}
        assert {key: (row.text, row.kind, row.level, row.revision) for key, row in ended.items()} == now


def test_identity_survives_any_order_of_acts(cast):
    Writers.cast = cast
    run_state_machine_as_test(
        Writers,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            phases=[Phase.generate],
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
