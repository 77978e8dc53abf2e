"""The same policy on three papers: on consultation, before the decision, adopted. Here are their fixed words.

To be called in the paper's language (translation.override), since it composes translated words.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.domain.dates import day_and_year

from .content import Clause, HeadRow, Notice, VersionPaper
from .head import Facts, body, clause, deciding, first_rows, last_rows, masthead
from .marks import came, went
from .text import Row, each


def on_consultation(
    facts: Facts,
    rows: Sequence[Row],
    checksum: str,
    *,
    closes: datetime.date,
    opens: datetime.date | None = None,
    address: str = "",
    contact: str = "",
    qr: SafeString | str = "",
    decision_expected: str = "",
) -> VersionPaper:
    """The proposal as it lies on consultation: says what it is, until when, and how to answer.

    opens, closes: the first and the last day; without opens it is the day that the text is from.
    """
    until = _("until and including %(day)s") % {"day": day_and_year(closes)}
    about = _(
        "Proposal on consultation, frozen on %(day)s. The figures to the right of the text are line numbers; "
        "they begin anew on each page."
    )
    return VersionPaper(
        masthead=masthead(
            facts,
            kind=_("proposal on consultation"),
            foot=_("Proposal on consultation"),
            strip=(_("Proposal on consultation. Not decided yet."), _("Open %(until)s") % {"until": until}),
            numbered=True,
        ),
        notice=_notice(until, address, contact, qr),
        head=[
            *first_rows(replace(facts, date=opens or facts.date), _("%(number)d, on consultation from %(day)s")),
            HeadRow(_("Status"), _("not decided, may change"), strong=_("On consultation")),
            HeadRow(_("Open for views"), until[:1].upper() + until[1:]),
            HeadRow(_("To be decided by"), deciding(facts, decision_expected)),
            HeadRow(_("In force from"), _("Settled by the decision")),
            *last_rows(facts)[bool(facts.review_by) :],
        ],
        rows=rows,
        about=[about % {"day": day_and_year(facts.date)}],
        checksum=checksum,
    )


def _notice(until: str, address: str, contact: str, qr: SafeString | str) -> Notice:
    """The frame on page 1: that this is a proposal, until when views can be sent, and how."""
    how = _("Send your views %(until)s") % {"until": until}
    how += " " + _("at %(address)s") % {"address": address} if address else ""
    how += ", " + contact if contact else ""
    how += ". " + _("Please name the paragraph, for instance 1.1.")
    words = [_("It is not decided and may change after the views that come in."), how]
    return Notice(_("This is a proposal."), words, qr)


def proposal(
    facts: Facts,
    rows: Sequence[Row],
    checksum: str,
    *,
    decision_expected: str = "",
    decision: str = "",
    consulted: str = "",
) -> VersionPaper:
    """The final proposal, before its decision.

    decision: the sentence proposed for the minutes; consulted: "12 October–30 November 2026".
    """
    in_force = _("Settled by the decision")
    if facts.in_force_from:
        in_force = _("Settled by the decision; proposed: %(day)s") % {"day": day_and_year(facts.in_force_from)}
    return VersionPaper(
        masthead=masthead(
            facts, kind=_("final proposal"), foot=_("Final proposal, to be decided by %(body)s") % {"body": body(facts)}
        ),
        head=[
            *first_rows(facts, _("%(number)d, final proposal of %(day)s")),
            HeadRow(_("Status"), _("not adopted"), strong=_("Proposal for decision")),
            HeadRow(_("To be decided by"), deciding(facts, decision_expected)),
            HeadRow(_("Date and section"), _("Given when %(body)s has decided") % {"body": body(facts)}),
            HeadRow(_("In force from"), in_force),
            *last_rows(facts),
        ],
        clause=Clause(_("Proposal for decision"), [decision or clause(facts)], "decision"),
        rows=rows,
        about=[_about_proposal(facts, rows, consulted)],
        checksum=checksum,
    )


def _about_proposal(facts: Facts, rows: Sequence[Row], consulted: str) -> str:
    """When it was made, what the margin says, and where the changes are explained."""
    about = _("Final proposal of %(day)s.") % {"day": day_and_year(facts.date)}
    if consulted:
        about = _("Final proposal of %(day)s, after consultation %(period)s.") % {
            "day": day_and_year(facts.date),
            "period": consulted,
        }
    if any(row.margin for row in rows):
        about += " " + _(
            '"Before 3.2" in the margin is the paragraph\'s number in the proposal on consultation; '
            '"new" means that it was not there.'
        )
    about += " " + _(
        "What has changed, and why, is told in the proposal with marked changes and in the report of the consultation."
    )
    return about


def adopted(
    facts: Facts, rows: Sequence[Row], checksum: str, *, decided: datetime.date, section: str, unchanged: bool = True
) -> VersionPaper:
    """The adopted text with its decision. unchanged: the proposal's text to the letter, with the same checksum."""
    words = {"body": body(facts), "day": day_and_year(decided), "section": section}
    line = _("Adopted by %(body)s on %(day)s, § %(section)s.") % words
    about = (
        line
        + " "
        + (
            _("The text is unchanged from proposal %(number)d and has the same checksum.") % {"number": facts.number}
            if unchanged
            else _("The text was changed at the meeting; the decision's changes are part of it.")
        )
    )
    force = {"start": day_and_year(facts.in_force_from or decided), "until": day_and_year(facts.in_force_until)}
    in_force = _("%(start)s, until %(until)s") if facts.in_force_until else _("%(start)s, until further notice")
    return VersionPaper(
        masthead=masthead(facts, kind="", foot=line.rstrip("."), lead=line, adopted=True),
        head=[
            HeadRow(_("Diary number"), facts.diary_number),
            HeadRow(_("Version"), str(facts.number)),
            HeadRow(_("Status"), strong=_("Adopted")),
            HeadRow(_("Decided by"), facts.body or body(facts)),
            HeadRow(_("Date and section"), _("%(day)s, § %(section)s") % words),
            HeadRow(_("In force from"), in_force % force),
            *last_rows(facts),
        ],
        rows=rows,
        about=[about],
        checksum=checksum,
    )


