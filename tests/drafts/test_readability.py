"""LIX and its parts, by values counted by hand; sentences as a Swedish reader sees them."""

from types import SimpleNamespace

import pytest

from drafts.domain import blocks, readability, rendering
from drafts.domain.readability import Figures


def rows(markdown: str) -> list:
    """The paragraphs of a text, as they are stored."""
    text = blocks.split(markdown)
    anchors = blocks.anchors(text.blocks)
    return [
        SimpleNamespace(kind=b.kind, level=b.level, html=rendering.render(b, text.links, anchors)) for b in text.blocks
    ]


def figures(markdown: str) -> Figures:
    return readability.of(rows(markdown), "sv").whole


@pytest.mark.parametrize(
    ("markdown", "counted"),
    [
        # "Kommunen ansvarar för texten." 4 words; Kommunen (8) and ansvarar (8) are long, texten (6) is not.
        ("Kommunen ansvarar för texten.", (4, 1, 2)),
        ("Den är kort. Så är även den här!", (8, 2, 0)),
        # A heading and two items end sentences without a stop; the colon before the list ends one.
        ("## Syfte och mål\n\nVi ska:\n\n- lyssna\n- svara snabbt", (8, 4, 0)),
        # Signs of Markdown and addresses of links are not counted.
        ("**Läs** [våra regler](https://www.ekeby.example/regler-for-sociala-medier) nu.", (4, 1, 0)),
        ("Skriv till kommun@ekeby.example eller se https://ekeby.example/sida.", (4, 1, 0)),
        # Tables and code are left out.
        (
            "En rad.\n\n| Ord | Förklaring |\n|---|---|\n| kommunfullmäktige | beslutar |\n\n```\nkod kod\n```",
            (2, 1, 0),
        ),
        # "it-avdelningen" is one long word; "2018:1937" is a word without letters.
        ("Fråga it-avdelningen om lagen (2018:1937).", (5, 1, 1)),
        # A quote has sentences of its own.
        ("> Första citatet.\n>\n> Andra stycket", (4, 2, 2)),
    ],
)
def test_what_is_counted(markdown, counted):
    found = figures(markdown)
    assert (found.words, found.sentences, found.long_words) == counted


def test_a_sign_of_a_note_is_no_word():
    found = figures("Se noten[^1].\n\n[^1]: Här är den.")
    assert (found.words, found.sentences) == (5, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi svarar t.ex. på frågor. Sedan bl.a. Facebook stängt går det fort.", 2),
        ("Ta med kaffe m.m. Kom sedan.", 2),
        ("Ta med kaffe m.m. till mötet.", 1),
        ("Mötet är kl. 18.30 den 12.10.2026. Det kostar 3.50 kr. Kom!", 3),
        ("Enligt 1 kap. 2 § kommunallagen gäller det. Se 5 kap. Där står mer.", 2),
        ("Frågan avgörs av A. Lindgren. Hon svarar.", 2),
        ("”Får jag det?” frågade hon. ”Ja.” Så blev det.", 3),
        ("1. Syfte med planen. Vi börjar.", 2),
        ("Beslutet fattades 2024. Det gäller än.", 2),
        ("Han sa … ingenting. Varför?! Ingen vet.", 3),
        ("Se dvs. Ekeby, nr. 5 och s.k. Öppna data.", 1),
        ("Det gäller EU. Och EES (se bilaga). Klart", 3),
        ("", 0),
    ],
)
def test_sentences_are_told_from_abbreviations_and_numbers(text, expected):
    assert len(readability.sentences(text)) == expected


def test_lix_is_words_a_sentence_and_the_share_of_long_words():
    # 20 words in 2 sentences, 5 of them long: 10 + 25.
    found = Figures(20, 2, 5)
    assert (found.words_a_sentence, found.long_share, found.lix) == (10, 25, 35)
    assert Figures(20, 2, 5) + Figures(10, 1, 0) == Figures(30, 3, 5)
    assert Figures().lix is None and Figures().in_words == ""


@pytest.mark.parametrize(
    ("long_words", "words"),
    [(19, "Very easy"), (20, "Easy"), (30, "Medium"), (40, "Difficult"), (50, "Difficult"), (51, "Very difficult")],
)
def test_the_levels_are_those_of_the_scale(long_words, words):
    assert Figures(100, 10, long_words).in_words.startswith(words)  # 10 words a sentence + long_words


def test_sections_sum_to_the_whole():
    reading = readability.of(
        rows("Inledning här.\n\n## Ett\n\nText ett.\n\n### Under\n\nMer.\n\n## Två\n\nSlut."), "sv-SE"
    )
    assert [each.figures.words for each in reading.sections] == [2, 5, 2]
    assert (reading.whole.words, reading.uses_lix) == (9, True)
    assert not readability.of([], "en").uses_lix


def test_long_sentences_are_found_in_their_paragraph():
    paragraph = rows("Kort. Den här meningen har precis sju ord.")[0]
    found = readability.long_sentences(paragraph, 6)
    assert [(sentence.text, sentence.words, long) for sentence, long in found] == [
        ("Kort.", 1, False),
        ("Den här meningen har precis sju ord.", 7, True),
    ]
    assert readability.long_sentences(paragraph, 7) == []
