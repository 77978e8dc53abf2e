"""The figures of a report as rows of components/bars.html and outcome_bar.html."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.report import Entry, Report
from consultation.models.disposition import PROPOSED, Outcome
from consultation.models.submission import Channel, SenderKind


@dataclass(frozen=True)
class Chart:
    """Everything that is counted, in words and numbers: each list sums to what it says."""

    outcomes: list[dict]
    senders: list[dict]
    channels: list[dict]
    sections: list[dict]
    whole: int
    most: int
    label: str


def of(report: Report) -> Chart:
    """The charts of a report; they ask nothing of the database."""
    entries = [entry for entry in report.entries if entry.number]
    parts = outcomes(report.outcomes, proposed=report.proposed)
    return Chart(
        parts,
        [{"label": SenderKind(kind).label, "value": n} for kind, n in report.senders.items()],
        [{"label": Channel(kind).label, "value": n} for kind, n in report.channels.items()],
        sections(entries, report),
        report.comments - sum(len(entry.views) for entry in entries),
        max((len(entry.views) for entry in entries), default=0),
        ", ".join(f"{part['count']} {part['words']}" for part in parts),
    )


def outcomes(counts: Mapping[str, int], *, proposed: bool) -> list[dict]:
    """A part for each outcome, in their order, and one for what has no answer."""
    words = PROPOSED if proposed else {outcome: outcome.label for outcome in Outcome}
    found = [
        {"code": outcome.value, "count": counts.get(outcome.value, 0), "words": words[outcome], "proposed": proposed}
        for outcome in Outcome
    ]
    if counts.get(""):
        found.append({"code": "other", "count": counts[""], "words": _("without an answer"), "proposed": proposed})
    return found


def sections(entries: Sequence[Entry], report: Report) -> list[dict]:
    """The places under the upper heading that they stand under."""
    made = {}
    for entry in entries:
        top = entry.number.split(".")[0].split("-")[0]
        section = made.setdefault(top, {"number": top, "words": report.sections.get(top, ""), "places": []})
        section["places"].append(place(entry, report))
    return list(made.values())


def place(entry: Entry, report: Report) -> dict:
    """Where in the text: how many said something, how many of them are behind a change, what happened."""
    own = {view.reference for view in entry.views}
    behind = len({reference for change in entry.changes for reference in change.because_of if reference in own})
    return {
        "number": entry.number,
        "count": len(entry.views),
        "behind": behind,
        "href": f"#{entry.anchor}",
        "note": noted(entry),
    }


def noted(entry: Entry) -> str:
    """What happened to the place, and after how many comments."""
    said = []
    for change in entry.changes:
        words = change.happened
        if change.behind:
            after = ngettext("after %(n)s comment", "after %(n)s comments", change.behind)
            words += ", " + after % {"n": change.behind}
        said.append(words)
    return "; ".join(said)
