"""The merge workspace: the comments on one paragraph, their answers and the new wording, in one form."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consultation.domain import cards, company, gates, places, saying, suggestions, workspace
from consultation.domain.answers import library
from consultation.domain.rounds import before
from consultation.models import Consultation
from consultation.models.disposition import Outcome
from consultation.permissions import can_answer
from consultation.views import contradicting, overtaken
from consultation.views.beginning import begun
from consultation.views.sheet import Sheet
from drafts.models import Policy
from drafts.views.access import get_policy_or_deny
from organisation.exceptions import ActRefused, Stale


@login_required
@require_GET
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads to the first paragraph with something left to do; from there the list of all of them is beside."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    consultation = gates.consulted(policy)
    if consultation is None:
        return not_now(request, policy)
    found = places.survey(policy, consultation)
    place = found.next_open() or (found.places[0] if found.places and not found.whole_left else None)
    if place is None:
        return redirect("merge-whole", slug)
    return redirect("merge-paragraph", slug, place.lineage)


@login_required
@require_http_methods(["GET", "POST"])
def merge_paragraph(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """One paragraph: see it, save it."""
    return work(request, get_policy_or_deny(request.user, slug, can_answer), lineage)


@login_required
@require_http_methods(["GET", "POST"])
def merge_whole(request: HttpRequest, slug: str) -> HttpResponse:
    """The comments on the whole text: answers alone, there is no wording to change here."""
    return work(request, get_policy_or_deny(request.user, slug, can_answer), None)


def not_now(request: HttpRequest, policy: Policy) -> HttpResponse:
    """There is nothing to merge in this policy."""
    context = {
        "policy": policy,
        "refusal": workspace.obstacle(policy, None),
        "back": reverse("staff-policy", args=[policy.slug]),
        "back_words": _("To the policy"),
    }
    return render(request, "409.html", context, status=409)


def work(request: HttpRequest, policy: Policy, lineage: UUID | None) -> HttpResponse:
    """The page of a paragraph, and what its one form asks for."""
    consultation = gates.consulted(policy)
    if consultation is None:
        return not_now(request, policy)
    if request.method == "GET":
        return page(request, Sheet(policy, consultation, lineage, request.GET, None))
    sheet = Sheet(policy, consultation, lineage, request.GET, complete(request.POST, policy, consultation, lineage))
    if "begin" in request.POST:
        return page(request, again(sheet, begun_in(sheet, request.POST["begin"])))
    if request.POST.get("act") == "difference":
        return page(request, sheet)
    if request.POST.get("act") == "undo" and sheet.wording_form and sheet.before:
        return save(request, again(sheet, undone(sheet)))
    if "back" in request.POST:
        return take_back(request, sheet)
    if request.POST.get("act") == "leave":
        return leave(request, sheet)
    if "use" in request.POST or "part" in request.POST:
        return use(request, sheet)
    return save(request, sheet)


def complete(data: QueryDict, policy: Policy, consultation: Consultation, lineage: UUID | None) -> QueryDict:
    """The posted fields; what a smaller form leaves out stays as stored, and a choice of two texts is made."""
    data = data.copy()
    if data.get("choice") == "mine":
        data["text"] = data.get("mine", "")
    for key in [card.partition(",")[0] for card in data.getlist("card")]:
        if data.get(f"keep-{key}") == "theirs":
            data.setlist("card", [card for card in data.getlist("card") if card.partition(",")[0] != key])
    choice = data.get("choice")
    if choice not in ("theirs", "own") and "text" in data:
        return data
    form = Sheet(policy, consultation, lineage, data, None).wording_form
    if choice == "own":
        data.setlist("causes", overtaken.causes(data, form))
        return data
    for name, value in form.initial.items() if form else ():
        if not (name == "revision" and name in data and choice != "theirs"):
            data.setlist(name, value if isinstance(value, list) else [value] if value not in (False, "") else [])
    data.pop("others", None)
    return data


def again(sheet: Sheet, data: QueryDict) -> Sheet:
    """The same sheet with other words in its form."""
    return Sheet(sheet.policy, sheet.consultation, sheet.lineage, QueryDict(), data)


def begun_in(sheet: Sheet, key: str) -> QueryDict:
    """What was posted, with the reason that was chosen from the library in the answer of one card."""
    return begun(sheet.data, sheet.policy, key=key, reason=f"a{key}-reason", outcome=f"a{key}-outcome")


def undone(sheet: Sheet) -> QueryDict:
    """What was posted, with the wording of the version before, which needs no cause and no reason."""
    data = sheet.data.copy()
    data["text"], data["reason"], data["others"] = sheet.before.text, "", ""
    data.setlist("causes", [])
    return data


def use(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Takes a suggestion as the new words: saved at once, or, where other words are in its way, put into the field.

    Used in part it is put into the field in any case, to be worked on; nothing is saved.
    """
    in_part = "part" in request.POST
    comment = sheet.by_key.get(request.POST["part" if in_part else "use"])
    if comment is None or not comment.rewrites or sheet.paragraph is None:
        return page(request, sheet, refusal=_("The suggestion cannot be used here any more."))
    caught_up = overtaken.caught_up(sheet)
    collides = caught_up.fit(comment).collides
    sheet = sheet if collides else caught_up
    at_once = not in_part and sheet.can_use_at_once(comment)
    changed = again(sheet, sheet.with_suggestion(comment, Outcome.PARTLY if in_part else Outcome.MET))
    if at_once:
        return save(request, changed)
    changed.brought_in, changed.in_part, changed.displaces = comment, in_part, collides
    return page(request, changed)


