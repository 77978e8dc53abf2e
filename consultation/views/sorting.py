"""Acts on the comments that are ticked in the list: one answer for all, a theme, a colleague, out of the group."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultation.domain import alike, assigning, dispositions, themes
from consultation.forms.answering import BulkForm
from consultation.forms.sorting import AssignForm, ThemeForm
from consultation.models import Comment, Consultation
from consultation.models.disposition import Outcome
from consultation.permissions import answerers, can_answer, can_see_comments
from consultation.views import contradicting
from consultation.views.access import get_consultation_or_deny
from consultation.views.beginning import begun
from consultation.views.selection import address, chosen, keys_of, parameters, seen_of, wanted_of
from consultation.views.triage import page
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

NAMED = 12  # numbers that a sentence lists


def get_or_deny(user: User, slug: str) -> Consultation:
    """The consultation, for those who see its comments and answer them."""
    consultation = get_consultation_or_deny(user, slug, can_see_comments)
    if not can_answer(user, consultation.version.policy):
        raise PermissionDenied
    return consultation


@login_required
@require_POST
def dispose(request: HttpRequest, slug: str) -> HttpResponse:
    """One answer for the chosen comments, or for all unanswered ones of the selection."""
    consultation = get_or_deny(request.user, slug)
    form, comments = BulkForm(request.POST), chosen(request.POST, consultation, request.user)
    seen = seen_of(request.POST)
    if "begin" in request.POST:
        return begin(request, consultation)
    if request.POST.get("everything"):
        comments = [comment for comment in comments if comment.disposition is None]
        seen = {comment.pk: "" for comment in comments}
    if not comments:
        form.add_error(None, _("Choose at least one comment."))
    if not form.is_valid():
        return page(request, consultation, request.POST, form)
    overtaken = [each for each in comments if each.pk in seen and seen[each.pk] != dispositions.mark(each)]
    if overtaken:
        return stale_page(request, consultation, form, comments, overtaken)
    said = form.cleaned_data
    try:
        dispositions.refuse_withdrawn(withdrawn(request, consultation))
        dispositions.dispose(
            comments, outcome=said["outcome"], reason=said["reason"], note=said["note"] or None, seen=seen,
            by=request.user,
        )  # fmt: skip
    except (Stale, ActRefused) as refusal:  # Stale: in this very moment; the list is shown anew, with what was typed
        form.add_error(None, str(refusal))
        return page(request, consultation, request.POST, form)
    messages.success(request, answered(len(comments), kept(request, consultation)))
    contradicting.warn(request, consultation.version.policy, comments)
    return back(request, consultation)


def begin(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The list with the reason that was chosen from the library in the field; nothing is saved."""
    data = begun(request.POST, consultation.version.policy, key="bulk", reason="reason", outcome="outcome")
    return page(request, consultation, data, BulkForm(initial=data.dict()))


def withdrawn(request: HttpRequest, consultation: Consultation) -> list[Comment]:
    """Those that were ticked and that their senders have taken back meanwhile."""
    keys = keys_of(request.POST.getlist("comment"))
    return list(Comment.objects.filter(consultation=consultation, pk__in=keys, state=Comment.State.WITHDRAWN))


def answered(number: int, left: list[Comment]) -> str:
    """What was done, and what was not."""
    done = ngettext("%(n)s comment is answered.", "%(n)s comments are answered.", number) % {"n": number}
    if not left:
        return done
    rest = ngettext(
        "%(n)s was left as it is, since somebody had answered it: %(list)s.",
        "%(n)s were left as they are, since somebody had answered them: %(list)s.",
        len(left),
    )
    return f"{done} {rest % {'n': len(left), 'list': listed(left)}}"


def kept(request: HttpRequest, consultation: Consultation) -> list[Comment]:
    """Those that were chosen first and left out when others had answered them."""
    keys = keys_of(request.POST.getlist("left"))
    return list(Comment.objects.filter(consultation=consultation, pk__in=keys).order_by("number"))


def listed(comments: list[Comment]) -> str:
    """S-0001, S-0004; of many the first."""
    names = [comment.reference for comment in comments[:NAMED]]
    return ", ".join(names) + (" …" if len(comments) > NAMED else "")


