"""Following by e-mail: asking, confirming, changing, ending. Links in mails are the key; looking changes nothing."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultation.domain.following import asking, handles, places
from consultation.exceptions import LinkRefused
from consultation.forms.following import FollowForm, RhythmForm
from consultation.models import Consultation, Following
from consultation.views.public.published import get_consultation, get_matter, get_paragraph, get_version
from drafts.models import Policy
from organisation.exceptions import ActRefused

looked_at_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@looked_at_and_sent
@never_cache
def follow_policy(request: HttpRequest, slug: str) -> HttpResponse:
    """A policy over its whole life."""
    policy = get_matter(slug).policy
    return answer(request, policy)


@looked_at_and_sent
@never_cache
def follow_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation and what comes of it."""
    matter, _version, consultation = get_consultation(slug)
    return answer(request, matter.policy, consultation=consultation)


@looked_at_and_sent
@never_cache
def follow_paragraph(request: HttpRequest, slug: str, version: int, number: str) -> HttpResponse:
    """One paragraph through all versions, with the comments on it."""
    matter, shown = get_version(slug, version)
    return answer(request, matter.policy, lineage=get_paragraph(shown, number).lineage)


def answer(
    request: HttpRequest, policy: Policy, *, consultation: Consultation | None = None, lineage: UUID | None = None
) -> HttpResponse:
    """The form, or that a link is on its way: the same words whether the address was known or not."""
    wanted = Following(policy=policy, consultation=consultation, lineage=lineage)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and ask(form, wanted):
        return redirect(f"{request.path}?sent=1")
    context = {
        "policy": policy,
        "form": form,
        "words": places.words(wanted),
        "page": places.path(wanted),
        "feed": feed_of(wanted),
        "lineage": lineage,
        "consultation": consultation,
        "sent": request.method != "POST" and "sent" in request.GET,
        "heading": _("Follow %(what)s") % {"what": places.words(wanted)},
    }
    return render(request, "consultation/follow.html", context)


def ask(form: FollowForm, wanted: Following) -> bool:
    """The act, with what a whole form says; a refusal stands on the form."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    place = {"consultation": wanted.consultation, "lineage": wanted.lineage}
    try:
        asking.ask(
            wanted.policy,
            key=data["key"],
            email=data["email"],
            rhythm=data["rhythm"],
            language=get_language() or "sv",
            **place,
        )
    except ActRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def feed_of(wanted: Following) -> str:
    """The address of the feed that tells the same."""
    if wanted.lineage:
        return reverse("feed-paragraph", args=[wanted.policy.slug, wanted.lineage])
    if wanted.consultation:
        return reverse("feed-consultation", args=[wanted.consultation.slug])
    return reverse("feed-policy", args=[wanted.policy.slug])


def by_secret_link(view: Callable) -> Callable:
    """For a page whose address is a secret: never stored, not found by search, told to no other site."""

    @looked_at_and_sent
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, **secret: str) -> HttpResponse:
        try:
            response = view(request, **secret)
        except LinkRefused as refused:
            context = {"refused": refused}
            response = render(request, "consultation/confirm_refused.html", context, status=refused.status)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return guarded


# No token against forgery and no cookie on these three: the address itself is the secret. A mail program posts to the
# last, and a browser that is told to send no referrer posts from nowhere ("Origin: null").
@csrf_exempt
@by_secret_link
def confirm(request: HttpRequest, asked: str) -> HttpResponse:
    """GET says what is followed, POST begins it and leads to the page where it is changed."""
    if request.method == "POST":
        following = asking.confirm(asked)
        return redirect(reverse("following", args=[handles.handle([following])]) + "?begun=1")
    following = asking.confirmation_for(asked).following
    return render(
        request, "consultation/following_confirm.html", {"following": following, "words": places.words(following)}
    )


@csrf_exempt
@by_secret_link
def following(request: HttpRequest, link: str) -> HttpResponse:
    """All that the reader of the mail follows: how often, and a button to end each."""
    every = handles.of_the_same_reader(handles.held(link))
    form = RhythmForm(request.POST or None, initial={"rhythm": every[0].rhythm if every else ""})
    if request.method == "POST" and form.is_valid():
        asking.change(every, rhythm=form.cleaned_data["rhythm"])
        return redirect(f"{request.path}?changed=1")
    rows = [{"words": places.words(each), "page": places.path(each), "end": handles.handle([each])} for each in every]
    context = {
        "rows": rows,
        "form": form,
        "end_all": handles.handle(every) if len(every) > 1 else "",
        "begun": "begun" in request.GET,
        "changed": "changed" in request.GET,
    }
    return render(request, "consultation/following.html", context)


@csrf_exempt
@by_secret_link
def end(request: HttpRequest, link: str) -> HttpResponse:
    """One click: POST ends what the address names (RFC 8058), without a redirect; GET shows the button."""
    named = handles.held(link)
    left = [each for each in handles.of_the_same_reader(named) if each not in named]
    standing = [each for each in named if each.ended_at is None]
    context = {
        "rows": [places.words(each) for each in named],
        "ended": request.method == "POST" or not standing,
        "manage": handles.handle(left) if left else "",
    }
    if request.method == "POST":
        asking.end(named)
    return render(request, "consultation/following_end.html", context)
