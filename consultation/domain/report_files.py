"""The report as data: CSV and a spreadsheet for those who count, JSON for machines. What is masked stays masked."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from defusedcsv import csv as defused
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from consultation.domain.report import Report
from consultation.domain.report_parts import Became, Entry, View
from consultation.models.disposition import Outcome
from consultation.models.submission import Channel, SenderKind
from drafts.domain import comparison

CELL = 32_000  # Excel takes 32,767 characters in a cell
WIDTHS = (10, 10, 18, 14, 18, 8, 24, 60, 40, 22, 50, 24, 14)


def as_csv(report: Report) -> bytes:
    """One row a comment, UTF-8 with a mark so that spreadsheets read Swedish letters; no cell is a formula."""
    file = io.StringIO(newline="")
    writer = defused.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows(comment_rows(report))
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(report: Report) -> bytes:
    """Sheets for comments, changes, numbers and bodies; every cell of words is a string, never a formula."""
    book = Workbook(write_only=True)
    for title, rows in (
        (_("Comments"), comment_rows(report)),
        (_("Changes"), change_rows(report)),
        (_("Numbers"), number_rows(report)),
        (_("Referral bodies"), body_rows(report)),
    ):
        fill(book.create_sheet(title), rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_json(report: Report) -> bytes:
    """Everything that the page has, with the codes of outcomes and kinds; keys are in docs/report.md."""
    known = {
        "policy": {
            "title": report.policy.title,
            "slug": report.policy.slug,
            "diary_number": report.policy.diary_number,
        },
        "consultation": {
            "slug": report.consultation.slug,
            "opens": moment(report.consultation.opens_at),
            "closes": moment(report.consultation.closes_at),
        },
        "version": {"number": report.version.number, "checksum": report.version.checksum},
        "revised": {"number": report.revised.number, "checksum": report.revised.checksum} if report.revised else None,
        "decided": not report.proposed,
        "counts": counts_of(report),
        "asked": [
            {"name": body.name, "status": body.status, "comments": list(body.references)} for body in report.asked
        ],
        "comments": [comment_entry(view) for view in report.annex],
        "changes": [change_entry(change) for change in report.changed],
        "changed_at_meeting": [moved_entry(entry) for entry in report.entries if entry.later],
    }
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def counts_of(report: Report) -> dict:
    """The counts that are never mixed, then each by kind."""
    return {
        "persons": report.persons,
        "submissions": report.submissions,
        "comments": report.comments,
        "agreements": report.agreements,
        "behind_changes": report.behind,
        "senders": report.senders,
        "channels": report.channels,
        "outcomes": {code or "unanswered": count for code, count in report.outcomes.items()},
    }


def comment_rows(report: Report) -> Iterable[Sequence]:
    """A head, and a row for each comment in the order of its number."""
    yield (
        _("Comment"), _("Paragraph"), _("Sender"), _("Came in by"), _("Received"), _("Late"), _("Name"), _("Words"),
        _("Suggested wording"), _("Outcome"), _("Answer"), _("Signed"), _("Changed"),
    )  # fmt: skip
    changed = changes_by_comment(report)
    for view in report.annex:
        yield (
            view.reference, view.number or _("the whole"), view.kind_words, str(Channel(view.channel).label),
            local(view.received_at), _("late") if view.late else "", view.who, view.words or view.note,
            view.suggestion, outcome_words(view.outcome, proposed=report.proposed), view.reason, view.signature,
            ", ".join(changed.get(view.reference, [])),
        )  # fmt: skip


def change_rows(report: Report) -> Iterable[Sequence]:
    """Before, after, reason, comments: one row a changed paragraph, and one for each that the meeting changed again."""
    yield (
        _("Before, number"),
        _("After, number"),
        _("Before"),
        _("After"),
        _("Cause"),
        _("Reason"),
        _("Comments behind it"),
    )
    for change in report.changed:
        yield (
            change.before.number if change.before else "", change.after.number if change.after else "",
            comparison.words(change.before), comparison.words(change.after), cause_words(change.cause), change.reason,
            ", ".join(change.because_of),
        )  # fmt: skip
    for later in (entry.later for entry in report.entries if entry.later):
        yield later.number, later.number, later.before, later.after, cause_words("meeting"), later.reason, ""


def body_rows(report: Report) -> Iterable[Sequence]:
    """Who was asked, what came of it, and which comments are theirs."""
    yield _("Referral body"), _("Kind"), _("The answer"), _("Comments")
    for body in report.asked:
        yield body.name, body.kind, body.words, ", ".join(body.references)


def number_rows(report: Report) -> Iterable[Sequence]:
    """The counts that are never mixed, then each by kind."""
    yield _("What is counted"), _("How many")
    yield _("Persons"), report.persons
    yield _("Submissions"), report.submissions
    yield _("Comments"), report.comments
    yield _("Agreements"), report.agreements
    yield _("Comments behind a change"), report.behind
    for kind, count in report.senders.items():
        yield _("Senders: %(kind)s") % {"kind": SenderKind(kind).label}, count
    for channel, count in report.channels.items():
        yield _("Came in: %(channel)s") % {"channel": Channel(channel).label}, count
    for outcome, count in report.outcomes.items():
        words = outcome_words(outcome, proposed=report.proposed)
        yield _("Outcome: %(outcome)s") % {"outcome": words}, count


def fill(sheet, rows: Iterable[Sequence]) -> None:
    """Writes the rows into a sheet, the first as its head, which stays in sight."""
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKLM", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for at, row in enumerate(rows):
        sheet.append([cell(sheet, value, head=at == 0) for value in row])


def cell(sheet, value: object, *, head: bool) -> WriteOnlyCell:
    """A number as a number, all else as a string: what begins with = is words too."""
    made = WriteOnlyCell(sheet, value)
    if not isinstance(value, int):
        made.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:CELL]
        made.data_type = "s"
    made.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        made.font = Font(bold=True)
    return made


def changes_by_comment(report: Report) -> dict[str, list[str]]:
    """The numbers of the paragraphs that each comment changed, each once; what was removed is called so."""
    found: dict[str, dict[str, None]] = {}
    for change in report.changed:
        number = change.after.number if change.after else _("%(number)s, removed") % {"number": change.before.number}
        for reference in change.because_of:
            found.setdefault(reference, {})[number] = None
    return {reference: list(numbers) for reference, numbers in found.items()}


def comment_entry(view: View) -> dict:
    return {
        "reference": view.reference,
        "paragraph": view.number or None,
        "sender_kind": view.kind,
        "name": view.who or None,
        "channel": view.channel,
        "received": moment(view.received_at),
        "late": view.late,
        "words": view.words,
        "suggestion": view.suggestion,
        "suggestion_is_new_paragraph": view.adds,
        "changed_by_sender": moment(view.edited_at) if view.edited_at else None,
        "agreements": view.agreed,
        "note": view.note,
        "outcome": view.outcome or None,
        "reason": view.reason,
        "signature": view.signature,
        "earlier_answers": [
            {"outcome": each.outcome, "reason": each.reason, "signature": each.signature, "at": moment(each.at)}
            | {"replaced": moment(each.replaced_at), "why": each.why}
            for each in view.earlier
        ],
    }


def change_entry(change: Became) -> dict:
    def side(paragraph):
        return {"number": paragraph.number, "lineage": str(paragraph.lineage), "text": paragraph.text}

    return {
        "kind": change.kind,
        "before": side(change.before) if change.before else None,
        "after": side(change.after) if change.after else None,
        "cause": change.cause or None,
        "reason": change.reason,
        "comments": list(change.because_of),
    }


def moved_entry(entry: Entry) -> dict:
    """What the meeting made of a place, in sentences."""
    later = entry.later
    return {"number": later.number, "before": later.before, "after": later.after or None, "reason": later.reason}


def outcome_words(code: str, *, proposed: bool) -> str:
    """An outcome in the voice of the time: a proposal until the decision."""
    if not code:
        return _("without an answer")
    return str(Outcome(code).proposed if proposed else Outcome(code).label)


def cause_words(cause: str) -> str:
    return {"comments": _("comments"), "editorial": _("editorial"), "meeting": _("moved at the meeting")}.get(cause, "")


def moment(at: datetime) -> str:
    """A moment in UTC, as ISO 8601."""
    return at.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at: datetime) -> str:
    """A moment in Swedish time, as a spreadsheet sorts it."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
