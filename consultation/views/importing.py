"""Putting a whole text into a draft: sent, looked at, saved or discarded; and what became of its paragraphs."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from consultation.domain.importing import Given, keep_answers, propose, save, under_way
from consultation.domain.importing.saving import saved_event
from consultation.forms.importing import given_in
from consultation.views import import_page
from drafts.domain import chronicle, imports, texts
from drafts.forms.reading import RereadForm
from drafts.forms.text import TextForm
from drafts.models import Import, Policy
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.oversize import bear_oversize
from drafts.views.paragraphs import not_now, resting
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event, User

State = Import.State


@bear_oversize
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text_put_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text, written or pasted in a box or read from a file. It is looked at before it is saved."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    if request.method != "POST":
        refusal = resting(policy)
        if refusal:
            return not_now(request, policy, refusal)
        return page(request, policy, TextForm(initial={"text": current(policy)}))
    form = TextForm({} if request.oversized else request.POST, request.FILES)
    if request.oversized:
        form.add_error("text", request.oversized)
    if not form.is_valid():
        return page(request, policy, form)
    try:
        reading = begin(policy, form, by=request.user)
    except ActRefused as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        return page(request, policy, form)
    return redirect("text-import", slug, reading.key)


def begin(policy: Policy, form: TextForm, *, by: User) -> Import:
    """The reading of what was sent. A form that was sent before and whose reading is over begins another."""
    data, name, kind = form.source
    sent = Import.objects.filter(key=form.cleaned_data["key"], policy=policy).first()
    is_over = sent is not None and not (sent.is_under_way or sent.state == State.READY)
    key = uuid4() if is_over else form.cleaned_data["key"]
    return imports.begin(policy, data=data, name=name, by=by, key=key, form=kind or None)


def current(policy: Policy) -> str:
    """The draft as one text."""
    draft = draft_of(policy)
    paragraphs = list(draft.paragraphs.all())
    return texts.source(draft, paragraphs) if paragraphs else ""


def page(request: HttpRequest, policy: Policy, form: TextForm) -> HttpResponse:
    context = {"policy": policy, "form": form, "kept": not request.oversized, "readings": under_way(policy)}
    return render(request, "consultation/text_put_in.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text_import(request: HttpRequest, slug: str, reading: UUID) -> HttpResponse:
    """One reading: how far it is, why it failed, or the text before it is saved."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    row = get_object_or_404(Import.objects.select_related("by"), key=reading, policy=policy)
    row.policy = policy
    if request.method == "POST" and row.state not in (State.SAVED, State.DISCARDED):
        return POSTS.get(request.POST.get("act"), answer)(request, row)
    return shown(request, row)


def shown(request: HttpRequest, row: Import) -> HttpResponse:
    """The page of the state that the reading is in."""
    if row.is_under_way:
        return import_page.waiting(request, row)
    if request.htmx:
        return HttpResponseClientRefresh()
    if row.state == State.SAVED:
        return redirect("text-result", row.policy.slug, saved_event(row).pk)
    if row.state == State.READY:
        return import_page.ready(
            request, row, propose(row), tab=request.GET.get("show"), opened=request.GET.get("row", "")
        )
    return import_page.over(request, row)


def answer(request: HttpRequest, row: Import) -> HttpResponse:
    """Keeps what was said of the rows; `rest` says that the other pairs are right, `save` makes the text the draft."""
    given = given_in(request.POST)
    if request.POST.get("act") == "rest":
        said = {each.key for each in given}
        given += [Given(each.key, "same") for each in propose(row).plain if each.key not in said]
    tab = request.POST.get("show")
    try:
        faults = keep_answers(row, given, by=request.user)
        row.refresh_from_db()
        if faults:
            return import_page.ready(request, row, propose(row), tab=tab, given=given, faults=faults)
        if request.POST.get("act") != "save":
            return kept(request, row, tab)
        event = save(row, by=request.user, seen=request.POST.get("seen", ""))
    except Stale as refusal:
        return import_page.ready(request, row, propose(row), tab=tab, refusal=str(refusal), status=409)
    except ActRefused as refusal:
        row.refresh_from_db()
        if row.state != State.READY:
            return shown(request, row)
        return import_page.ready(request, row, propose(row), tab=tab, given=given, refusal=str(refusal))
    return redirect("text-result", row.policy.slug, event.pk)


def kept(request: HttpRequest, row: Import, tab: str | None) -> HttpResponse:
    """Back to the table; 409 when the draft is another than the one that the answers were given on."""
    proposal = propose(row)
    if request.POST.get("seen", proposal.seen) != proposal.seen:
        said = _("Somebody has changed the draft since you opened this page. The answers that still fit are kept.")
        return import_page.ready(request, row, proposal, tab=tab, refusal=said, status=409)
    messages.success(request, _("The answers are kept. Nothing is saved in the draft yet."))
    return redirect(import_page.address(row, tab))


def read_again(request: HttpRequest, row: Import) -> HttpResponse:
    """The same file with other levels, another start, or another answer about its tracked changes."""
    form = RereadForm(request.POST)
    if form.is_valid():
        answers = row.answers
        try:
            row = imports.reread(row, **form.given, by=request.user)
        except ActRefused as refusal:
            messages.error(request, str(refusal))
        else:
            Import.objects.filter(pk=row.pk).update(answers=answers)
    return redirect(import_page.address(row, request.POST.get("show")))


def throw_away(request: HttpRequest, row: Import) -> HttpResponse:
    """Nothing of it is saved."""
    try:
        imports.discard(row, by=request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(import_page.address(row, None))
    messages.success(request, _("The reading is thrown away. The draft is as it was."))
    return redirect("editor", row.policy.slug)


POSTS = {"answers": answer, "rest": answer, "save": answer, "again": read_again, "discard": throw_away}


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
