"""All comments of a consultation: filtered, and answered many at a time."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from consultation.domain import dispositions, workspace
from consultation.domain.triage import ANSWERED, ORDERS, UNANSWERED, WHOLE, Overview, Wanted, is_place, overview, select
from consultation.forms.answering import BulkForm
from consultation.models import Comment, Consultation
from consultation.models.disposition import Outcome
from consultation.models.submission import SenderKind
from consultation.permissions import can_answer, can_see_comments
from consultation.views.access import get_consultation_or_deny
from drafts.domain import difference
from organisation.exceptions import ActRefused, Stale

PAGE = 25


@login_required
@require_GET
def triage(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, with the filters of the address."""
    consultation = get_consultation_or_deny(request.user, slug, can_see_comments)
    return page(request, consultation, request.GET, BulkForm())


@login_required
@require_POST
def dispose(request: HttpRequest, slug: str) -> HttpResponse:
    """One answer for the chosen comments, or for all unanswered ones of the selection."""
    consultation = get_consultation_or_deny(request.user, slug, can_see_comments)
    if not can_answer(request.user, consultation.version.policy):
        raise PermissionDenied
    form = BulkForm(request.POST)
    comments, seen = chosen(request.POST, consultation)
    if not comments:
        form.add_error(None, _("Choose at least one comment."))
    if not form.is_valid():
        return page(request, consultation, request.POST, form)
    said = form.cleaned_data
    try:
        dispositions.dispose(comments, outcome=said["outcome"], reason=said["reason"], seen=seen, by=request.user)
    except Stale as stale:
        if request.POST.get("everything"):  # the selection is another now; it is shown anew, with what was typed
            form.add_error(None, str(stale))
            return page(request, consultation, request.POST, form)
        return stale_page(request, consultation, form, str(stale))
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return page(request, consultation, request.POST, form)
    messages.success(
        request,
        ngettext("%(n)s comment is answered.", "%(n)s comments are answered.", len(comments)) % {"n": len(comments)},
    )
    return redirect(address(consultation, wanted_of(request.POST), request.POST.get("page", "")))


def wanted_of(data: QueryDict) -> Wanted:
    """The filters, each named; what is not one of their values is not asked for."""
    state, place, kind, order = (data.get(name, "") for name in ("state", "place", "kind", "order"))
    return Wanted(
        state=state if state in (ANSWERED, UNANSWERED) else "",
        place=place if is_place(place) else "",
        kind=kind if kind in SenderKind.values else "",
        words=" ".join(data.get("q", "").replace("\0", " ").split())[:100],
        order=order if order in ORDERS else "number",
    )


def parameters(wanted: Wanted) -> dict[str, str]:
    """The filters as they stand in an address."""
    named = {"state": wanted.state, "place": wanted.place, "kind": wanted.kind, "q": wanted.words}
    if wanted.order != "number":
        named["order"] = wanted.order
    return {name: value for name, value in named.items() if value}


def address(consultation: Consultation, wanted: Wanted, at: str = "") -> str:
    """The list with these filters, on that page."""
    asked = parameters(wanted) | ({"page": at} if at.isdecimal() else {})
    return reverse("triage", args=[consultation.slug]) + (f"?{urlencode(asked)}" if asked else "")


def chosen(data: QueryDict, consultation: Consultation) -> tuple[list[Comment], dict[int, str]]:
    """The comments that were ticked, and the answers that the official saw on them."""
    rows = Comment.objects.filter(consultation=consultation).to_answer().select_related("disposition")
    if data.get("everything"):
        found = select(consultation, wanted_of(data), overview(consultation)).filter(disposition=None)
        return list(found), {each.pk: "" for each in found}
    keys = [key for key in data.getlist("comment") if key.isdecimal() and len(key) < 18]
    pairs = [value.partition(":") for value in data.getlist("seen")]
    seen = {int(key): mark for key, _colon, mark in pairs if key in keys}
    return list(rows.filter(pk__in=keys)), seen


def page(request: HttpRequest, consultation: Consultation, data: QueryDict, form: BulkForm) -> HttpResponse:
    """The list; of a form that came back, with what was ticked and typed."""
    wanted, found = wanted_of(data), overview(consultation)
    rows = Paginator(select(consultation, wanted, found), PAGE).get_page(data.get("page"))
    ticked = set(data.getlist("comment"))
    for row in rows:
        row.is_ticked = str(row.pk) in ticked
        row.mark = dispositions.mark(row)
        row.difference = shown_difference(row)
    policy = consultation.version.policy
    context = {
        "policy": policy,
        "consultation": consultation,
        "overview": found,
        "wanted": wanted,
        "filters": filters(consultation, wanted, found),
        "parameters": parameters(wanted),
        "page": rows,
        "orders": [
            ("number", _("number")),
            ("paragraph", _("place in the text")),
            ("unanswered", _("unanswered first")),
        ],
        "form": form,
        "everything": data.get("everything", ""),
        "can_answer": can_answer(request.user, policy),
        "obstacle": workspace.obstacle(policy, consultation),
    }
    return render(request, "consultation/triage.html", context)


def shown_difference(comment: Comment) -> str:
    """What a suggestion would change in the text that was on consultation."""
    if not comment.suggestion:
        return ""
    return difference.difference_html(comment.paragraph.text if comment.paragraph else "", comment.suggestion)


def filters(consultation: Consultation, wanted: Wanted, found: Overview) -> list[dict]:
    """The groups of filter links with their numbers, as the page lists them."""

    def link(words: str, count: int, depth: int = 0, **change: str) -> dict:
        (name, value), *_none = change.items()
        href = address(consultation, replace(wanted, **change))
        return {"words": words, "count": count, "depth": depth, "href": href, "current": getattr(wanted, name) == value}

    states = [
        link(_("All"), found.total, state=""),
        link(_("Unanswered"), found.unanswered, state=UNANSWERED),
        link(_("With an answer"), found.answered, state=ANSWERED),
    ]
    places = [link(_("Anywhere"), found.total, place="")]
    places += [link(label_of(spot), spot.count, spot.depth, place=str(spot.paragraph.lineage)) for spot in found.spots]
    if found.whole:
        places.append(link(_("The whole text"), found.whole, place=WHOLE))
    kinds = [link(_("Everybody"), found.total, kind="")]
    kinds += [link(label, count, kind=code) for code, label, count in found.kinds]
    titles = (_("State"), _("Paragraph"), _("Sender"))
    return [{"title": title, "links": links} for title, links in zip(titles, (states, places, kinds), strict=True)]


def label_of(spot) -> str:
    """2 Watch and answer; 2.1."""
    if not spot.paragraph.is_heading:
        return spot.paragraph.number
    return f"{spot.paragraph.number} {spot.paragraph.text[:60]}"


def stale_page(request: HttpRequest, consultation: Consultation, form: BulkForm, sentence: str) -> HttpResponse:
    """409: which of the chosen comments others have answered meanwhile, and how; what was typed is carried along."""
    comments, seen = chosen(request.POST, consultation)
    conflicts = [each for each in comments if each.pk in seen and seen[each.pk] != dispositions.mark(each)]
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "sentence": sentence,
        "conflicts": conflicts,
        "others": [each for each in comments if each not in conflicts],
        "seen": [f"{each.pk}:{dispositions.mark(each)}" for each in comments],
        "said": form.cleaned_data,
        "outcome": Outcome(form.cleaned_data["outcome"]),
        "parameters": parameters(wanted_of(request.POST)),
    }
    return render(request, "consultation/triage_stale.html", context, status=409)
