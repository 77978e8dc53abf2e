"""Making the papers that were asked for: the rows become words, the words a PDF that is kept."""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.domain.printing import facts, poster, report, version
from drafts.domain import editions, paper, texts
from drafts.models import Edition
from organisation.domain import log
from organisation.exceptions import ActRefused


def make(edition_id: int) -> str:
    """Makes one edition and keeps it, or notes in words why it could not be made; the state it ends in.

    The same rows give the same bytes: a paper's date is its version's or its decision's, never the clock.
    """
    edition = Edition.objects.select_related(
        "version__policy__document_type", "version__policy__unit", "version__consultation"
    ).get(pk=edition_id)
    if not editions.begin(edition):
        return edition.state
    try:
        data = render(edition)
    except ActRefused as refused:
        return editions.give_up(edition, str(refused)).state
    except Exception:
        editions.give_up(edition, _("A fault of ours. The technicians see it in the log."))
        raise
    with transaction.atomic():
        editions.keep(edition, data, name=name_of(edition), pages=data.pages)
        log.record(edition.version.policy.uuid, "paper made", paper=edition.pk)  # pages that lead to it are made anew
    return edition.state


def render(edition: Edition) -> paper.Printed:
    """The PDF of an edition."""
    with translation.override(facts.language_of(edition.version.policy)):
        template, content = contents(edition)
        html = paper.content.html_of(template, content)
    return paper.render(
        html,
        date=date_of(edition),
        attachments=attachments(edition),
        profile=facts.profile(),
    )


def contents(edition: Edition) -> tuple[str, object]:
    """The template of a kind of paper and what stands in it."""
    if edition.kind == Edition.Kind.REPORT:
        return "report", report.paper_of(edition.version.consultation)
    if edition.kind == Edition.Kind.POSTER:
        return "poster", poster.paper_of(edition.version.consultation)
    if edition.kind == Edition.Kind.MARKED:
        return "marked", version.marked(edition.version)
    return "version", version.clean(edition.version)


def attachments(edition: Edition) -> list[paper.Attachment]:
    """The source text travels in the file of a version, so that nobody need retype it."""
    if edition.kind in (Edition.Kind.REPORT, Edition.Kind.POSTER):
        return []
    source = texts.source(edition.version).encode()
    return [paper.Attachment("text.md", source, description=edition.version.title)]


def date_of(edition: Edition) -> date:
    """The day that the paper is from."""
    adopted = facts.adoption_of(edition.version)
    if edition.kind == Edition.Kind.REPORT:
        return timezone.localdate(edition.version.consultation.answers_published_at or edition.asked_at)
    return adopted.date if adopted else timezone.localdate(edition.version.frozen_at)


def name_of(edition: Edition) -> str:
    """A file name that says what it is: KS-2026-123_riktlinjer-sociala-medier_v3_forslag.pdf."""
    policy = edition.version.policy
    words = {
        Edition.Kind.MARKED: "markerad",
        Edition.Kind.REPORT: "samradsredogorelse",
        Edition.Kind.POSTER: "affisch",
        Edition.Kind.CLEAN: "antagen" if facts.adoption_of(edition.version) else "forslag",
    }
    diary = re.sub(r"[^\w]+", "-", policy.diary_number).strip("-") or "utan-diarienummer"
    return f"{diary}_{policy.slug}_v{edition.version.number}_{words[edition.kind]}.pdf"
