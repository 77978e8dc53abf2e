"""A frozen version as a copy to hand out: its head says what it went through, on consultation or adopted."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultation.domain.printing.facts import adoption_of, facts_of
from consultation.domain.printing.version import period
from consultation.models import Consultation, Decision
from drafts.domain.export.copy import Copy, Event, language_of, of_draft
from drafts.domain.export.formats import FORMATS, Format
from drafts.domain.paper import variants
from drafts.domain.paper.content import VersionPaper
from drafts.models import Version
from organisation.domain.dates import last_day


@dataclass(frozen=True)
class Offer:
    """A file that can be had: what it is and where."""

    format: Format
    href: str


def offers(version: Version) -> list[Offer]:
    """The files of a published version, at their public addresses."""
    place = [version.policy.slug, version.number]
    return _offers(
        lambda ending: (
            reverse("version-markdown", args=place)
            if ending == "md"
            else reverse("version-export", args=[*place, ending])
        )
    )


def staff_offers(version: Version) -> list[Offer]:
    """The files of the draft, or of any frozen version, for officials."""
    slug = version.policy.slug
    if version.is_draft:
        return _offers(lambda ending: reverse("draft-export", args=[slug, ending]))
    return _offers(lambda ending: reverse("staff-version-export", args=[slug, version.number, ending]))


def _offers(address: Callable[[str], str]) -> list[Offer]:
    return [Offer(each, address(each.ending)) for each in FORMATS.values()]


def copy_of(version: Version) -> Copy:
    """The draft or a frozen version as it is handed out, its words in the language of its papers."""
    with override(language_of(version.policy)):
        return of_draft(version) if version.is_draft else _frozen(version)


def _frozen(version: Version) -> Copy:
    decision = adoption_of(version)
    paper = _paper(version, decision)
    return Copy(
        version=version,
        language=paper.masthead.language,
        municipality=paper.masthead.municipality,
        kind=paper.masthead.kind,
        edition=paper.masthead.edition,
        standing="adopted" if decision else "proposal",
        mark="" if decision else _mark(paper),
        head=[row if row.value or row.strong else replace(row, value="–") for row in paper.head],
        events=_events(version, decision),
        address=_address(version) if version.is_public else "",
        body=decision.body if decision else version.policy.document_type.deciding_body,
    )


def _paper(version: Version, decision: Decision | None) -> VersionPaper:
    """The head of its PDF, without the text."""
    facts = facts_of(version)
    if decision:
        words = {"decided": decision.date, "section": decision.section}
        return variants.adopted(facts, [], version.checksum, **words)
    consultation = Consultation.objects.filter(version=version).first()
    if consultation is None:
        return variants.proposal(facts, [], version.checksum, consulted=period(version))
    opens, closes = timezone.localdate(consultation.opens_at), last_day(consultation.closes_at)
    paper = variants.on_consultation(facts, [], version.checksum, opens=opens, closes=closes)
    return _closed(paper) if consultation.is_closed else paper


def _closed(paper: VersionPaper) -> VersionPaper:
    """A copy that is made today says that the consultation is over; the PDF of that day could not."""
    words = _("The consultation has closed")
    masthead = replace(paper.masthead, strip=(paper.masthead.strip[0], words))
    return replace(
        paper, masthead=masthead, head=[replace(row, strong=words) if row.strong else row for row in paper.head]
    )


def _mark(paper: VersionPaper) -> str:
    """That nothing is decided: as the PDF says it above its head, else in the words of the proposal."""
    if paper.masthead.strip:
        return ". ".join(part.rstrip(".") for part in paper.masthead.strip) + "."
    return _("Proposal for decision. Not adopted.")


def _events(version: Version, decision: Decision | None) -> list[Event]:
    found = [("published", version.published_at and timezone.localdate(version.published_at))]
    if decision:
        found += [("adopted", decision.date), ("in-force", decision.in_force_from)]
    return [Event(kind, day) for kind, day in found if day]


def _address(version: Version) -> str:
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_ADDRESS + reverse("version", args=[version.policy.slug, version.number])