def save(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Saves all of the sheet or nothing; then goes on, or shows what stands in the way with everything typed kept."""
    if sheet.has_words_without_place:
        return page(request, sheet, refusal=gone(sheet))
    if not sheet.is_valid():
        return page(request, sheet)
    try:
        saved = workspace.save(
            sheet.policy, answers=sheet.answers(), wording=sheet.wording(), seen=sheet.seen(), by=request.user
        )
    except Stale as stale:
        return overtaken.page(request, again(sheet, sheet.data), stale)
    except ActRefused as refusal:
        return page(request, sheet, refusal=str(refusal))
    messages.success(request, saying.said(sheet.consultation, sheet.place, saved))
    contradicting.warn(request, sheet.policy, [*saved.answered, *(sheet.wording_form.comments if saved.wrote else ())])
    return redirect(onward(request, sheet))


def leave(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Saves the answers and leaves the words as they are; not where other words have been typed."""
    if sheet.has_other_words:
        return page(request, sheet, refusal=unsaved(sheet))
    return save(request, sheet)


def take_back(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Takes back what was done last here, once the answers are in order; not where other words have been typed."""
    if sheet.has_other_words:
        return page(request, sheet, refusal=unsaved(sheet))
    if not sheet.is_valid():
        return page(request, sheet)
    act = sheet.act if sheet.act and str(sheet.act.pk) == request.POST["back"] else None
    try:
        undone = workspace.take_back(
            sheet.policy, act, answers=sheet.answers(), seen=sheet.seen(), by=request.user
        )  # fmt: skip
    except ActRefused as refusal:
        return page(request, sheet, refusal=str(refusal))
    messages.success(request, _("Taken back: %(act)s. The answers stay.") % {"act": undone.get_kind_display()})
    for lineage in (sheet.lineage, undone.lineage):
        if sheet.policy.versions.draft().paragraphs.filter(lineage=lineage).exists():
            return redirect("merge-paragraph", sheet.policy.slug, lineage)
    return redirect("merge", sheet.policy.slug)


def unsaved(sheet: Sheet) -> str:
    return _("You have written other words for %(number)s. Save them, or put the old ones back, first.") % {
        "number": sheet.place.number
    }


def gone(sheet: Sheet) -> str:
    return _("%(number)s has left the draft since you opened it. Copy your words, and save the answers again.") % {
        "number": sheet.place.number
    }


def onward(request: HttpRequest, sheet: Sheet) -> str:
    """The same page, or the next with something left; when nothing is left, the gate."""
    slug = sheet.policy.slug
    if request.POST.get("act") not in ("next", "leave"):
        return request.get_full_path()
    found = places.survey(sheet.policy, sheet.consultation)
    place = found.next_open(sheet.lineage)
    if place:
        return reverse("merge-paragraph", args=[slug, place.lineage])
    return reverse("merge-whole" if found.whole_left and sheet.lineage else "gate", args=[slug])


def page(request: HttpRequest, sheet: Sheet, refusal: str = "") -> HttpResponse:
    """The page of the sheet; `refusal` is the act's sentence."""
    sheet.seat(company.near(sheet.policy, request.user))
    context = {
        "policy": sheet.policy,
        "sheet": sheet,
        "refusal": refusal,
        "obstacle": workspace.obstacle(sheet.policy, sheet.consultation),
        "next": sheet.map.next_open(sheet.lineage),
        "previous": sheet.map.before(sheet.lineage),
        "company": company.Company(sheet.colleagues, []),
        "since": company.newest(sheet.consultation),
        "reasons": library.at_hand(sheet.policy.unit),
        "earlier": before.said_of(sheet.policy, sheet.consultation, sheet.lineage),
        "show": "left" if request.GET.get("show") == "left" else "all",
    }
    return render(request, "consultation/merge.html", context)


@login_required
@require_GET
def merge_alternatives(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """The different wordings that are suggested for one paragraph, side by side with who stands behind each."""
    policy = get_policy_or_deny(request.user, slug, can_answer)
    consultation = gates.consulted(policy)
    if consultation is None:
        return not_now(request, policy)
    sheet = Sheet(policy, consultation, lineage, QueryDict(), None)
    alternatives = cards.suggesting(sheet.comments)
    for card in alternatives:
        card.paragraph = sheet.paragraph
    context = {
        "policy": policy,
        "sheet": sheet,
        "alternatives": alternatives,
        "collisions": collisions(alternatives),
        "most": most(alternatives),
    }
    return render(request, "consultation/merge_alternatives.html", context)


def collisions(alternatives: list[cards.Card]) -> list[dict]:
    """Which of the wordings change the same words of the text on consultation, and which words those are."""
    if not alternatives:
        return []
    base = alternatives[0].first.paragraph.text
    found = suggestions.collisions(base, [card.first.suggestion for card in alternatives])
    return [
        {"one": alternatives[i].first, "other": alternatives[j].first, "words": " … ".join(words)}
        for (i, j), words in found.items()
    ]


def most(alternatives: list[cards.Card]) -> int:
    """The scale that the bars share: the largest group of one kind."""
    return max((number for card in alternatives for _kind, number in card.senders), default=1)
