"""What the meeting that adopted the text made of a place in the report."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from consultation.domain import report
from drafts.domain.paper import content


def became_at_meeting(entry: report.Entry) -> list[content.Became]:
    """The sentences in the proposal and those that were adopted; none where the meeting changed nothing."""
    if entry.later is None:
        return []
    later = entry.later
    heading = " ".join(filter(None, [_("The meeting changed this paragraph when it adopted the text."), later.reason]))
    after = later.after or _("The meeting removed the paragraph.")
    before = format_html("<p>{} {}</p>", _("In the proposal:"), later.before) if later.before else ""
    return [content.Became(heading, format_html("{}<p>{} {}</p>", before, _("As it was adopted:"), after))]
