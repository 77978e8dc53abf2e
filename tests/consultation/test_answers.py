"""Answers: questions while open, published as they come, approved by another, changed only visibly."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.domain import decisions, dispositions, lifecycle, merging
from consultation.domain.answers import approving, questions, releasing
from consultation.domain.folder import record
from consultation.models import Comment, Disposition
from drafts.domain import approvals
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event, Role
from tests.base import announce, answer_all, approve, close, comment

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def said(number: int = 1) -> Comment:
    return Comment.objects.select_related("disposition", "consultation").get(number=number)


def public(client, consultation) -> str:
    """What everybody reads on paragraph 1.1 of the version."""
    client.logout()
    version = consultation.version
    return client.get(reverse("paragraph", args=[version.policy.slug, version.number, "1.1"])).content.decode()


def own_page(consultation, number: int = 1) -> str:
    return reverse("answer", args=[consultation.slug, number])


def fields(page) -> dict:
    """The form of an answer's page, as a browser sends it back untouched."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "called"}


def test_a_question_is_answered_while_the_consultation_is_open_and_published_at_once(cast, client, policy):
    consultation = announce(cast, policy)
    comment(consultation, "1.1", "Gäller det helger?")
    client.force_login(cast.dan)
    page = client.get(own_page(consultation))
    refused = client.post(own_page(consultation), fields(page) | {"reason": "Ja, det gör det."})
    assert "is no question" in refused.content.decode() and "Ja, det gör det." in refused.content.decode()
    assert Disposition.objects.count() == 0
    assert (
        client.post(own_page(consultation), fields(page) | {"reason": "Ja, det gör det.", "called": "on"}).status_code
        == 302
    )
    assert said().kind == "question" and said().disposition.outcome == "answered"
    assert Event.objects.filter(chain=policy.uuid, verb="called a question").exists()
    seen = public(client, consultation)
    assert "Ja, det gör det." in seen and "The administration’s answer" in seen


def test_what_is_not_shown_on_the_web_is_not_answered_there(cast, policy):
    consultation = announce(cast, policy)
    hidden = comment(consultation, "1.1", "Fråga?", confirmed=False)
    with pytest.raises(ActRefused, match="not shown"):
        questions.answer([hidden], reason="Ja.", called=True, by=cast.dan)
    close(consultation)
    with pytest.raises(ActRefused, match="not open"):
        questions.answer([hidden], reason="Ja.", called=True, by=cast.dan)


@pytest.fixture
def compiled(cast, policy):
    """Two comments on 1.1, answered by Dan, and the consultation closed."""
    consultation = announce(cast, policy)
    for name, words in (("Paula", "För kort."), ("Petra", "För långt.")):
        comment(consultation, "1.1", words, name=name)
    consultation.refresh_from_db()
    close(consultation)
    dispositions.dispose([said(1)], outcome="noted", reason="Vi noterar det.", note="Hemligt.", by=cast.dan)
    dispositions.dispose([said(2)], outcome="not_met", reason="Två dagar räcker.", by=cast.dan)
    consultation.refresh_from_db()
    return consultation


def test_answers_are_published_all_together_unless_it_is_set_otherwise(cast, client, compiled):
    with pytest.raises(ActRefused, match="all together"):
        releasing.release(compiled, {said().disposition_id: dispositions.mark(said())}, by=cast.asa)
    assert "Vi noterar det." not in public(client, compiled)
    client.force_login(cast.dan)
    client.post(reverse("answers-come", args=[compiled.slug]), {"come": "as_they_come"})
    client.post(reverse("answers-come", args=[compiled.slug]), {"come": "as_they_come"})
    compiled.refresh_from_db()
    assert compiled.answers_come == "as_they_come"
    assert Event.objects.filter(verb="answers come").count() == 1


def test_an_answer_that_comes_alone_is_approved_by_somebody_else_first(cast, client, compiled):
    releasing.set_coming(compiled, come="as_they_come", by=cast.dan)
    Role.objects.create(user=cast.dan, unit=cast.unit, kind=Role.Kind.APPROVER)
    seen = {said().disposition_id: dispositions.mark(said())}
    with pytest.raises(ActRefused, match="written one of these"):
        releasing.release(compiled, seen, by=cast.dan)
    client.force_login(cast.asa)
    review = reverse("answers-review", args=[compiled.slug])
    row = client.get(review).context["page"].object_list[0]
    assert "Hemligt." in client.get(review).content.decode()
    ticked = {"answer": f"{row.pk}:{row.mark}"}
    dispositions.dispose([said()], outcome="noted", reason="Vi noterar det noga.", by=cast.dan)
    page = client.post(reverse("answers-publish", args=[compiled.slug]), ticked)
    assert page.status_code == 409 and "changed since" in page.content.decode()
    row = client.get(review).context["page"].object_list[0]
    assert (
        client.post(reverse("answers-publish", args=[compiled.slug]), {"answer": f"{row.pk}:{row.mark}"}).status_code
        == 302
    )
    seen = public(client, compiled)
    assert "Vi noterar det noga." in seen and "Två dagar räcker." not in seen and "Hemligt" not in seen


