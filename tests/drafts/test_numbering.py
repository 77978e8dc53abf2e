"""The numbers that paragraphs get."""

from drafts.domain.blocks import split
from drafts.domain.numbering import letters, number


def numbers(markdown):
    return number(split(markdown).blocks)


def test_blocks_and_subheadings_under_a_heading_share_one_counter():
    assert numbers("# T\n\n## A\n\n## B\n\ntext\n\n### C\n\ntext\n\n### D\n\n## E\n") == [
        "1",
        "2",
        "2.1",
        "2.2",
        "2.2.1",
        "2.3",
        "3",
    ]


def test_what_stands_before_the_first_heading_is_numbered_from_nought():
    assert numbers("a\n\nb\n\n## A\n\nc\n") == ["0.1", "0.2", "1", "1.1"]


def test_list_items_take_the_number_of_the_block_before_and_a_letter():
    assert numbers("## A\n\nlista\n\n- a\n  - b\n  - c\n\n  mer\n- d\n\nefter\n") == [
        "1",
        "1.1",
        "1.1-a",
        "1.1-a-a",
        "1.1-a-b",
        "1.1-a.1",
        "1.1-b",
        "1.2",
    ]


def test_two_lists_under_one_block_share_its_letters():
    assert numbers("x\n\n- a\n\n1. b\n") == ["0.1", "0.1-a", "0.1-b"]


def test_a_list_right_under_a_heading_takes_the_headings_number():
    assert numbers("## A\n\n- a\n- b\n") == ["1", "1-a", "1-b"]
    assert numbers("- a\n") == ["0-a"]


def test_notes_have_a_series_of_their_own_and_leave_no_gap():
    assert numbers("a[^x]\n\n[^x]: not\n\nb\n\n[^y]: not\n") == ["0.1", "n1", "0.2", "n2"]


def test_after_z_comes_aa():
    assert [letters(count) for count in (1, 26, 27, 52, 53, 702, 703)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]


def test_every_number_of_a_real_text_is_its_own(shared):
    for path in sorted((shared / "inputs").glob("*/v*.md")):
        found = number(split(path.read_text(encoding="utf-8")).blocks)
        assert len(set(found)) == len(found), path.name
        assert max(map(len, found)) <= 60
