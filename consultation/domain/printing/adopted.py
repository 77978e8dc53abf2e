"""What the report says of the decision: that none adopted the text, or what the meeting made of a place in it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from consultation.domain import course, report
from drafts.domain.paper import content


def undecided(found: report.Report) -> str:
    """That the answers are proposals still, or that the matter ended without the text being adopted."""
    decision = course.ended(found.policy)
    if decision is None:
        return _("The answers are the administration's proposals. Nothing is decided before the decision.")
    end = course.end_of(decision)
    said = _(
        "The proposal is not adopted: %(words)s, %(when)s."
        " The answers are those that the administration gave before that."
    )
    return " ".join(filter(None, [said % {"words": end.words, "when": end.when}, end.motive]))


def became_at_meeting(entry: report.Entry) -> list[content.Became]:
    """The sentences in the proposal and those that were adopted; none where the meeting changed nothing."""
    if entry.later is None:
        return []
    later = entry.later
    heading = " ".join(filter(None, [_("The meeting changed this paragraph when it adopted the text."), later.reason]))
    after = later.after or _("The meeting removed the paragraph.")
    before = format_html("<p>{} {}</p>", _("In the proposal:"), later.before) if later.before else ""
    return [content.Became(heading, format_html("{}<p>{} {}</p>", before, _("As it was adopted:"), after))]