def stale_page(
    request: HttpRequest, consultation: Consultation, form: BulkForm, comments: list[Comment], overtaken: list[Comment]
) -> HttpResponse:
    """409: which of the chosen comments others have answered meanwhile, and how; what was typed is carried along."""
    gone = {comment.pk for comment in overtaken}
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "sentence": overtaken_words(overtaken, len(comments)),
        "conflicts": overtaken,
        "others": [each for each in comments if each.pk not in gone],
        "all": ",".join(str(each.pk) for each in comments),
        "rest": ",".join(str(each.pk) for each in comments if each.pk not in gone),
        "left": ",".join(str(each.pk) for each in overtaken),
        "seen": ",".join(f"{each.pk}:{dispositions.mark(each)}" for each in comments),
        "said": form.cleaned_data,
        "outcome": Outcome(form.cleaned_data["outcome"]),
        "parameters": parameters(wanted_of(request.POST, request.user)),
    }
    return render(request, "consultation/triage_stale.html", context, status=409)


def overtaken_words(overtaken: list[Comment], number: int) -> str:
    words = ngettext(
        "Somebody has answered %(n)s of the %(all)s chosen comments since you opened the page: %(list)s.",
        "Others have answered %(n)s of the %(all)s chosen comments since you opened the page: %(list)s.",
        len(overtaken),
    )
    return words % {"n": len(overtaken), "all": number, "list": listed(overtaken)}


@login_required
@require_POST
def comments_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives the chosen comments a theme, one that is there or a new one, or takes it from them."""
    consultation = get_or_deny(request.user, slug)
    form = ThemeForm(request.POST, consultation=consultation)

    def act(comments: list[Comment]) -> str:
        said, by = form.cleaned_data, request.user
        theme = themes.make(consultation, said["new"], by=by) if said["new"] else said["given"]
        if request.POST.get("act") == "take":
            number = themes.take(comments, theme, by=by)
            words = ngettext(
                "%(n)s comment lost the theme %(name)s.", "%(n)s comments lost the theme %(name)s.", number
            )
        else:
            number = themes.give(comments, theme, by=by)
            words = ngettext("%(n)s comment got the theme %(name)s.", "%(n)s comments got the theme %(name)s.", number)
        return words % {"n": number, "name": theme.name}

    return sort(request, consultation, form, act)


@login_required
@require_POST
def comments_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives the chosen comments to a colleague, or to nobody in particular."""
    consultation = get_or_deny(request.user, slug)
    form = AssignForm(request.POST, colleagues=list(answerers(consultation.version.policy)))

    def act(comments: list[Comment]) -> str:
        number = assigning.assign(comments, to=form.colleague, by=request.user)
        if form.colleague is None:
            words = ngettext("%(n)s comment is nobody’s now.", "%(n)s comments are nobody’s now.", number)
            return words % {"n": number}
        words = ngettext(
            "%(n)s comment is for %(name)s to answer.", "%(n)s comments are for %(name)s to answer.", number
        )
        return words % {"n": number, "name": form.colleague.name}

    return sort(request, consultation, form, act)


@login_required
@require_POST
def comments_apart(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the chosen comments out of their groups of alike ones."""
    consultation = get_or_deny(request.user, slug)

    def act(comments: list[Comment]) -> str:
        number = alike.take_out(comments, by=request.user)
        words = ngettext("%(n)s comment stands by itself now.", "%(n)s comments stand by themselves now.", number)
        return words % {"n": number}

    return sort(request, consultation, Form(request.POST), act)


def sort(
    request: HttpRequest, consultation: Consultation, form: Form, act: Callable[[list[Comment]], str]
) -> HttpResponse:
    """Does the act on what is chosen and says what it did; or shows the list with what stands in the way."""
    comments = chosen(request.POST, consultation, request.user)
    if not comments:
        form.add_error(None, _("Choose at least one comment."))
    if form.is_valid():
        try:
            messages.success(request, act(comments))
            return back(request, consultation)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
    return page(request, consultation, request.POST, form)


def back(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The list as it was."""
    return redirect(address(consultation, wanted_of(request.POST, request.user), request.POST.get("page", "")))
