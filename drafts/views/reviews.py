"""The review of a draft by its working group: asking, reading and answering, reminding, ending."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from drafts.domain import reviews, texts
from drafts.domain.composition import compose
from drafts.forms.review import AnswerForm, ReviewForm
from drafts.models import Policy
from drafts.permissions import can_edit, can_note
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.paragraphs import not_now
from organisation.exceptions import ActRefused, Stale


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft to be read, who has said what of it, and one's own answer."""
    policy = get_policy_or_deny(request.user, slug, can_note)
    form = AnswerForm(request.POST)
    if request.method != "POST":
        return page(request, policy)
    asked = reviews.current(policy)
    if asked is None:
        return page(request, policy, _("This review is over."))
    if not form.is_valid():
        return page(request, policy, _("Choose one of the answers."))
    answer = {"kind": form.cleaned_data["answer"], "checksum": form.cleaned_data["checksum"]}
    try:
        reviews.answer(asked, **answer, by=request.user)
    except Stale as refusal:
        return page(request, policy, str(refusal), status=409)
    except ActRefused as refusal:
        return page(request, policy, str(refusal))
    messages.success(request, _("Your answer is registered."))
    return redirect("review", slug)


def page(request: HttpRequest, policy: Policy, refusal: str = "", status: int = 200) -> HttpResponse:
    """The whole page; `refusal` is why an answer was not taken."""
    draft = draft_of(policy)
    paragraphs = list(draft.paragraphs.all())
    checksum = texts.digest(texts.source(draft, paragraphs))
    rounds = reviews.rounds(policy)
    for each in rounds:
        each.version.policy = policy
        for answer in each.answers.all():
            answer.is_outdated = bool(answer.checksum) and answer.checksum != (each.version.checksum or checksum)
    asked = next((each for each in rounds if each.is_open), None)
    own = [answer for answer in asked.answers.all() if answer.person_id == request.user.pk] if asked else []
    context = {
        "policy": policy,
        "asked": asked,
        "before": [each for each in rounds if each is not asked],
        "own": own[0] if own else None,
        "draft": draft,
        "sections": compose(paragraphs),
        "checksum": checksum,
        "refusal": refusal,
        "may_remind": bool(asked) and not reviews.mailed_lately(asked),
        "may_edit": can_edit(request.user, policy),
    }
    return render(request, "drafts/review.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks the working group to read the draft by a day."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reviews.ask(policy, **form.cleaned_data, by=request.user)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The working group is asked to read the draft."))
            return redirect("review", slug)
    context = {"policy": policy, "form": form, "people": reviews.members(policy, request.user)}
    return render(request, "drafts/review_ask.html", context)


@login_required
@require_POST
def review_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes once more to those who have not answered."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    asked = reviews.current(policy)
    try:
        number = reviews.remind(asked, by=request.user) if asked else 0
    except ActRefused as refusal:
        return not_now(request, policy, refusal)
    if number:
        words = ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", number)
        messages.success(request, words % {"n": number})
    return redirect("review", slug)


@login_required
@require_POST
def review_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends the review that goes on."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    asked = reviews.current(policy)
    if asked:
        reviews.end(asked, by=request.user)
        messages.success(request, _("The review is ended."))
    return redirect("review", slug)
