"""A version on paper: on consultation, before its decision, adopted; and with what changed marked."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain.printing.facts import adoption_of, facts_of
from consultation.models import Change, Consultation
from drafts.domain import comparison
from drafts.domain.paper import marks, pictures, variants
from drafts.domain.paper.content import VersionPaper
from drafts.domain.paper.text import Cause, Piece, rows
from drafts.models import Paragraph, Version
from organisation.domain.dates import day_and_year, last_day

WHOLE = ("table", "quote", "code")


def clean(version: Version) -> VersionPaper:
    """The text alone, with the head table and the words of the stage that it is at."""
    paragraphs = list(version.paragraphs.all())
    decision = adoption_of(version)
    if decision:
        return variants.adopted(
            facts_of(version), rows(paragraphs), version.checksum,
            decided=decision.date, section=decision.section,
        )  # fmt: skip
    consultation = Consultation.objects.filter(version=version).first()
    if consultation:
        return on_consultation(version, consultation, paragraphs)
    return variants.proposal(
        facts_of(version),
        rows(with_former_numbers(version, paragraphs)),
        version.checksum,
        consulted=period(version),
    )


def on_consultation(version: Version, consultation: Consultation, paragraphs: list[Paragraph]) -> VersionPaper:
    """The proposal as it lies before the public, with the way to its page; an internal one leads to the officials'."""
    page = reverse("version", args=[version.policy.slug, version.number])
    if consultation.is_internal:
        page = reverse("consultation-text", args=[consultation.slug])
    address = settings.SITE_ADDRESS + page
    return variants.on_consultation(
        facts_of(version),
        rows(paragraphs),
        version.checksum,
        opens=timezone.localdate(consultation.opens_at),
        closes=last_day(consultation.closes_at),
        address=address.split("://")[1],
        contact=version.policy.contact,
        qr=pictures.qr(address, _("QR code that leads to %(address)s") % {"address": address}),
    )


def before(version: Version) -> Version | None:
    """The frozen version that this one was written from."""
    return version.policy.versions.filter(number=version.number - 1).first()


def period(version: Version) -> str:
    """When the version before was on consultation, in words; "" if it was not."""
    earlier = before(version)
    consultation = Consultation.objects.filter(version=earlier).first() if earlier else None
    if consultation is None:
        return ""
    first, last = day_and_year(consultation.opens_at), day_and_year(last_day(consultation.closes_at))
    return f"{first}–{last}"


def with_former_numbers(version: Version, paragraphs: list[Paragraph]) -> list[Piece]:
    """Paragraphs with "before 3.2" beside them where the number was another on consultation."""
    earlier = before(version)
    former = dict(earlier.paragraphs.values_list("lineage", "number")) if earlier else {}
    return [piece(p, margin=former_number(former, p) if earlier else "") for p in paragraphs]


def former_number(former: dict, paragraph: Paragraph) -> str:
    """The note in the margin: the number before, "new", or nothing."""
    number = former.get(paragraph.lineage)
    if number is None:
        return _("new")
    return "" if number == paragraph.number else _("before %(number)s") % {"number": number}


def piece(paragraph: Paragraph, *, html: str = "", margin: str = "", cause: Cause | None = None) -> Piece:
    """A paragraph as the papers lay it out."""
    return Piece(
        paragraph.kind, paragraph.level, paragraph.number, html or paragraph.html,
        paragraph.marker, margin, cause,
    )  # fmt: skip


def marked(version: Version) -> VersionPaper:
    """The text with every insertion and deletion marked and said, and the cause of each."""
    earlier = before(version)
    if earlier is None:
        return clean(version)
    changes = {
        change.descent_id: change
        for change in Change.objects.filter(descent__version=version).prefetch_related("comments")
    }
    compared = comparison.compare(earlier, version)
    pieces = [marked_piece(row, changes.get(row.descent.pk if row.descent else None)) for row in compared]
    changed = sum(row.is_changed for row in compared)
    consulted = period(version)
    words = _("on consultation %(period)s") % {"period": consulted} if consulted else _("the version before")
    return variants.marked(facts_of(version), rows(pieces), before=earlier.number, before_words=words, changed=changed)


def marked_piece(row: comparison.Row, change: Change | None) -> Piece:
    """One row of the comparison with its marks and its cause."""
    if row.kind == "kept":
        return piece(row.after)
    cause = cause_of(row, change)
    if row.after is None:
        return piece(row.before, html=marks.went(row.before.kind, row.before.html), cause=cause)
    if row.before is None:
        return piece(row.after, html=marks.came(row.after.kind, row.after.html), cause=cause)
    if row.after.kind in WHOLE or row.before.kind in WHOLE:
        html = marks.replaced(row.after.kind, row.before.html, row.after.html)
    else:
        html = marks.marked(row.spans)
    return piece(row.after, html=html, cause=cause)


def cause_of(row: comparison.Row, change: Change | None) -> Cause | None:
    """Why a row changed, as the paper says it."""
    if change is None:
        return None
    kind = row.kind if row.kind in ("new", "removed", "moved") else "edited"
    comments = [comment.reference for comment in change.comments.all()]
    return Cause(kind, change.cause, change.reason, comments)
