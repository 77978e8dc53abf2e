"""What is said in other channels: the feeds that a consultation gathers from, and what they brought."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation.domain.gathering import entries, feeds
from consultation.forms.gathering import FeedForm
from consultation.models import ChannelEntry, ChannelFeed, Consultation
from consultation.permissions import can_enter_letters
from consultation.views.access import get_consultation_or_deny
from organisation.exceptions import ActRefused

PAGE = 25
SHELVES = tuple(ChannelEntry.State)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest, slug: str) -> HttpResponse:
    """The feeds and the entries; POST adds a feed. While one is being fetched the list asks again by itself."""
    consultation = get_consultation_or_deny(request.user, slug, can_enter_letters)
    form = FeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            feed = feeds.add(consultation, form.cleaned_data["address"], by=request.user)
        except ActRefused as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, _("From now on the consultation gathers from “%(title)s”.") % {"title": feed})
            return redirect("channels", slug)
    name = "consultation/_channel_feeds.html" if request.htmx else "consultation/channels.html"
    return render(request, name, context_of(request, consultation, form))


def context_of(request: HttpRequest, consultation: Consultation, form: FeedForm) -> dict:
    wanted = request.GET.get("show")
    shelf = wanted if wanted in SHELVES else ChannelEntry.State.NEW
    counts = entries.counts(consultation)
    over = consultation.answers_published_at is not None
    feeds = list(consultation.channel_feeds.annotate(gathered=Count("entries")))
    return {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "form": form,
        "feeds": feeds,
        "waiting": not over and sum(1 for feed in feeds if feed.is_awaited),
        "shelf": str(shelf),
        "shelves": [(state.value, state.label, counts[state.value]) for state in ChannelEntry.State],
        "page": Paginator(entries.of(consultation).filter(state=shelf), PAGE).get_page(request.GET.get("page")),
        "over": over,
    }


@login_required
@require_POST
def channel_end(request: HttpRequest, slug: str, feed: int) -> HttpResponse:
    """Gathers from a feed no more."""
    consultation = get_consultation_or_deny(request.user, slug, can_enter_letters)
    found = get_object_or_404(ChannelFeed, consultation=consultation, pk=feed)
    feeds.end(found, by=request.user)
    messages.success(request, _("Nothing more is gathered from “%(title)s”.") % {"title": found})
    return redirect("channels", slug)


@login_required
@require_POST
def channel_entry(request: HttpRequest, slug: str, entry: int) -> HttpResponse:
    """Passes an entry by, or takes that back."""
    consultation = get_consultation_or_deny(request.user, slug, can_enter_letters)
    found = get_object_or_404(entries.of(consultation), pk=entry)
    undo = request.POST.get("act") == "undo"
    try:
        (entries.take_up if undo else entries.pass_by)(found, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("channels", slug)
