"""The editor: the whole draft, or one section of it, as rows that the script makes into one text to write in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from drafts.domain import notes, sittings, steps, texts
from drafts.models import Paragraph, Policy, Version
from drafts.permissions import can_edit, can_note
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.editor_words import words
from drafts.views.paragraphs import resting
from organisation.domain import dates
from organisation.models import User


@login_required
@require_GET
def editor(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as it reads now, or one part (`?section=`); what differs from the version before is marked."""
    policy = get_policy_or_deny(request.user, slug)
    draft = draft_of(policy)
    whole = list(draft.paragraphs.all())
    first, last = section_of(whole, request.GET.get("section", ""))
    refusal = resting(policy)
    may_edit = can_edit(request.user, policy) and not refusal
    context = {
        "policy": policy,
        "draft": draft,
        "headings": [each for each in whole if each.is_heading and each.level < 3],
        "paragraphs": whole[first:last],
        "is_section": len(whole) > last - first,
        "newest": policy.versions.published().newest(),
        "words": sum(len(paragraph.text.split()) for paragraph in whole),
        "count": len(whole),
        "refusal": refusal,
        "may_edit": may_edit,
        "may_note": can_note(request.user, policy),
    }
    mark(context, draft, policy)
    if may_edit and whole:
        context["script"] = for_script(policy, draft, whole, first, request.user)
    return render(request, "drafts/editor.html", context)


def section_of(paragraphs: list[Paragraph], wanted: str) -> tuple[int, int]:
    """Where the part under a heading begins and ends among the paragraphs; without a wish, all of them."""
    if not wanted:
        return 0, len(paragraphs)
    at = next((at for at, each in enumerate(paragraphs) if str(each.lineage) == wanted and each.is_heading), None)
    if at is None:
        raise Http404
    for end in range(at + 1, len(paragraphs)):
        each = paragraphs[end]
        if (each.is_heading and each.level <= paragraphs[at].level) or each.kind == Paragraph.Kind.NOTE:
            return at, end
    return at, len(paragraphs)


def mark(context: dict, draft: Version, policy: Policy) -> None:
    """Sets beside each paragraph its tie, where it differs from the version before, and its notes."""
    ties = list(draft.descents.select_related("before", "after"))
    changed = {tie.after_id: tie for tie in ties if tie.after_id and tie.is_changed}
    threads = notes.by_lineage(policy) if context["may_note"] else {}
    for paragraph in context["paragraphs"]:
        paragraph.tie = changed.get(paragraph.pk)
        paragraph.threads = threads.get(paragraph.lineage, [])
    context["removed"] = [tie.before for tie in ties if tie.after_id is None]
    context["whole_threads"] = threads.get(None, [])
    context["open_notes"] = sum(not note.is_done for thread in threads.values() for note in thread)


def for_script(policy: Policy, draft: Version, whole: list[Paragraph], first: int, user: User) -> dict:
    """What the script needs beside the rows themselves."""
    return {
        "save": reverse("editor-save", args=[policy.slug]),
        "sitting": reverse("editor-sitting", args=[policy.slug]),
        "cursor": steps.cursor(draft),
        "language": policy.language,
        "links": bool(draft.links),
        "start": whole[first - 1].lineage if first else None,
        "numbers": {str(each.lineage): each.number for each in whole},
        "labels": [each.marker for each in whole if each.kind == Paragraph.Kind.NOTE],
        "left": left_behind(draft, user),
        "words": words(),
    }


def left_behind(draft: Version, user: User) -> dict | None:
    """What a window of this person had not saved when it fell silent, each step's words rendered."""
    sitting = sittings.left_behind(draft, user)
    if sitting is None:
        return None
    rendered = [step | {"html": rendered_words(step, draft)} for step in sitting.unsaved]
    return {"key": sitting.key, "at": dates.said(sitting.at, "H.i"), "steps": rendered}


def rendered_words(step: dict, draft: Version) -> str:
    if step["do"] not in ("rewrite", "insert"):
        return ""
    form = {"kind": step["kind"], "level": step.get("level", 0), "marker": step.get("marker", "")}
    return texts.render_unsaved(step["text"], draft, **form)
