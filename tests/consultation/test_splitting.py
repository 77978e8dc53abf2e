"""A letter is made into comments: word for word, counted once, whole for ever, shown with where it came from."""

import pytest
from django.urls import reverse

from consultation.domain import dispositions, figures, letters, receipts
from consultation.domain.entering import passages, splitting
from consultation.domain.entering.splitting import Part
from consultation.models import Agreement, Comment, Masking, ModerationAct, Submission
from organisation.exceptions import ActRefused, Stale
from tests.base import close, comment
from tests.consultation.letters import LETTER, QUESTION, SUPPORT, TIME, enter, heard, numbers, post, split

pytestmark = pytest.mark.django_db
POLICY = "riktlinjer-for-sociala-medier"


@pytest.fixture
def letter(consultation, cast) -> Submission:
    """The association's letter, entered as submission 1: comment 1."""
    return enter(consultation, cast.dan)


def place(number: str, on: str, **more) -> dict:
    return {f"place-{number}": on} | more


@pytest.mark.data
def test_a_letter_becomes_comments_on_their_places_and_is_counted_once(dan, consultation, letter):
    page = dan.get(reverse("submission", args=[consultation.slug, 1])).content.decode()
    assert '<option value="1.1">Kommunen ska svara' in page
    said = place(2, "1") | place(3, "1.1") | place(4, "whole") | {"seen": splitting.mark(letter)}
    assert post(dan, "submission-split", consultation, 1, **said).status_code == 302
    made = list(letter.comments.to_answer().select_related("paragraph").order_by("number"))
    assert [(each.comment, each.paragraph and each.paragraph.number) for each in made] == [
        (SUPPORT, "1"),
        (TIME, "1.1"),
        (QUESTION, None),
    ]
    assert (numbers(made), {each.state for each in made}) == ([2, 3, 4], {"shown"})
    letter.refresh_from_db()
    assert letter.words == LETTER
    assert figures.of(consultation) == figures.Figures(persons=1, submissions=1, comments=3)
    act = ModerationAct.objects.get()
    assert (act.kind, act.comment.number, act.remark) == ("split", 1, "S-0002, S-0003, S-0004")
    page = " ".join(dan.get(reverse("submission", args=[consultation.slug, 1])).content.decode().split())
    assert "2 passages stand in no comment" in page and "Split into S-0002, S-0003, S-0004" in page


def test_passages_go_together_and_words_are_picked_out_by_hand(dan, consultation, letter):
    said = place(2, "1.1") | {"more-3": "on", "words": "Vi föreslår en dag.", "place": "1.1"}
    said |= {"suggestion": "Kommunen ska svara på frågor inom en dag.", "seen": splitting.mark(letter)}
    assert post(dan, "submission-split", consultation, 1, **said).status_code == 302
    both, wish = letter.comments.to_answer().order_by("number")
    assert both.comment == f"{SUPPORT}\n\n{TIME}"
    assert (wish.suggestion, wish.base_checksum != "") == (said["suggestion"], True)
    post(dan, "submission-split", consultation, 1, **place(4, "2.1"), seen=splitting.mark(letter))
    assert letter.comments.to_answer().count() == 3 and letter.comments.count() == 4


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, "Say of at least one passage"),
        (place(2, "9.9"), "There is no place with the number 9.9."),
        ({"more-2": "on"}, "The passage above has no place"),
        ({"words": "Vi hatar allt.", "place": "1.1"}, "do not stand in the letter: “Vi hatar allt.”"),
        ({"words": SUPPORT}, "Write the number of the paragraph"),
        ({"words": SUPPORT, "place": "whole", "suggestion": "Nej."}, "belongs to a paragraph"),
    ],
)
def test_what_cannot_be_made_is_refused_whole_and_what_was_typed_stays(dan, consultation, letter, said, refusal):
    said = place(3, "1.1") | said if said and "place-2" not in said else said
    answer = post(dan, "submission-split", consultation, 1, seen=splitting.mark(letter), **said)
    page = answer.content.decode()
    assert answer.status_code == 200 and refusal in page
    assert all(value in page for value in said.values())
    assert (letter.comments.count(), Submission.objects.get().words) == (1, "")


def test_the_same_form_twice_makes_the_comments_once_and_an_old_page_gets_409(dan, consultation, letter):
    seen = splitting.mark(letter)
    for _turn in range(2):
        assert post(dan, "submission-split", consultation, 1, seen=seen, **place(2, "1.1")).status_code == 302
    assert letter.comments.to_answer().count() == 1
    answer = post(dan, "submission-split", consultation, 1, seen=seen, **place(3, "2.1"))
    assert answer.status_code == 409 and 'value="2.1"' in answer.content.decode()
    assert letter.comments.to_answer().count() == 1
    with pytest.raises(Stale):
        splitting.split(letter, [Part(TIME)], seen=seen, by=letter.entered_by)


def test_a_letter_on_the_web_is_split_after_closing_and_its_sender_is_told(consultation, cast):
    sent = comment(consultation, None, LETTER, named=False)
    with pytest.raises(ActRefused, match="Until the consultation closes"):
        split(sent.submission, cast.dan, (TIME, "1.1"))
    consultation.refresh_from_db()
    close(consultation)
    submission = Submission.objects.get()
    made = split(submission, cast.dan, (TIME, "1.1"), (QUESTION, None))
    _subject, letter = letters.sample(consultation)
    assert all(each.reference in letter for each in made)
    with pytest.raises(ActRefused, match="The sender wrote this|last comment"):
        for each in made:
            splitting.withdraw(each, reason="Fel.", by=cast.dan)
    assert len(splitting.live(submission)) == 1
    lines = receipts.of(submission).lines
    assert "Split" in lines[0].state_words and "Withdrawn by you" not in lines[0].state_words


