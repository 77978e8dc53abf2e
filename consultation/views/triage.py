"""All comments of a consultation: filtered, nearly equal ones together, many sorted and answered at a time."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consultation.domain import workspace
from consultation.domain.alike.likeness import words_of
from consultation.domain.answers import library
from consultation.domain.triage import Pile, Wanted, overview, piles, select, unfold
from consultation.domain.triage.overview import facets
from consultation.forms.answering import BulkForm
from consultation.forms.sorting import AssignForm, ThemeForm
from consultation.models import Comment, Consultation
from consultation.permissions import answerers, can_answer, can_see_comments
from consultation.views.access import get_consultation_or_deny
from consultation.views.filters import filters
from consultation.views.selection import address, keys_of, parameters, wanted_of
from drafts.domain import difference
from drafts.models import Policy
from drafts.models.policy import State
from organisation.models import User

PAGE = 25


@login_required
@require_GET
def triage(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, with the filters of the address."""
    consultation = get_consultation_or_deny(request.user, slug, can_see_comments)
    return page(request, consultation, request.GET)


def page(request: HttpRequest, consultation: Consultation, data: QueryDict, *came_back) -> HttpResponse:
    """The list; of forms that came back, with what was ticked and typed."""
    wanted, found = wanted_of(data, request.user), overview(consultation)
    numbers = facets(consultation, request.user.pk)
    rows = select(consultation, wanted, found)
    laid = piles(rows, consultation, by_support=wanted.order == "support", apart=bool(wanted.alike))
    shown = Paginator(laid, PAGE).get_page(data.get("page"))
    lay_out(shown.object_list, set(keys_of(data.getlist("comment"))), is_apart=bool(wanted.alike))
    policy = consultation.version.policy
    context = {
        "policy": policy,
        "proposed": policy.state not in (State.ADOPTED, State.REPEALED),
        "consultation": consultation,
        "overview": found,
        "wanted": wanted,
        "filters": filters(consultation, wanted, found, numbers),
        "parameters": parameters(wanted),
        "number": sum(pile.number for pile in laid),
        "page": shown,
        "orders": orders(consultation, wanted),
        "all_together": address(consultation, replace(wanted, alike="")),
        "everything": data.get("everything", ""),
        "can_answer": can_answer(request.user, policy),
        "obstacle": workspace.obstacle(policy, consultation),
        **forms_of(policy, consultation, request.user, data, came_back),
    }
    return render(request, "consultation/triage.html", context)


def forms_of(policy: Policy, consultation: Consultation, user: User, data: QueryDict, came_back: tuple) -> dict:
    """The forms of the list by name, those that came back with what they said."""
    forms = {BulkForm: None, ThemeForm: None, AssignForm: None} | {type(form): form for form in came_back}
    typed = {name: data.get(name, "") for name in ("outcome", "reason", "given", "new", "to")}
    colleagues = list(answerers(policy)) if can_answer(user, policy) else []
    return {
        "form": forms[BulkForm] or BulkForm(initial=typed),
        "theme_form": forms[ThemeForm] or ThemeForm(consultation=consultation, initial=typed),
        "assign_form": forms[AssignForm] or AssignForm(colleagues=colleagues, initial=typed),
        "reasons": library.at_hand(policy.unit) if colleagues else (),
        "sorting": bool(forms[ThemeForm] or forms[AssignForm]),
        "mistaken": next((form for form in came_back if form.errors), None),
    }


def orders(consultation: Consultation, wanted: Wanted) -> list[dict]:
    """The orders that the list can have, as links."""
    words = {
        "number": _("number"),
        "newest": _("newest first"),
        "support": _("most support first"),
        "paragraph": _("place in the text"),
        "unanswered": _("unanswered first"),
    }
    return [
        {"words": said, "href": address(consultation, replace(wanted, order=code)), "current": wanted.order == code}
        for code, said in words.items()
    ]


def lay_out(laid: list[Pile], ticked: set[int], *, is_apart: bool) -> None:
    """What the rows of one page show beside their words."""
    unfold(laid)
    head = laid[0].first.comment if is_apart and laid else ""
    for pile in laid:
        pile.is_ticked = ticked.issuperset(pile.pks)
        pile.difference = shown_difference(pile.first)
        for comment in pile.comments:
            comment.is_ticked = comment.pk in ticked and not pile.is_ticked
            comment.is_same = words_of(comment.comment) == words_of(pile.first.comment)
        if head and pile is not laid[0]:
            pile.otherwise = difference.difference_html(head, pile.first.comment)


def shown_difference(comment: Comment) -> str:
    """What a suggestion would change in the text that was on consultation."""
    if not comment.suggestion:
        return ""
    is_after = comment.suggests == Comment.Suggests.AFTER
    before = comment.paragraph.text if comment.paragraph and not is_after else ""
    return difference.difference_html(before, comment.suggestion)
