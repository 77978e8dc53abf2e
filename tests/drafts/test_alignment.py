"""Which paragraph became which."""

import json
import random
import re
import time
from collections import Counter
from difflib import SequenceMatcher

import pytest

from drafts.domain.alignment import Tie, align
from drafts.domain.blocks import Block, split
from drafts.domain.rendering import render, words

A = "Kommunen ska svara på alla frågor i sociala medier inom två arbetsdagar, om inte annat är sagt."
B = "Den som ansvarar för ett konto ska se till att inlägg som bryter mot lagen tas bort utan dröjsmål."
C = "Varje konto ska ha minst två redaktörer som är anställda och som har fått utbildning i reglerna."
IDENTITIES = [
    *[f"sv-digg-dcat-ap-se/identity_v{n}_v{n + 1}.json" for n in range(1, 4)],
    *[f"us-18f-open-source-policy/identity_v{n}_v{n + 1}.json" for n in range(1, 6)],
    *[f"us-source-code-policy/identity_v{n}_v{n + 1}.json" for n in range(1, 4)],
]


def block(written):
    marks, _space, heading = written.partition(" ")
    if set(marks) == {"#"}:
        return Block("heading", len(marks), heading)
    return Block("paragraph", 0, written)


def text(*parts):
    return [block(part) for part in parts]


def ties(old, new):
    return [(tie.before, tie.after, tie.kind) for tie in align(text(*old), text(*new))]


def test_the_same_text_is_kept():
    assert align(text(A, B), text(A, B)) == [Tie(0, 0, "kept"), Tie(1, 1, "kept")]


def test_a_changed_word_is_an_edit():
    assert ties([A, B], [A.replace("två", "tre"), B]) == [(0, 0, "edited"), (1, 1, "kept")]


def test_the_same_text_in_another_place_is_moved_not_removed_and_new():
    assert Counter(kind for *_at, kind in ties([A, B, C], [C, A, B])) == {"moved": 1, "kept": 2}
    assert (2, 0, "moved") in ties([A, B, C], [C, A, B])


def test_what_came_and_what_went_stand_where_they_were():
    assert ties([A, B], ["Nytt stycke.", A]) == [(None, 0, "new"), (0, 1, "kept"), (1, None, "removed")]


def test_a_paragraph_in_two_halves_is_split_and_the_first_half_comes_first():
    first, second = A + " " + B, C
    assert ties([first, second], [A, B, C]) == [(0, 0, "split"), (0, 1, "split"), (1, 2, "kept")]


def test_two_paragraphs_in_one_are_merged():
    assert ties([A, B, C], [A + " " + B, C]) == [(0, 0, "merged"), (1, 0, "merged"), (2, 1, "kept")]


def test_equal_headings_follow_the_section_they_stand_in():
    old = ["# Om konton", "ett", "## Noter", "# Om svar", "två", "## Noter"]
    new = ["# Om svar", "tre fyra", "## Noter", "# Om konton", "fem sex", "## Noter"]
    pairs = {(before, after) for before, after, _kind in ties(old, new)}
    assert {(2, 5), (5, 2)} <= pairs


def test_an_item_that_became_a_paragraph_is_the_same_paragraph():
    found = align([Block("bullet", 1, A)], [Block("paragraph", 0, A)])
    assert [(tie.before, tie.after) for tie in found] == [(0, 0)]


def test_every_paragraph_of_both_texts_is_tied():
    rng = random.Random(7)
    old = [A, B, C, A + B, B + C, "kort", "kort", "# Rubrik"]
    for _ in range(50):
        new = rng.choices([*old, "nytt", C + " mer"], k=rng.randint(0, 9))
        found = ties(old, new)
        assert {before for before, *_rest in found} - {None} == set(range(len(old)))
        assert {after for _before, after, _kind in found} - {None} == set(range(len(new)))


def test_a_thousand_paragraphs_are_aligned_in_under_two_seconds():
    rng = random.Random(1)
    vocabulary = (A + B + C).split() + [f"ord{n}" for n in range(3000)]
    old = [" ".join(rng.choices(vocabulary, k=50)) for _ in range(1000)]
    new = [p.replace("ord1", "ny") if rng.random() < 0.3 else p for p in old if rng.random() < 0.9]
    old, new = text(*old), text(*new)
    began = time.process_time()
    align(old, new)
    assert time.process_time() - began < 2


def letters(said):
    """The reference took markup away in its own manner, and numbers at the start of a heading."""
    return re.sub(r"[\W\d_]+", "", said).casefold()


def places(reference, side, ours):
    """From the reference's block numbers to ours, by the order of equal texts."""
    told = sorted((p[side], letters(p[f"{side}_text"])) for p in reference["pairs"] if p.get(f"{side}_text"))
    matcher = SequenceMatcher(None, [said for _at, said in told], ours, autojunk=False)
    return {told[m.a + step][0]: m.b + step for m in matcher.get_matching_blocks() for step in range(m.size)}


@pytest.mark.parametrize("name", IDENTITIES)
def test_real_versions_are_aligned_as_the_reference_has_them(shared, name):
    path = shared / "inputs" / name
    reference = json.loads(path.read_text(encoding="utf-8"))
    sides = {"old": reference["frm"], "new": reference["to"]}
    texts = {side: split((path.parent / file).read_text(encoding="utf-8")) for side, file in sides.items()}
    said = {side: [letters(words(render(b, t.links))) for b in t.blocks] for side, t in texts.items()}
    olds, news = (places(reference, side, said[side]) for side in ("old", "new"))
    found = align(texts["old"].blocks, texts["new"].blocks)
    counted = Counter()
    for pair in reference["pairs"]:
        a, b = olds.get(pair["old"]), news.get(pair["new"])
        if a is None or b is None:
            continue
        sort = "edited" if "edited" in pair["change"] else "same"
        ours = {tie.after for tie in found if tie.before == a} - {None}
        theirs = {tie.before for tie in found if tie.after == b} - {None}
        # Eight headings "Footnotes": the reference pairs them in order, we by their section. Equal text is no error.
        equal = any(said["new"][each] == said["new"][b] for each in ours)
        right = b in ours or (bool(ours) and equal)
        counted[f"{sort} {'right' if right else 'wrong' if ours or theirs else 'missed'}"] += 1
    wrong = counted["same wrong"] + counted["edited wrong"]
    assert wrong == 0, counted
    assert counted["same right"] >= 0.97 * (counted["same right"] + counted["same missed"]), counted
    assert counted["edited right"] >= 0.90 * (counted["edited right"] + counted["edited missed"]), counted
