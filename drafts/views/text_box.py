"""The draft in a plain box of Markdown: for browsers without scripts, and for those who like it better."""

import json
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from drafts.domain import blocks, difference, numbering, rendering, retyping, texts
from drafts.domain.blocks import Text
from drafts.domain.steps import Clash, Overtaken, WordsRefused, proposals, take
from drafts.domain.steps.clashes import told as joined
from drafts.exceptions import TextRefused
from drafts.forms.text_box import TextBoxForm, base_of
from drafts.models import Version
from drafts.permissions import can_edit
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.editor import section_of
from drafts.views.oversize import bear_oversize
from drafts.views.paragraphs import not_now, resting
from organisation.exceptions import ActRefused
from organisation.permissions import can_enter_staff


@login_required
@require_GET
def editor_help(request: HttpRequest) -> HttpResponse:
    """How to write in the editor, and its shortcuts."""
    if not can_enter_staff(request.user):
        raise PermissionDenied
    return render(request, "drafts/editor_help.html")


@bear_oversize
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def editor_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text, or the part under one heading (`?section=`), in a box: look at it first, or save it."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    draft = draft_of(policy)
    refusal = resting(policy)
    if refusal:
        return not_now(request, policy, refusal, kept=request.POST.get("text", ""))
    whole = list(draft.paragraphs.all())
    wanted = request.GET.get("section", "")
    if wanted and request.method == "POST" and not any(str(each.lineage) == wanted for each in whole):
        gone = _("Somebody has removed this section's heading meanwhile.")
        return not_now(request, policy, gone, kept=request.POST.get("text", ""))
    first, last = section_of(whole, wanted)
    page = {"policy": policy, "draft": draft, "rows": whole[first:last], "section": whole[first] if wanted else None}
    page["after"] = whole[first - 1].lineage if first else None
    if request.method != "POST":
        return show(request, page, TextBoxForm(initial=fresh_values(page)))
    form = TextBoxForm(fresh_values(page) if request.oversized else request.POST)
    if request.oversized:
        form.add_error("text", request.oversized)
    return (answer(request, page, form) if form.is_valid() else None) or show(request, page, form)


def fresh_values(page: dict) -> dict:
    """What the box begins with: the text as it reads now."""
    title = None if page["section"] else page["draft"].title
    text = retyping.boxed(title, [texts.block_of(row) for row in page["rows"]])
    key = TextBoxForm.base_fields["key"].initial()
    return {"text": text.rstrip("\n"), "base": base_of(page["rows"]), "title": page["draft"].title, "key": key}


def answer(request: HttpRequest, page: dict, form: TextBoxForm) -> HttpResponse | None:
    """Shows or saves what was typed; None when the form has been given an error instead."""
    above = page["section"].level - 1 if page["section"] else None
    try:
        text = retyping.typed(form.cleaned_data["text"], above=above)
    except TextRefused as refusal:
        form.add_error("text", str(refusal))
        return None
    base = retyping.bases(page["draft"], form.cleaned_data["base"])
    if len(base) < len(form.cleaned_data["base"]):
        form.add_error(None, _("The page was not sent whole. Load it again."))
        return None
    steps = retyping.steps(base, text.blocks, key=form.cleaned_data["key"], after=page["after"])
    if above is None:
        steps = retyping.title_step(text.title, form.cleaned_data["title"]) + steps
    if "preview" in request.POST:
        return show(request, page | {"preview": preview(text, page["draft"]), "counts": retyping.counts(steps)}, form)
    return save(request, page, form, text, steps)


def save(request: HttpRequest, page: dict, form: TextBoxForm, text: Text, steps: list) -> HttpResponse | None:
    try:
        take(page["policy"], steps, by=request.user)
    except Overtaken as refusal:
        return overtaken(request, page, form, text, refusal)
    except WordsRefused as refusal:
        form.add_error("text", str(refusal))
        return None
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The text is saved.") if steps else _("Nothing was changed."))
    section = f"?section={page['section'].lineage}" if page["section"] else ""
    return redirect(reverse("editor", args=[page["policy"].slug]) + section)


def show(request: HttpRequest, page: dict, form: TextBoxForm, status: int = 200) -> HttpResponse:
    context = page | {"form": form, "kept": not request.oversized}
    return render(request, "drafts/editor_text.html", context, status=status)


def preview(text: Text, draft: Version) -> list[dict]:
    """The blocks as they would be read, each with its number."""
    known = blocks.anchors(text.blocks)
    numbers = numbering.number(text.blocks)
    return [
        {
            "number": number,
            "is_heading": block.kind == "heading",
            "is_item": block.kind in ("bullet", "ordered"),
            "kind": block.kind,
            "level": block.level,
            "marker": block.marker,
            "html": rendering.render(block, draft.links, known),
        }
        for number, block in zip(numbers, text.blocks, strict=True)
    ]


def overtaken(request: HttpRequest, page: dict, form: TextBoxForm, text: Text, refusal: Overtaken) -> HttpResponse:
    """Others were first: both texts, the difference, a proposal; the box keeps what was typed, proposals put in."""
    clashes = [told(each) for each in refusal.clashes]
    revisions = {row.lineage: row.revision for each in refusal.clashes for row in each.rows}
    concerned = {lineage for each in refusal.clashes for lineage in each.lineages}
    seen = [(each, revision) for each, revision in form.cleaned_data["base"] if each not in concerned]
    seen += revisions.items()
    proposals = {each["mine"]: each["proposal"] for each in clashes if each["proposal"] and not each["conflicts"]}
    mended = [replace(each, text=proposals.get(each.text, each.text)) for each in text.blocks]
    values = {
        "key": form.cleaned_data["key"],
        "base": json.dumps([[str(lineage), revision] for lineage, revision in in_order(page["draft"], seen)]),
        "title": page["draft"].title,
        "text": retyping.boxed(None if page["section"] else text.title, mended).rstrip("\n"),
    }
    return show(request, page | {"clashes": clashes, "refusal": str(refusal)}, TextBoxForm(initial=values), status=409)


def in_order(draft: Version, seen: list) -> list:
    """The paragraphs that were seen, in the order of the text."""
    places = {lineage: at for at, lineage in enumerate(draft.paragraphs.values_list("lineage", flat=True))}
    return sorted(seen, key=lambda each: places.get(each[0], 0))


def told(clash: Clash) -> dict:
    """One clash in words and texts."""
    mine, theirs = joined(clash.mine), joined(clash.theirs)
    both = proposals.proposed(clash)
    return {
        "number": clash.number,
        "mine": mine,
        "theirs": theirs,
        "last": clash.last,
        "difference": difference.difference_html(theirs, mine) if mine and theirs else "",
        "proposal": both.text if both else "",
        "conflicts": bool(both and both.conflicts),
    }
