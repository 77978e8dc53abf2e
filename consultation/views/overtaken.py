"""What was sent from a page of the merge table that somebody else has overtaken: nothing of either is lost."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from consultation.domain import cards
from consultation.forms.answering import WordingForm
from consultation.views.sheet import Sheet
from drafts.domain import chronicle, threeway
from organisation.exceptions import Stale


def caught_up(sheet: Sheet) -> Sheet:
    """The sheet as if the page had been made now, where no words were typed: those that were seen are not a wish."""
    seen = words_seen(sheet)
    if seen is None or sheet.typed.strip() not in (seen.strip(), sheet.paragraph.text.strip()):
        return sheet
    form, data = sheet.wording_form, sheet.data.copy()
    data["text"], data["revision"] = sheet.paragraph.text, sheet.paragraph.revision
    data["reason"] = reasons(sheet)
    data.setlist("causes", causes(data, form))
    return Sheet(sheet.policy, sheet.consultation, sheet.lineage, QueryDict(), data)


def words_seen(sheet: Sheet) -> str | None:
    """The words that the page showed, when others are stored now."""
    revision = sheet.data.get("revision", "")
    if not revision.isdecimal() or len(revision) > 9 or int(revision) == sheet.paragraph.revision:
        return None
    return chronicle.words_at(sheet.paragraph, int(revision))


def causes(data: QueryDict, form: WordingForm | None) -> list[str]:
    """The causes that were sent, and those that are stored."""
    stored = form.initial["causes"] if form else []
    sent = [key for value in data.getlist("causes") for key in value.split(",")]
    return list(dict.fromkeys([*sent, *stored]))


def reasons(sheet: Sheet) -> str:
    """The reason that is stored, and the one that was sent where it says something else."""
    stored, sent = sheet.wording_form.initial["reason"], sheet.data.get("reason", "").strip()
    return stored if sent in stored else f"{stored}\n{sent}".strip()


def page(request: HttpRequest, sheet: Sheet, stale: Stale) -> HttpResponse:
    """409: both texts and their difference, both answers, and one form that carries everything typed."""
    sheet.is_valid()
    conflicts = sheet.stale_cards
    kept = sheet.data.copy()
    for name in ("csrfmiddlewaretoken", "choice", "mine", "use", "seen", "revision", *keeps(kept)):
        kept.pop(name, None)
    context = {
        "policy": sheet.policy,
        "sheet": sheet,
        "sentence": str(stale),
        "conflicts": conflicts,
        "seen": [mark for card in cards.lay(sheet.comments) for mark in card.seen],
    }
    if sheet.is_text_stale:
        kept.pop("text", None)
        kept.pop("reason", None)
        context |= {"both": put_together(sheet), "reason": reasons(sheet)}
    context["kept"] = [(name, value) for name, values in kept.lists() for value in values]
    return render(request, "consultation/merge_stale.html", context, status=409)


def put_together(sheet: Sheet) -> str:
    """What was typed and what is stored in one text; "" where both changed the same words."""
    both = threeway.merge(words_seen(sheet) or "", sheet.typed, sheet.paragraph.text)
    return "" if both.conflicts or both.text == sheet.typed else both.text


def keeps(data: QueryDict) -> list[str]:
    return [name for name in data if name.startswith("keep-")]
