"""What every paper says of its policy, read from the rows."""

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Decision
from drafts.domain import paper
from drafts.domain.paper.variants import Facts
from drafts.models import Policy, Version
from organisation.models import Municipality


def language_of(policy: Policy) -> str:
    """The language of a paper's own words: English for an English text, else Swedish."""
    return "en" if policy.language.split("-")[0].lower() == "en" else "sv"


def profile() -> paper.Profile:
    """The municipality's colour and, where it is an SVG or a PNG, its arms."""
    municipality = Municipality.current()
    arms, mime = b"", "image/svg+xml"
    if municipality.logo_light:
        with municipality.logo_light.open("rb") as logo:
            arms = logo.read()
        mime = "image/png" if municipality.logo_light.name.endswith(".png") else mime
    return paper.Profile(colour=municipality.profile_colour, arms=arms, arms_mime=mime)


def adoption_of(version: Version) -> Decision | None:
    """The decision that adopted the version, if any."""
    return version.decisions.filter(kind__in=Decision.ADOPTING).first()


def facts_of(version: Version) -> Facts:
    """The head fields of a version's policy, as words."""
    policy = version.policy
    decision = adoption_of(version)
    responsible = ", ".join(filter(None, [policy.responsible_function, policy.responsible_person]))
    return Facts(
        language=language_of(policy),
        text_language=policy.language,
        municipality=Municipality.current().name,
        title=version.title or policy.title,
        document_type=policy.document_type.name,
        diary_number=policy.diary_number or _("no diary number"),
        number=version.number,
        date=timezone.localdate(version.frozen_at),
        body=decision.body if decision else policy.document_type.deciding_body,
        applies_to=policy.applies_to,
        responsible=responsible,
        replaces=policy.replaces,
        legal_ground=policy.legal_ground,
        in_force_from=decision.in_force_from if decision else policy.in_force_from,
        in_force_until=decision.in_force_until if decision else policy.in_force_until,
        review_by=decision.review_by if decision else policy.review_by,
    )