def test_a_published_answer_is_changed_only_visibly(cast, client, compiled):
    releasing.set_coming(compiled, come="as_they_come", by=cast.dan)
    releasing.release(compiled, {said().disposition_id: dispositions.mark(said())}, by=cast.asa)
    with pytest.raises(ActRefused, match="Say on its own page why"):
        dispositions.dispose([said()], outcome="met", reason="", by=cast.dan)
    with pytest.raises(ActRefused, match="published already"):
        dispositions.dispose([said(1), said(2)], outcome="noted", reason="Båda.", why="Fel.", by=cast.dan)
    client.force_login(cast.dan)
    page = client.get(own_page(compiled))
    new = {"reason": "Tre dagar ryms.", "outcome": "partly", "why": "Vi hade räknat fel."}
    assert client.post(own_page(compiled), fields(page) | new).status_code == 302
    assert client.post(own_page(compiled), fields(page) | new).status_code == 302  # sent twice, it is changed once
    earlier = said().earlier_answers.get()
    assert (earlier.reason, earlier.why, earlier.replaced_by) == ("Vi noterar det.", "Vi hade räknat fel.", cast.dan)
    seen = public(client, compiled)
    for words in ("Tre dagar ryms.", "Vi noterar det.", "Vi hade räknat fel.", "Earlier answer"):
        assert words in seen
    entry = record.earlier_answers(compiled.version.policy)[0]
    assert (entry["comments"], entry["why"]) == (["S-0001"], "Vi hade räknat fel.")
    assert record.dispositions(compiled.version.policy)[0]["published_at"]


def test_a_shared_answer_asks_whom_a_change_is_for(cast, dan, compiled):
    dispositions.dispose([said(1), said(2)], outcome="noted", reason="Båda.", by=cast.dan)
    new = fields(dan.get(own_page(compiled))) | {"reason": "Bara Paula."}
    page = dan.post(own_page(compiled), new)
    assert "Choose whom the answer is for." in page.content.decode() and "Bara Paula." in page.content.decode()
    dan.post(own_page(compiled), new | {"scope": "one"})
    assert (said(1).disposition.reason, said(2).disposition.reason) == ("Bara Paula.", "Båda.")


def test_after_publishing_an_answer_is_corrected_until_the_decision(cast, client, policy, compiled):
    paragraph = policy.versions.draft().paragraphs.get(number="1.1")
    merging.rewrite(paragraph, "Kommunen svarar inom tre dagar.", revision=1, because_of=[said()], by=cast.dan)
    approve(cast, policy)
    lifecycle.freeze_revised(policy, by=cast.dan)
    lifecycle.send_to_council(policy, by=cast.dan)
    dispositions.dispose([said()], outcome="partly", reason="Rättat.", why="Skrivfel.", by=cast.dan)
    report = client.get(reverse("report", args=[compiled.slug])).content.decode()
    assert "Rättat." in report and "Skrivfel." in report and "Hemligt" not in report
    day = date(2027, 1, 14)
    decisions.decide(
        policy, kind="adopt", body="KF", date=day, section="1", in_force_from=day, by=cast.sten
    )  # fmt: skip
    with pytest.raises(ActRefused, match="decided"):
        dispositions.dispose([said()], outcome="met", reason="", why="Nu då?", by=cast.dan)
    assert said().disposition.reason == "Rättat."


def test_who_wrote_an_answer_does_not_approve_them(cast, client, policy, compiled):
    """Nor does the approval stand when an answer is changed, or an old page approve what was changed since."""
    Role.objects.create(user=cast.asa, unit=cast.unit, kind=Role.Kind.RESPONSIBLE)
    dispositions.dispose([said(2)], outcome="noted", reason="Åsas.", by=cast.asa)
    asked = approvals.ask(policy, by=cast.dan)
    with pytest.raises(ActRefused, match="written answers yourself"):
        approving.approve(asked, checksum=asked.checksum, by=cast.asa)
    client.force_login(cast.asa)
    place = reverse("approval", args=[policy.slug])
    assert "written answers yourself" in client.get(place).content.decode()
    other = cast.meja
    Role.objects.create(user=other, unit=cast.unit, kind=Role.Kind.APPROVER)
    client.force_login(other)
    page = client.get(place)
    sent = {
        "checksum": page.context["checksum"],
        "request": page.context["asked"].pk,
        "answer": "approve",
        "remark": "",
    }
    dispositions.dispose([said(1)], outcome="met", reason="", by=cast.dan)
    approvals.ask(policy, by=cast.dan)
    assert client.post(place, sent).status_code == 409
    assert approvals.given(policy) is None
    sent["request"] = approvals.waiting(policy).pk
    assert client.post(place, sent).status_code == 302
    assert approvals.given(policy).answered_by == other


