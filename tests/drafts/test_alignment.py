"""Which paragraph became which."""

import json
import random
import re
from collections import Counter
from difflib import SequenceMatcher

import pytest
from django.core.management import CommandError, call_command

from drafts.domain.alignment import Tie, align
from drafts.domain.blocks import Block, split
from drafts.domain.rendering import render, words
from tests.drafts.edits import Writer

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


SHORT = ["budgeten", "nya konton", "öppna data", "inköp", "arkivet"]
DUTIES = [f"Nämnden ska {act}." for act in ("följa upp budgeten", "pröva klagomål", "ta fram en plan", "gallra bilder")]


def test_headings_that_were_renumbered_are_the_same_headings():
    old = ["# 1. Syfte", A, "# 2. Ansvar", B, "# 3. Ansvar", C]
    new = ["# 1. Syfte", A, "# 2. Begrepp", "Här står nya ord.", "# 3. Ansvar", B, "# 4. Ansvar", C]
    assert {(0, 0), (2, 4), (4, 6)} <= {(before, after) for before, after, _kind in ties(old, new)}


def test_a_heading_follows_what_stands_under_it():
    old = ["# Ansvar", A, "# Begrepp", C, "# Ansvar", B]
    pairs = {(before, after) for before, after, _kind in ties(old, ["# Ansvar", B, "# Begrepp", C, "# Ansvar", A])}
    assert {(0, 4), (4, 0)} <= pairs


def test_a_heading_with_other_words_over_the_same_section_is_the_same():
    assert ties(["# Mottagande", A, B], ["# Så tar vi emot", A, B])[0] == (0, 0, "edited")
    assert {kind for *_at, kind in ties(["# Mottagande", A, B], [A, B, "# Så tar vi emot"])} == {
        "kept",
        "new",
        "removed",
    }


def test_short_duties_that_are_alike_are_not_taken_for_each_other():
    assert {kind for *_at, kind in ties(DUTIES[:2], DUTIES[2:])} == {"new", "removed"}


def test_items_of_a_word_or_two_in_another_order_are_moved():
    old, new = ([Block("bullet", 1, words) for words in order] for order in (SHORT, SHORT[::-1]))
    assert {(tie.before, tie.after) for tie in align(old, new)} == {(n, 4 - n) for n in range(5)}


def test_a_word_that_got_company_is_the_same_item():
    old = [Block("bullet", 1, words) for words in SHORT]
    new = [Block("bullet", 1, f"{words} av varor" if words == "inköp" else words) for words in SHORT]
    assert [(tie.after, tie.kind) for tie in align(old, new) if tie.before == 3] == [(3, "edited")]


def test_of_two_that_are_nearly_the_same_the_one_that_is_left_is_found():
    twin = A.replace("två arbetsdagar", "tre arbetsdagar")
    assert ties([A, B, twin], [B, twin]) == [(0, None, "removed"), (1, 0, "kept"), (2, 1, "kept")]


def test_a_table_with_one_cell_changed_is_edited():
    table = "| Vem | När |\n| --- | --- |\n| Nämnden | varje år |\n| Chefen | vid behov |"
    old, new = ([Block("table", 0, said)] for said in (table, table.replace("varje år", "varje kvartal")))
    assert [(tie.before, tie.after, tie.kind) for tie in align(old, new)] == [(0, 0, "edited")]


def test_a_heading_that_became_a_line_of_text_is_the_same():
    found = align([Block("heading", 1, "Så svarar vi på frågor")], [Block("paragraph", 0, "Så svarar vi på frågor.")])
    assert [(tie.before, tie.after) for tie in found] == [(0, 0)]


def test_ties_that_are_known_hold_and_the_rest_is_tied_around_them():
    old, new = text(A, B, C), text(C, A, B)
    found = align(old, new, known={0: 0})
    assert [(tie.before, tie.after) for tie in found] == [(0, 0), (None, 1), (1, 2), (2, None)]


def test_a_known_paragraph_may_have_been_split():
    found = align(text(A + " " + B, C), text(A, B, C), known={0: 0})
    assert [(tie.before, tie.after, tie.kind) for tie in found[:2]] == [(0, 0, "split"), (0, 1, "split")]


def test_a_tie_says_how_alike_the_two_are():
    found = align(text(A, B), text(A.replace("två", "tre"), B))
    assert [tie.like for tie in found] == [98, 100]


@pytest.mark.parametrize("share", [0.15, 0.5])
def test_of_chance_edits_hardly_any_is_tied_to_a_wrong_paragraph(share):
    counted = Counter()
    for seed in range(8):
        writer = Writer(seed)
        old = writer.policy()
        counted += judged(old, writer.version(old, share))
    assert counted["wrong"] <= 0.005 * counted["true"], counted
    assert counted["found"] >= 0.98 * counted["true"], counted


def judged(old, new):
    """How many true ties there are, how many were found, and how many tie two paragraphs that have others."""
    blocks = [piece.block for piece in new]
    found = {(tie.before, tie.after) for tie in align(old, blocks) if None not in (tie.before, tie.after)}
    true = {(a, b) for b, piece in enumerate(new) for a in piece.sources}
    # Equal texts that changed places cannot be told apart by anyone.
    equal = {(a, b) for a, b in found if any(old[a].text == old[other].text for other in new[b].sources)}
    equal |= {(a, b) for a, b in found for one, other in true if one == a and blocks[b].text == blocks[other].text}
    went = {a for a, _b in true}
    wrong = {(a, b) for a, b in found - true - equal if new[b].sources and a in went}
    return Counter({"true": len(true), "found": len(true & found), "wrong": len(wrong)})


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


def texts_at(tmp_path):
    for name, said in (("old.md", f"# Titel\n\n{A}\n\n{B}\n"), ("new.md", f"# Titel\n\n{B}\n\n{C}\n")):
        (tmp_path / name).write_text(said, encoding="utf-8")
    return str(tmp_path / "old.md"), str(tmp_path / "new.md")


def test_the_command_prints_a_row_for_every_tie(tmp_path, capsys):
    call_command("align", *texts_at(tmp_path), "--json")
    said = json.loads(capsys.readouterr().out)
    pairs = [[0, 0, "kept"], [1, None, "removed"], [2, 1, "kept"], [None, 2, "new"]]
    assert said == {"old": ["Titel", A, B], "new": ["Titel", B, C], "pairs": pairs}


def test_the_command_can_be_read(tmp_path, capsys):
    call_command("align", *texts_at(tmp_path))
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["kept", "removed", "kept", "new"]


@pytest.mark.parametrize("data", [None, b"", b"PK\x03\x04\xff\xfe"])
def test_the_command_refuses_what_is_no_text_with_a_sentence(tmp_path, data):
    old, new = texts_at(tmp_path)
    (tmp_path / "new.md").unlink() if data is None else (tmp_path / "new.md").write_bytes(data)
    with pytest.raises(CommandError, match=r"new.md.*[.:] \w+"):
        call_command("align", old, new)
