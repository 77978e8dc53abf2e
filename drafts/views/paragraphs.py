"""The draft without the script: a page for each thing that is done to one of its paragraphs."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafts.domain import chronicle, difference, editing, threeway
from drafts.domain.blocks import Block
from drafts.domain.texts import render as render_block
from drafts.exceptions import TextRefused
from drafts.forms.text import InsertForm, ParagraphForm, RemoveForm
from drafts.models import Paragraph, Policy
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_paragraph, get_policy_or_deny
from drafts.views.oversize import bear_oversize
from organisation.exceptions import ActRefused, Stale


def address(policy: Policy, paragraph: Paragraph | None = None) -> str:
    """Where in the editor the paragraph stands."""
    return reverse("editor", args=[policy.slug]) + (f"#{paragraph.anchor}" if paragraph else "")


def resting(policy: Policy) -> str:
    """Why the text may not be changed now; nothing when it may."""
    try:
        editing.refuse_resting(policy)
    except ActRefused as refusal:
        return str(refusal)
    return ""


def not_now(request: HttpRequest, policy: Policy, refusal: object, kept: str = "") -> HttpResponse:
    """The page that says why this cannot be done now, with what was written."""
    context = {
        "policy": policy,
        "refusal": str(refusal),
        "kept": kept,
        "back": address(policy),
        "back_words": _("Back to the text"),
    }
    return render(request, "drafts/not_now.html", context, status=409)


@bear_oversize
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_edit(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """The words of one paragraph."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    if request.method == "POST" and not draft_of(policy).paragraphs.filter(lineage=lineage).exists():
        gone = _("Somebody has removed this paragraph from the draft meanwhile.")
        return not_now(request, policy, gone, kept=request.POST.get("text", ""))
    paragraph = get_paragraph(policy, lineage)
    context = {"policy": policy, "paragraph": paragraph}
    if request.method != "POST":
        refusal = resting(policy)
        if refusal:
            return not_now(request, policy, refusal)
        form = ParagraphForm(initial={"text": paragraph.text, "revision": paragraph.revision})
        return render(request, "drafts/paragraph_edit.html", context | {"form": form})
    form = ParagraphForm({"revision": paragraph.revision} if request.oversized else request.POST)
    if request.oversized:
        form.add_error("text", request.oversized)
    answer = save_words(request, policy, paragraph, form) if form.is_valid() else None
    return answer or render(
        request, "drafts/paragraph_edit.html", context | {"form": form, "kept": not request.oversized}
    )


def save_words(request: HttpRequest, policy: Policy, paragraph: Paragraph, form: ParagraphForm) -> HttpResponse | None:
    """Saves; None when the form has been given an error instead."""
    words = form.cleaned_data["text"]
    try:
        saved = editing.rewrite(paragraph, words, revision=form.cleaned_data["revision"], by=request.user)
    except Stale as refusal:
        return stale_page(request, policy, refusal, words, form.cleaned_data["revision"])
    except TextRefused as refusal:
        form.add_error("text", str(refusal))
        return None
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("%(number)s is saved.") % {"number": saved.number})
    return redirect(address(policy, saved))


def stale_page(request: HttpRequest, policy: Policy, refusal: Stale, words: str, revision: int) -> HttpResponse:
    """Another has saved first: their text, yours, the difference, and both together to write on, against theirs.

    Where both changed the same words there is no text of both: then it begins with yours.
    """
    current = refusal.current
    last = chronicle.newest(current.history)
    block = Block(current.kind, current.level, words.replace("\r\n", "\n").strip(), current.marker)
    both = threeway.merge(chronicle.words_at(current, revision), block.text, current.text)
    together = "" if both.conflicts or both.text == block.text else both.text
    context = {
        "policy": policy,
        "paragraph": current,
        "refusal": str(refusal),
        "last": last,
        "mine": render_block(block, current.version),
        "difference": difference.difference_html(current.text, block.text),
        "together": together,
        "conflicts": both.conflicts,
        "form": ParagraphForm(initial={"text": together or words, "revision": current.revision}),
    }
    return render(request, "drafts/paragraph_stale.html", context, status=409)


def posted(request: HttpRequest) -> dict | None:
    """What an insertion was posted with; for a form too big to be read, as much as leads to one error."""
    if request.oversized:
        return {"key": uuid4(), "kind": Paragraph.Kind.PARAGRAPH}
    return request.POST if request.method == "POST" else None


@bear_oversize
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_insert(request: HttpRequest, slug: str, lineage: UUID | None = None) -> HttpResponse:
    """A new paragraph after the one of this lineage; without one, at the beginning."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    after = get_paragraph(policy, lineage) if lineage else None
    form = InsertForm(posted(request))
    if request.method != "POST":
        refusal = resting(policy)
        if refusal:
            return not_now(request, policy, refusal)
    elif request.oversized:
        form.add_error("text", request.oversized)
    elif form.is_valid():
        try:
            paragraph = editing.insert(policy, after=after, by=request.user, **form.cleaned_data)
        except ActRefused as refusal:
            form.add_error("text" if isinstance(refusal, TextRefused) else None, str(refusal))
        else:
            messages.success(request, _("%(number)s is new in the draft.") % {"number": paragraph.number})
            return redirect(address(policy, paragraph))
    return render(
        request,
        "drafts/paragraph_insert.html",
        {"policy": policy, "after": after, "form": form, "kept": not request.oversized},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_remove(request: HttpRequest, slug: str, lineage: UUID) -> HttpResponse:
    """Asks, and takes the paragraph out."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    paragraph = get_paragraph(policy, lineage)
    form = RemoveForm(request.POST or None, initial={"revision": paragraph.revision})
    if request.method != "POST":
        refusal = resting(policy)
        if refusal:
            return not_now(request, policy, refusal)
    elif form.is_valid():
        try:
            editing.remove(paragraph, revision=form.cleaned_data["revision"], by=request.user)
        except Stale as refusal:
            form = RemoveForm(initial={"revision": refusal.current.revision})
            context = {"policy": policy, "paragraph": refusal.current, "form": form, "refusal": str(refusal)}
            return render(request, "drafts/paragraph_remove.html", context, status=409)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(number)s is removed from the draft.") % {"number": paragraph.number})
            return redirect(address(policy))
    return render(request, "drafts/paragraph_remove.html", {"policy": policy, "paragraph": paragraph, "form": form})