def test_another_note_changes_nothing_that_anybody_approved(cast, policy, compiled):
    approve(cast, policy)
    before = said().disposition
    dispositions.dispose([said()], outcome="noted", reason="Vi noterar det.", note="Fråga juristen.", by=cast.olga)
    now = said().disposition
    assert (now.note, now.at, now.by) == ("Fråga juristen.", before.at, cast.dan)
    assert approvals.given(policy) is not None
    with pytest.raises(Stale):
        dispositions.dispose(
            [said()], outcome="met", reason="", seen={said().pk: dispositions.stamp(before)}, by=cast.dan
        )


def test_what_was_withdrawn_meanwhile_is_not_answered_and_nothing_is_half_done(cast, compiled):
    Comment.objects.filter(number=2).update(state="withdrawn")
    with pytest.raises(ActRefused, match="S-0002 has been withdrawn"):
        dispositions.dispose([said(1), said(2)], outcome="met", reason="", by=cast.dan)
    assert said(1).disposition.outcome == "noted"


def test_an_answer_to_a_withdrawn_comment_comes_back_with_what_was_typed(cast, dan, policy, compiled):
    late = comment(announce_again(compiled), "1.1", "Sent.", name="Sent")
    lineage = policy.versions.draft().paragraphs.get(number="1.1").lineage
    place = reverse("merge-paragraph", args=[policy.slug, lineage])
    sheet = dan.get(place).context["sheet"]
    card = next(each for each in sheet.cards if each.first.pk == late.pk)
    data = {"card": [each.pks for each in sheet.cards], "seen": [mark for each in sheet.cards for mark in each.seen]}
    for each in sheet.cards:
        data |= {
            each.form[name].html_name: each.form[name].value() or "" for name in ("outcome", "reason", "note", "was")
        }
    data |= {f"a{card.key}-outcome": "noted", f"a{card.key}-reason": "Det här skrev jag."}
    Comment.objects.filter(pk=late.pk).update(state="withdrawn")
    page = dan.post(place, data)
    assert page.status_code == 200 and "withdrawn by its sender" in page.context["refusal"]
    assert "Det här skrev jag." in page.content.decode()


def announce_again(consultation):
    """The consultation, open for a moment so that something comes in late."""
    consultation.refresh_from_db()
    consultation.closes_at = timezone.now() + timedelta(minutes=1)
    consultation.save()
    return consultation


def test_answers_are_listed_with_the_same_number_of_queries(cast, client, compiled, django_assert_max_num_queries):
    client.force_login(cast.asa)
    review = reverse("answers-review", args=[compiled.slug])
    with django_assert_max_num_queries(40) as few:
        client.get(review)
    announce_again(compiled)
    for n in range(6):
        comment(compiled, "1.2", f"Synpunkt {n}.", name=f"Person{n}")
    compiled.refresh_from_db()
    close(compiled)
    for each in Comment.objects.filter(consultation=compiled).unanswered():
        answer = dispositions.dispose([each], outcome="noted", reason=f"Svar {each.number}.", by=cast.dan)
    assert answer.pk
    with django_assert_max_num_queries(len(few)):
        client.get(review)


def test_who_may_what_with_answers(cast, client, compiled):
    answer_all(cast, compiled)
    for user, review, own, publish in [(cast.sam, 404, 404, 404), (cast.kim, 403, 403, 403), (cast.dan, 200, 200, 403)]:
        client.force_login(user)
        assert client.get(reverse("answers-review", args=[compiled.slug])).status_code == review
        assert client.get(own_page(compiled)).status_code == own
        assert client.post(reverse("answers-publish", args=[compiled.slug])).status_code == publish


def test_the_later_of_two_answers_is_shown_the_one_that_was_saved(cast, client, compiled):
    client.force_login(cast.dan)
    place = own_page(compiled)
    data = fields(client.get(place)) | {"outcome": "noted", "reason": "Min mening."}
    dispositions.dispose([said()], outcome="partly", reason="Olgas svar.", by=cast.olga)
    page = client.post(place, data)
    assert page.status_code == 409
    assert "Min mening." in page.content.decode() and "Olgas svar." in page.content.decode()