def marked(
    facts: Facts, rows: Sequence[Row], *, before: int, before_words: str, changed: int | None = None
) -> VersionPaper:
    """The proposal with marked changes since proposal `before` (before_words: "on consultation 12 October–…").

    changed: how many paragraphs changed, where some of them have no cause.
    """
    causes = [row.cause for row in each(rows) if row.cause]
    by_comments = sum(cause.cause == "comments" for cause in causes)
    counts = {"comments": by_comments, "other": max(changed or 0, len(causes)) - by_comments}
    between = _("Proposal %(before)d to %(number)d") % {"before": before, "number": facts.number}
    head = masthead(facts, kind=_("proposal with marked changes"), foot=_("Proposal with marked changes, for reading"))
    words = {"before": before, "words": before_words, "number": facts.number, "day": day_and_year(facts.date)}
    return VersionPaper(
        masthead=replace(
            head,
            edition=between,
            lead=_("What is proposed to change from proposal %(before)d to proposal %(number)d, and why.") % words,
        ),
        head=[
            HeadRow(_("Diary number"), facts.diary_number),
            HeadRow(_("Compares"), _("Proposal %(before)d, %(words)s, with proposal %(number)d of %(day)s") % words),
            HeadRow(_("Status"), _("For reading beside the proposal. It is the clean text that is decided.")),
            HeadRow(
                _("Changes"),
                _("%(comments)d paragraphs after comments, %(other)d others; the rest is unchanged") % counts,
            ),
        ],
        clause=_reading(),
        rows=rows,
    )


def _reading() -> Clause:
    """How to read the marks, with an example of each."""
    return Clause(
        _("How to read the changes"),
        [
            format_html(
                _("{new} has been added. {gone} has gone."),
                new=came("", escape(_("new text")), _("New:")),
                gone=went("", escape(_("old text")), _("Deleted:")),
            ),
            _(
                "A solid line to the left: the paragraph was changed after comments. A dotted line: an editorial "
                "change, or one made at the meeting."
            ),
            _("The numbers to the right are the comments tied to the change."),
        ],
        "reading",
    )
