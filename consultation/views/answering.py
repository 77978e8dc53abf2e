"""One answer on a page of its own: given, changed with a reason when it is published, kept in the library."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultation.domain import contradictions, dispositions, personal_numbers, saying, workspace
from consultation.domain.answers import correcting, library, questions
from consultation.domain.letters import corrections
from consultation.forms.answers import SingleAnswerForm
from consultation.models import Comment
from consultation.permissions import can_answer
from consultation.views.access import get_consultation_or_deny
from consultation.views.beginning import begun
from drafts.domain import difference
from organisation.exceptions import ActRefused, Stale


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The comment, its answer and what was answered before. 409 when somebody has answered it meanwhile."""
    consultation = get_consultation_or_deny(request.user, slug, can_answer)
    rows = Comment.objects.select_related("submission", "disposition", "paragraph")
    comment = get_object_or_404(rows, consultation=consultation, number=number)
    comment.consultation = consultation
    if request.method == "GET":
        return page(request, comment, form_of(comment, None))
    if "begin" in request.POST:
        data = begun(request.POST, consultation.version.policy, key="answer", reason="reason", outcome="outcome")
        return page(request, comment, form_of(comment, data))
    form = form_of(comment, request.POST)
    if not form.is_valid():
        return page(request, comment, form)
    try:
        others = save(comment, form.cleaned_data, request) - 1
    except Stale as stale:
        return stale_page(request, comment, str(stale))
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return page(request, comment, form)
    keep(comment, form.cleaned_data, request)
    messages.success(request, saying.answered(comment.reference, others))
    return redirect("answer", slug, number)


def form_of(comment: Comment, data: QueryDict | None) -> SingleAnswerForm:
    """The form with the answer as it is stored, or as it was posted."""
    given = comment.disposition
    initial = {"outcome": given.outcome, "reason": given.reason, "note": given.note} if given else {}
    return SingleAnswerForm(
        data,
        initial=initial | {"seen": dispositions.mark(comment)},
        asks=comment.consultation.is_open,
        is_question=comment.kind == Comment.Kind.QUESTION,
        corrects=correcting.is_public(given, comment.consultation),
        shared=given.comments.count() if given else 1,
    )


def save(comment: Comment, said: dict, request: HttpRequest) -> int:
    """The answer, for this comment or for all who share it; how many they are."""
    comments = [comment]
    if said.get("scope") == "all" and comment.disposition:
        comments = list(comment.disposition.comments.all())
    given = {"reason": said["reason"], "note": said["note"], "why": said.get("why", "")}
    given |= {"seen": {comment.pk: said["seen"]}, "by": request.user}
    if comment.consultation.is_open:
        questions.answer(comments, called=said.get("called", False), **given)
    else:
        dispositions.dispose(comments, outcome=said["outcome"], **given)
    return len(comments)


def keep(comment: Comment, said: dict, request: HttpRequest) -> None:
    """Puts the reason in the library where a title was given; the answer stands in any case."""
    if not (said["title"] and said["reason"]):
        return
    unit = comment.consultation.version.policy.unit
    try:
        library.put(said["title"], said["reason"], outcome=said["outcome"], unit=unit, by=request.user)
    except ActRefused as refusal:
        messages.warning(request, _("The reason is not in the library: %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("The reason is in the library."))


def stale_page(request: HttpRequest, comment: Comment, sentence: str) -> HttpResponse:
    """The answer that was saved meanwhile, and the form with what was typed, to be sent again or not."""
    comment.refresh_from_db()
    data = request.POST.copy()
    data["seen"] = dispositions.mark(comment)
    form = form_of(comment, data)
    form.is_valid()
    form.add_error(None, sentence)
    return page(request, comment, form, status=409)


def page(request: HttpRequest, comment: Comment, form: SingleAnswerForm, status: int = 200) -> HttpResponse:
    consultation, policy = comment.consultation, comment.consultation.version.policy
    before = comment.paragraph.text if comment.paragraph and comment.rewrites else ""
    context = {
        "policy": policy,
        "consultation": consultation,
        "comment": comment,
        "difference": difference.difference_html(before, comment.suggestion) if comment.suggestion else "",
        "looks_private": personal_numbers.first(comment.comment),
        "given": comment.disposition,
        "is_public": correcting.is_public(comment.disposition, consultation),
        "earlier": comment.earlier_answers.all(),
        "to_correct": any(comment in rows for rows in corrections.due(consultation)),
        "contradictions": contradictions.found(policy, [comment]),
        "others": comment.disposition.comments.exclude(pk=comment.pk) if comment.disposition else (),
        "form": form,
        "is_overtaken": status == 409,
        "reasons": library.at_hand(policy.unit),
        "obstacle": obstacle(comment),
    }
    return render(request, "consultation/answer.html", context, status=status)


def obstacle(comment: Comment) -> str:
    """Why nothing can be saved now, in a sentence; the acts decide, this warns."""
    consultation, policy = comment.consultation, comment.consultation.version.policy
    if comment.state == Comment.State.WITHDRAWN:
        return _("The sender has withdrawn this comment. It is not answered.")
    if policy.state in correcting.DECIDED:
        return _("The matter is decided. The answers stand as they stood at the decision.")
    if consultation.is_open or correcting.all_are_public(consultation):
        return ""
    return workspace.obstacle(policy, consultation)
