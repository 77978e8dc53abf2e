"""A second consultation on the new version: what the first said is carried along, and nothing is mixed."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from consultation.domain import (
    effects,
    gates,
    letters,
    lifecycle,
    matter,
    merging,
    picture,
    places,
    report,
    reshaping,
    sentences,
)
from consultation.domain.figures import Figures
from consultation.domain.printing.report import paper_of
from consultation.domain.rounds import before, carried
from consultation.models import Comment, Letter
from drafts.models import Descent, Paragraph
from drafts.models.policy import State
from organisation.exceptions import ActRefused
from tests.base import close, comment
from tests.journeys.rounds import first_round, freeze, merge_first

pytestmark = [pytest.mark.django_db]
POLICY = "/policies/riktlinjer-for-lek/"
V1, V2, V3 = (f"{POLICY}v/{n}/" for n in (1, 2, 3))
HEIRS = {
    "Riktlinjerna": ["Om kept."],
    "Platser": ["Om section."],
    "Lekplatser": ["Om edited."],
    "Varje": ["Om split."],
    "Gungor": ["Om into.", "Om joined."],
    "Sandlådor": ["Om moved."],
}


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def stands(version, earlier: carried.Earlier) -> dict[str, list[str]]:
    """Which words of earlier rounds stand at which paragraph, by its first word."""
    now = {row.pk: row.text.partition(" ")[0] for row in version.paragraphs.all()}
    return {now[pk]: [said.text for each in rows for said in each.comments] for pk, rows in earlier.places.items()}


def test_what_the_first_round_said_stands_where_its_paragraph_is_now_and_never_at_other_words(it, client):
    page = client.get(V2)
    earlier = page.context["earlier"]
    assert stands(it.second.version, earlier) == HEIRS
    assert [each.comments[0].text for each in earlier.gone] == ["Om removed."]
    assert [each.comments[0].text for each in earlier.whole] == ["Om whole."]
    # Each comment once, with its answer; no door to reply or to agree.
    words = page.content.decode()
    assert earlier.total == 9 and all(words.count(f'id="s-000{n}"') == 1 for n in range(1, 10))
    assert "Rutschbanor är gula." in words and "reply=S-0003" not in words
    assert 'id="s-0010"' in words and words.count("Tack för synpunkten.") == 8


def test_the_page_of_a_paragraph_has_what_was_said_of_all_that_it_was(it, client):
    joined, half = read(client, f"{V2}p/1.4/"), read(client, f"{V2}p/1.3/")
    assert "Om into." in joined and "Om joined." in joined and f"{POLICY}compare/1/2/#p-1-4" in joined
    assert "Om split." not in half and "Om halvan." in half
    assert "Om whole." in read(client, f"{V2}comments/")


def test_the_counts_of_two_rounds_are_never_mixed_and_the_numbers_go_on(it, client):
    assert [it.said[name].reference for name in ("again", "half")] == ["S-0010", "S-0011"]
    page = client.get(V2).context["page"]
    counts = {place.number: place.count for part in page.parts for place in part.places}
    assert counts == {"0.1": 0, "1.1": 1, "1.2": 0, "1.3": 1, "1.4": 0, "2.1": 0, "2.2": 0}
    found = matter.read(it.policy.slug)
    assert [version.received for version in found.versions] == [9, None]  # counted when a round has closed
    now, then = picture.of(found)
    assert (sum(band.count for band in now.bands), now.outcomes) == (2, [])
    assert sum(part["count"] for part in then.outcomes) == sum(band.count for band in then.bands) + then.whole == 9
    assert [cell.mark for band in then.bands for cell in band.cells if cell.kind].count("gone") == 1


def test_gates_and_the_merge_work_on_the_second_round_alone(it, client):
    with pytest.raises(ActRefused, match="not closed"):
        merging.rewrite(it.draft("Lekplatser"), "Annat.", revision=1, because_of=[it.said["again"]], by=it.cast.dan)
    close(it.second)
    assert gates.progress(it.second) == gates.Progress(answered=0, total=2)
    assert gates.consulted(it.policy) == it.second
    left = {place.number: place.left for place in places.survey(it.policy, it.second).places if place.total}
    assert left == {"1.1": 1, "1.3": 1}
    client.force_login(it.cast.dan)
    assert "Om split." not in read(client, reverse("triage", args=[it.second.slug]))


def test_staff_see_the_earlier_answers_beside_their_work(it, client):
    close(it.second)
    client.force_login(it.cast.dan)
    page = client.get(reverse("merge-paragraph", args=[it.policy.slug, it.draft("Gungor").lineage]))
    assert [each.comment for each in page.context["earlier"]] == ["Om into.", "Om joined."]
    assert "Tack för synpunkten." in page.content.decode()
    assert [each.comment for each in before.said_of(it.policy, it.second, None)] == ["Om whole."]
    row = it.draft("Lekplatser")
    merging.remove(row, revision=row.revision, because_of=[it.said["again"]], by=it.cast.dan)
    assert [each.comment for each in before.said_of(it.policy, it.second, row.lineage)] == ["Om edited."]


def test_a_third_version_carries_both_rounds_and_its_report_tells_of_the_first(it, client):
    """The half of a split is joined back, the edited one is removed, the joined one is split: by ties alone."""
    close(it.second)
    dan, again = it.cast.dan, it.change("again")
    into, row = it.draft("Varje"), it.draft("Fel rättas")
    words = "Varje lekplats ses över. Fel rättas inom en vecka."
    reshaping.join(row, words, revision=row.revision, seen=into.revision, because_of=it.change("half"), by=dan)
    row = it.draft("Lekplatser")
    merging.remove(row, revision=row.revision, because_of=again, by=dan)
    row = it.draft("Gungor")
    reshaping.split(
        row, "Gungor sätts upp på gräs.", "Gräset klipps var vecka.", revision=row.revision, because_of=again, by=dan
    )  # fmt: skip
    freeze(it, it.second)
    third = it.policy.versions.get(number=3)
    ends = it.second.closes_at.replace(year=2099)
    later = lifecycle.announce(it.policy, opens_at=it.second.opens_at, closes_at=ends, by=dan)
    found = matter.read(it.policy.slug)
    every = carried.read(found, found.versions[-1], third.paragraphs.all(), beside=9)
    at = stands(third, every)
    assert at["Varje"] == ["Om halvan.", "Om split."] and at["Gungor"] == ["Om into.", "Om joined."]
    assert [said.text for each in every.gone for said in each.comments] == ["Om igen.", "Om edited.", "Om removed."]
    assert every.total == 11 and comment(later, "1.1").number == 12
    page = read(client, reverse("report", args=[it.second.slug]))
    assert reverse("report", args=[it.first.slug]) in page and "S-0003" not in page
    assert [each.figures.comments for each in before.of(it.second)] == [9]
    assert any("proposal 1" in words or "förslag 1" in words for words in paper_of(it.second).summary)
    assert report.build(it.second).faults() == [] == report.build(it.first).faults()


def test_nothing_of_the_first_round_is_called_answered_before_its_answers_are_public(it, client):
    it.first.answers_published_at = None
    it.first.save()
    page = client.get(V2)
    assert not any(each.answered for rows in page.context["earlier"].places.values() for each in rows)
    assert "Tack för synpunkten." not in page.content.decode()


def test_hidden_words_are_not_carried(it, client):
    Comment.objects.filter(pk=it.said["split"].pk).update(state="hidden")
    assert "Om split." not in read(client, V2) + read(client, f"{V2}p/1.2/")
    assert read(client, V1) and read(client, f"{V1}p/1.2/")  # hidden, and behind a change: its stub has no trail


def test_the_earlier_version_says_where_the_text_has_changed_since(it, client):
    page = client.get(V1).context["page"]
    since = {number: found.kind for part in page.parts for place in part.places for number, found in place.since}
    assert since == {
        "1.1": "edited", "1.2": "split", "1.3": "merged", "1.4": "merged", "1.5": "removed", "1.6": "moved",
    }  # fmt: skip
    split, gone = read(client, f"{V1}p/1.2/"), read(client, f"{V1}p/1.5/")
    assert f"{V2}p/1.2/" in split and f"{POLICY}compare/1/2/#p-1-2" in split
    assert f"{POLICY}compare/1/2/#gone-p-1-5" in gone


def test_a_sender_reads_the_answer_and_the_sentence_before_and_after(it, client):
    keys = {name: it.said[name].submission.key for name in ("edited", "split", "joined", "removed", "kept", "again")}
    told = {name: client.get(reverse("receipt", args=[key])).context["told"] for name, key in keys.items()}
    assert told["again"] == []
    assert [(each.answer.outcome, each.effects) for each in told["kept"]] == [("noted", [])]
    sides = {name: [(e.before, e.after) for e in told[name][0].effects] for name in keys if told[name]}
    now = "Lekplatser ska vara trygga och öppna."
    assert sides["edited"] == [([("1.1", "Lekplatser ska vara trygga.")], [("1.1", now)])]
    whole = "Varje lekplats ses över varje år. Fel rättas inom en vecka."
    halves = [("1.2", "Varje lekplats ses över varje år."), ("1.3", "Fel rättas inom en vecka.")]
    assert sides["split"] == [([("1.2", whole)], halves)]
    parts = [("1.3", "Gungor sätts upp på gräs."), ("1.4", "Gräset klipps var vecka.")]
    assert sides["joined"] == [(parts, [("1.4", "Gungor sätts upp på gräs. Gräset klipps var vecka.")])]
    assert sides["removed"] == [([("1.5", "Rutschbanor är gula.")], [])]
    gone = sentences.sentences_of(
        Descent(kind="kept", before=Paragraph(html="Ett. Två."), after=Paragraph(html="Ett."))
    )
    assert gone == ("Ett. Två.", "Ett.")  # a sentence that only went is no removed paragraph
    mail = letters.texts_of(it.first, [Letter(consultation=it.first, submission=it.said["split"].submission)])[0][1]
    assert whole in mail and "Fel rättas inom en vecka.\n" in mail
    assert "is removed" not in mail and "borttaget" not in mail and "tagits bort" not in mail
    steps = client.get(reverse("receipt", args=[keys["split"]])).context["receipt"].steps
    assert [step.state for step in steps] == ["done", "done", "now", "next"]


def test_report_and_trail_say_once_why_after_a_split_and_a_join(it, client):
    """“Why does it say this?” leads through the ties of split, join, move and removal, each cause told once."""
    compare = client.get(f"{POLICY}compare/1/2/").context["page"]
    assert [(each.kind, len(each.told), each.told[0].cause.behind) for each in compare.altered] == [
        ("edited", 1, 1), ("split", 1, 1), ("merged", 1, 1), ("removed", 1, 1), ("moved", 1, 1),
    ]  # fmt: skip
    made = report.build(it.first)
    changes = {entry.number: [(c.kind, c.because_of) for c in entry.changes] for entry in made.entries if entry.changes}
    assert changes == {
        "1.1": [("edited", ("S-0003",))],
        "1.2": [("split", ("S-0004",))],
        "1.3": [("merged", ("S-0006",))],
        "1.4": [("merged", ("S-0006",))],
        "1.5": [("removed", ("S-0007",))],
        "1.6": [("moved", ("S-0008",))],
    }
    split = next(change for change in made.changed if change.kind == "split")
    assert "ses över varje år" in split.html and "Fel rättas" in split.html and "<del>" not in split.html
    trail = re.search(r'id="s-0004".*?</article>', read(client, f"{V1}p/1.2/"), re.S)[0]
    assert f"{POLICY}compare/1/2/#p-1-2" in trail and f"{POLICY}compare/1/2/#p-1-3" not in trail
    assert "compare/1/2/#p-1-1" in re.search(r'id="s-0003".*?</article>', read(client, V1), re.S)[0]


def test_persons_submissions_comments_and_agreements_behind_a_change_are_four_counts(it, client):
    Comment.objects.filter(pk=it.said["edited"].pk).update(agreed=4)
    page = client.get(f"{POLICY}compare/1/2/")
    (told,) = page.context["page"].altered[0].told
    counts = told.cause.figures
    assert (counts.persons, counts.submissions, counts.comments, told.cause.agreements) == (1, 1, 1, 4)
    assert re.search(r"1\s+(comment|synpunkt)\s+[^<]*1\s+(submission|yttrande)[^<]*4", page.content.decode())
    one = it.said["edited"]
    assert replace(told.cause, comments=(one, one, it.said["split"])).figures == Figures(2, 2, 3)


def test_a_split_half_shows_its_own_share_of_the_words_before(it, client):
    it = first_round(it.cast, "Riktlinjer för gungor")
    cast = it.cast
    row = it.draft("Varje")
    reshaping.split(row, "Varje lekplats ses över.", "Fel rättas inom en vecka.", revision=row.revision, by=cast.dan)
    client.force_login(cast.dan)
    page = client.get(reverse("merge-paragraph", args=[it.policy.slug, it.draft("Fel").lineage]))
    assert page.context["sheet"].difference == "Fel rättas inom en vecka."
    page = client.get(reverse("merge-paragraph", args=[it.policy.slug, it.draft("Varje").lineage]))
    assert "varje år" in page.context["sheet"].difference and "Fel" not in page.context["sheet"].difference


def test_a_second_round_is_announced_from_its_page(it, client):
    it = first_round(it.cast, "Riktlinjer för gungor")
    cast = it.cast
    merge_first(it)
    assert it.policy.state == State.PROPOSAL
    client.force_login(cast.dan)
    address = reverse("consultation-announce", args=[it.policy.slug])
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    data |= {"opens": "now", "closes_on": "2099-05-01"}
    answer = client.post(address, data)
    it.policy.refresh_from_db()
    assert (answer.status_code, it.policy.state) == (302, State.ANNOUNCED)
    assert gates.consulted(it.policy).slug == "riktlinjer-for-gungor-v2"


def test_the_picture_draws_every_paragraph_once_in_reading_order(it, client):
    shown = picture.of(matter.read(it.policy.slug))[1]
    assert [[cell.number for cell in band.cells] for band in shown.bands] == [
        ["0.1"], ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6"], ["2", "2.1"],
    ]  # fmt: skip
    assert [cell.behind for cell in shown.bands[1].cells] == [0, 1, 1, 0, 1, 1, 1]
    page = read(client, POLICY)
    assert page.count('<svg class="pic-svg"') == 6 and " style=" not in page.split("<main")[1]
    assert [cell.number for cell in shown.told] == ["0.1", "1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]


def test_effects_wait_for_the_answers(it):
    it.first.answers_published_at = None
    it.first.save()
    found = matter.read(it.policy.slug)
    assert effects.told([it.said["edited"]], found, found.versions[0]) == []
