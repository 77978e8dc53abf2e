"""The pages of one reading: while it goes on, when it failed, and before it is saved."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultation.domain.importing import Given, Proposal
from consultation.views import import_table
from drafts.domain.office.words import lines as words_of_losses
from drafts.forms.reading import RereadForm
from drafts.forms.text import TextForm
from drafts.models import Import


def address(row: Import, tab: str | None) -> str:
    """The page of a reading, on one of its tabs."""
    path = reverse("text-import", args=[row.policy.slug, row.key])
    return f"{path}?show={tab}" if tab in import_table.TABS else path


def waiting(request: HttpRequest, row: Import) -> HttpResponse:
    """How far it is; the page asks again by itself."""
    job = {"words": words(row), "running": True, "done": row.progress, "total": 100 if row.progress else 0}
    context = {"policy": row.policy, "reading": row, "job": job, "poll": address(row, None)}
    name = "components/job.html" if request.htmx else "consultation/import_waiting.html"
    return render(request, name, context)


def words(row: Import) -> str:
    """What is happening to it now."""
    name = row.name or _("The text")
    if row.state == Import.State.WAITING:
        return _("%(name)s waits to be read.") % {"name": name}
    return _("%(name)s is being read: %(done)s of 100.") % {"name": name, "done": row.progress}


def over(request: HttpRequest, row: Import) -> HttpResponse:
    """It failed or was thrown away: why, and the way on."""
    context = {"policy": row.policy, "reading": row, "form": TextForm()}
    return render(request, "consultation/import_failed.html", context)


def ready(
    request: HttpRequest,
    row: Import,
    proposal: Proposal,
    *,
    tab: str | None = None,
    opened: str = "",
    given: Sequence[Given] = (),
    faults: dict[str, str] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The text before it is saved: its structure, and over a draft what becomes of each paragraph."""
    tab = tab if tab in import_table.TABS else first_tab(proposal)
    if proposal.is_first:
        tab = "structure"
    asked = proposal.asked
    is_structure = tab == "structure"
    lines = [] if is_structure else import_table.lines(proposal, tab, opened=opened, given=given, faults=faults)
    context = {
        "policy": row.policy,
        "reading": row,
        "proposal": proposal,
        "tab": tab,
        "tabs": [] if proposal.is_first else tabs(proposal, tab),
        "lines": lines,
        "structure": import_table.structure(proposal) if tab == "structure" else [],
        "found": found(row),
        "dropped": words_of_losses(row.dropped),
        "again": RereadForm(initial={"tracked": row.tracked, "shift": row.shift, "start": row.start}),
        "must_say_tracked": bool(row.found.get("tracked")) and row.tracked == Import.Tracked.ASK,
        "asked": len(asked),
        "answered": sum(1 for each in asked if not each.is_open),
        "missing": proposal.missing,
        "plain": len(proposal.plain),
        "faults": faults,
        "refusal": refusal,
    }
    return render(request, "consultation/text_import.html", context, status=status)


def first_tab(proposal: Proposal) -> str:
    """What the page opens on: what needs an eye, else everything."""
    return "changed" if any(import_table.belongs(row, "changed") for row in proposal.rows) else ""


def tabs(proposal: Proposal, tab: str) -> list[dict]:
    """The tabs with how many rows each has."""
    said = {
        "": _("All"),
        "changed": _("Doubtful and changed"),
        "new": pgettext("paragraphs", "New"),
        "removed": pgettext("paragraphs", "Removed"),
        "structure": _("Structure"),
    }
    counts = import_table.counts(proposal)
    return [{"name": name, "words": words, "n": counts[name], "is_here": name == tab} for name, words in said.items()]


def found(row: Import) -> list[dict]:
    """What was found in the file, for the list beside the text."""
    labels = {
        "headings": _("Headings"),
        "paragraphs": _("Paragraphs"),
        "items": _("List items"),
        "tables": _("Tables"),
        "quotes": _("Quotes"),
        "code": _("Code"),
        "notes": _("Notes"),
    }
    return [{"label": label, "value": row.found[name]} for name, label in labels.items() if row.found.get(name)]
