"""The head of a paper: a policy's fields as words, and what every paper of it begins with.

To be called in the paper's language (translation.override), since it composes translated words.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisation.domain.dates import day_and_year

from .characters import plain
from .content import HeadRow, Masthead


@dataclass(frozen=True)
class Facts:
    """A policy's head fields as words; what is not known is "" and leaves its row out, but for the decision's.

    arms: words for the picture of the arms, where the municipality has described it.
    """

    language: str
    text_language: str
    municipality: str
    title: str
    document_type: str
    diary_number: str
    number: int
    date: datetime.date
    body: str = ""
    applies_to: str = ""
    responsible: str = ""
    drafter: str = ""
    replaces: str = ""
    legal_ground: str = ""
    arms: str = ""
    in_force_from: datetime.date | None = None
    in_force_until: datetime.date | None = None
    review_by: datetime.date | None = None


def masthead(
    facts: Facts,
    *,
    kind: str,
    foot: str,
    lead: str = "",
    strip: tuple[str, str] | None = None,
    numbered: bool = False,
    adopted: bool = False,
) -> Masthead:
    edition = _("Version %(number)d") if adopted else _("Proposal %(number)d")
    title = plain(facts.title)
    file_title = f"{title} – {kind or _('adopted')}, {facts.diary_number}"
    return Masthead(
        language=facts.language,
        text_language=facts.text_language,
        municipality=facts.municipality,
        diary_number=facts.diary_number,
        kind=", ".join(filter(None, [facts.document_type, kind])),
        edition=edition % {"number": facts.number},
        title=title if adopted else proposal_title(title, facts),
        short_title=title,
        file_title=file_title,
        foot=f"{facts.municipality}  ·  {foot}",
        lead=lead,
        strip=strip,
        arms=facts.arms or _("The arms of %(municipality)s") % {"municipality": facts.municipality},
        numbered=numbered,
    )


def proposal_title(title: str, facts: Facts) -> str:
    """ "Förslag till riktlinjer för …": small where Swedish wants it, and only where the title begins with its type."""
    stem = facts.document_type.lower()[:5]
    if facts.language == "sv" and stem and title.lower().startswith(stem):
        title = title[:1].lower() + title[1:]
    return _("Proposal: %(title)s") % {"title": title}


def first_rows(facts: Facts, form: str) -> list[HeadRow]:
    return [
        HeadRow(_("Diary number"), facts.diary_number),
        HeadRow(_("Proposal"), form % {"number": facts.number, "day": day_and_year(facts.date)}),
    ]


def last_rows(facts: Facts) -> list[HeadRow]:
    review = _("No later than %(day)s") % {"day": day_and_year(facts.review_by)} if facts.review_by else ""
    found = [
        HeadRow(_("To be reviewed"), review),
        HeadRow(_("Applies to"), facts.applies_to),
        HeadRow(_("Responsible"), facts.responsible),
        HeadRow(_("Drafted by"), facts.drafter),
        HeadRow(_("Legal ground"), facts.legal_ground),
        HeadRow(_("Replaces"), facts.replaces),
    ]
    return [row for row in found if row.value]


def body(facts: Facts) -> str:
    return facts.body[:1].lower() + facts.body[1:] if facts.body else _("the deciding body")


def deciding(facts: Facts, expected: str) -> str:
    """Never a blank before the decision."""
    return " ".join(filter(None, [facts.body or _("A body that is still to be named"), expected]))


def clause(facts: Facts) -> str:
    words = {
        "body": facts.body or _("The deciding body"),
        "title": facts.title,
        "diary": facts.diary_number,
        "number": facts.number,
    }
    sentence = _("%(body)s adopts %(title)s (%(diary)s, proposal %(number)d)") % words
    sentence += (
        " " + _("to be in force from %(day)s.") % {"day": day_and_year(facts.in_force_from)}
        if facts.in_force_from
        else "."
    )
    if facts.replaces:
        sentence += " " + _("At the same time, %(replaces)s is repealed.") % {"replaces": facts.replaces}
    return sentence
