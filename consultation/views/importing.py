"""Putting a whole text into a draft, and what became of its paragraphs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from drafts.domain import chronicle, importing, texts
from drafts.forms.text import TextForm
from drafts.models import Policy
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.oversize import bear_oversize
from drafts.views.paragraphs import not_now, resting
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event


@bear_oversize
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text_put_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text, written or pasted in a box or read from a file."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    if request.method != "POST":
        refusal = resting(policy)
        if refusal:
            return not_now(request, policy, refusal)
        return page(request, policy, TextForm(initial=current(policy)))
    form = TextForm({} if request.oversized else request.POST, request.FILES)
    if request.oversized:
        form.add_error("text", request.oversized)
    if not form.is_valid():
        return page(request, policy, form)
    try:
        importing.put_in(policy, form.source, by=request.user, seen=form.cleaned_data["seen"])
    except Stale as refusal:
        return stale(request, policy, form, refusal)
    except ActRefused as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        return page(request, policy, form)
    return redirect("text-result", slug, put_in_events(policy).first().pk)


def current(policy: Policy) -> dict:
    """The draft as one text, and its checksum."""
    draft = draft_of(policy)
    paragraphs = list(draft.paragraphs.all())
    source = texts.source(draft, paragraphs)
    return {"text": source if paragraphs else "", "seen": texts.digest(source)}


def page(request: HttpRequest, policy: Policy, form: TextForm, status: int = 200, **more) -> HttpResponse:
    context = {"policy": policy, "form": form, "kept": not request.oversized, **more}
    return render(request, "consultation/text_put_in.html", context, status=status)


def stale(request: HttpRequest, policy: Policy, form: TextForm, refusal: Stale) -> HttpResponse:
    """Another has changed the draft since: how the written text, which stays in the box, differs from it."""
    now = current(policy)
    rows = chronicle.between(list(draft_of(policy).paragraphs.all()), form.source)
    again = TextForm(initial={"text": form.source, "seen": now["seen"]})
    return page(request, policy, again, status=409, refusal=str(refusal), rows=rows)


def put_in_events(policy: Policy):
    """Each time that a whole text was put in, newest first."""
    return Event.objects.filter(chain=policy.uuid, verb="text put in").order_by("-pk")


@login_required
@require_GET
def text_result(request: HttpRequest, slug: str, event: int) -> HttpResponse:
    """What became of the paragraphs when the text was put in."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    put_in = get_object_or_404(put_in_events(policy), pk=event)
    words = {
        "kept": _("Kept as they were"),
        "edited": _("Reworded"),
        "moved": _("Moved elsewhere"),
        "split": _("From one that was split"),
        "merged": _("From several that were merged"),
        "new": _("Added"),
        "removed": _("Taken out"),
    }
    facts = [{"label": label, "value": put_in.facts[kind]} for kind, label in words.items() if put_in.facts.get(kind)]
    rows = chronicle.of_event(policy, put_in)
    if all(row.kind == "new" for row in rows):
        rows = []  # a first text: nothing to compare with
    context = {"policy": policy, "event": put_in, "facts": facts, "rows": rows}
    return render(request, "consultation/text_result.html", context)
