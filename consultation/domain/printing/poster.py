"""A poster for the library and the town hall: what it is about, until when, and the way there."""

from django.utils.translation import gettext as _

from consultation.domain import sharing
from consultation.domain.printing.facts import facts_of
from consultation.models import Consultation
from drafts.domain.paper import content, head, pictures
from organisation.domain.dates import until
from organisation.models import Municipality


def paper_of(consultation: Consultation) -> content.Poster:
    """One sheet of A4."""
    facts = facts_of(consultation.version)
    known, address = Municipality.current(), sharing.full_address(consultation)
    kind = _("consultation")
    short = sharing.short_address(consultation)
    return content.Poster(
        masthead=head.masthead(facts, kind=kind, foot=kind),
        until=until(consultation.closes_at),
        summary=consultation.version.policy.summary,
        address=short,
        qr=pictures.qr(address, _("QR code that leads to %(address)s") % {"address": short}),
        ways=[words for words in (known.phone, known.email, known.address) if words],
    )