def test_what_was_hidden_or_masked_in_the_letter_stays_so_in_its_parts(letter, cast):
    whole = letter.comments.get()
    Masking.objects.create(comment=whole, words="bostadsbolaget", reason="personal_data", by=cast.meja)
    Comment.objects.filter(pk=whole.pk).update(state="hidden", is_public=False)
    (made,) = split(letter, cast.dan, (QUESTION, "1.1"))
    assert (made.state, made.maskings.get().words) == ("held", "bostadsbolaget")


def test_what_others_agree_with_or_what_is_answered_is_not_split(letter, cast):
    whole = letter.comments.get()
    agreement = Agreement.objects.create(comment=whole, key=letter.key, email="ulla@example.se")
    with pytest.raises(ActRefused, match="Others agree"):
        split(letter, cast.dan, (QUESTION, "1.1"))
    agreement.delete()
    close(letter.consultation)
    dispositions.dispose([whole], outcome="noted", reason="Tack.", by=cast.dan)
    with pytest.raises(ActRefused, match="before it is answered"):
        split(letter, cast.dan, (QUESTION, "1.1"))


@pytest.mark.data
def test_a_wrong_comment_is_withdrawn_with_a_reason_and_its_answer_goes_with_it(dan, consultation, letter, cast):
    wrong, right = split(letter, cast.dan, (TIME, "2.1"), (QUESTION, None))
    close(consultation)
    dispositions.dispose([wrong], outcome="noted", reason="Tack.", by=cast.dan)
    address = ("comment-withdraw", consultation, 1, wrong.number)
    assert "Say why" in post(dan, *address, reason=" ").content.decode()
    assert post(dan, *address, reason="Fel stycke.").status_code == 302
    wrong.refresh_from_db()
    assert (wrong.state, wrong.disposition, consultation.dispositions.count()) == ("withdrawn", None, 0)
    (again,) = split(letter, cast.dan, (TIME, "1.1"))
    assert again.paragraph.number == "1.1"
    for each in (again, right):
        post(dan, "comment-withdraw", consultation, 1, each.number, reason="Inlagt av misstag.")
    assert dan.get(reverse("staff-consultation", args=[consultation.slug])).context["submissions"] == 0


def test_everybody_sees_the_channel_and_the_letter_that_a_comment_is_from(client, consultation, cast):
    words = LETTER + "\ngunnel@example.se, 0123-45 67 89\nBox 31"
    letter = enter(consultation, cast.dan, words=words, address="Box 31", source="https://bloggen.example/1")
    split(letter, cast.dan, (TIME, "1.1"), (QUESTION, None))
    page = client.get(reverse("paragraph", args=[POLICY, 1, "1.1"])).content.decode()
    address = reverse("letter", args=[POLICY, 1, 1])
    assert "Came in by letter" in page and f'<a href="{address}">' in page
    assert '<a href="https://bloggen.example/1" rel="nofollow noopener">' in page
    whole = client.get(address).content.decode()
    assert SUPPORT in whole and "S-0002" in whole
    assert not [secret for secret in ("Gunnel Ask", "gunnel@example.se", "45 67 89", "Box 31") if secret in whole]
    Comment.objects.filter(number=2).update(state="hidden", is_public=False)
    assert SUPPORT not in client.get(address).content.decode()


def test_who_wrote_a_letter_is_not_shown_at_its_foot_nor_found_by_it(client, consultation, cast):
    words = LETTER + "\nStorgatan 3, Ekeby\ngunnel@example.se"
    enter(consultation, cast.dan, words=words, address="Storgatan 3\n123 45 Ekeby")
    page = client.get(reverse("whole", args=[POLICY, 1])).content.decode()
    assert SUPPORT in page and "[hidden]" in page
    assert not [secret for secret in ("Gunnel Ask", "gunnel@example.se", "Storgatan") if secret in page]
    found = {said: client.get(reverse("search"), {"q": said}).content.decode() for said in ("Gunnel Ask", SUPPORT)}
    assert {said: "S-0001" in page for said, page in found.items()} == {"Gunnel Ask": False, SUPPORT: True}


def test_the_letter_of_a_person_without_a_name_is_not_shown_whole(client, consultation, cast):
    private = {"sender_kind": "private", "organisation": "", "sender_name": "Gunnel Ask"}
    split(enter(consultation, cast.dan, **private), cast.dan, (TIME, "1.1"))
    page = client.get(reverse("letter", args=[POLICY, 1, 1])).content.decode()
    assert "does not show the name" in page and "Gunnel" not in page and "S-0002" in page
    enter(consultation, cast.dan, **private)
    assert client.get(reverse("letter", args=[POLICY, 1, 2])).status_code == 404


def test_passages_know_what_is_used_wherever_lines_are_broken():
    found = passages.of(
        "Ett. Två.\n\nTre\nfyra. “Fem.” Sex.", [Comment(comment="Tre fyra."), Comment(comment="Ett. Två.")]
    )
    assert [(each.number, len(each.comments), len(each.partly)) for each in found] == [(1, 1, 0), (2, 0, 1)]
    assert [each.words for each in passages.of("Ett. Två! Den 3 maj.", sentences=True)] == [
        "Ett.",
        "Två!",
        "Den 3 maj.",
    ]
    assert passages.stands_in("två\nTre", "Ett två Tre") and not passages.stands_in("ett Två", heard().words)
