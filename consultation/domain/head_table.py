"""The head table of a policy, and its versions, as the public reads them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultation.domain.matter import Matter, consultation_of
from drafts.models import Version
from drafts.models.policy import State
from organisation.domain.dates import day_and_year, last_day


@dataclass(frozen=True)
class Fact:
    """A line of the head table."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class VersionRow:
    """A line of the table of versions: what happened, and the one before to compare with."""

    version: Version
    name: str
    when: object
    happened: str
    before: Version | None


def facts(matter: Matter) -> list[Fact]:
    """The head fields that have a value; before the decision the deciding body is said, never a blank."""
    policy = matter.policy
    responsible = ", ".join(filter(None, [policy.responsible_function, policy.responsible_person]))
    found = [
        Fact(_("Diary number"), policy.diary_number),
        decided(matter),
        Fact(_("In force"), in_force(matter)),
        Fact(_("To be reviewed by"), "" if policy.state == State.REPEALED else day_and_year(policy.review_by)),
        Fact(_("Purpose"), policy.purpose),
        Fact(_("Applies to"), policy.applies_to),
        Fact(_("Responsible"), responsible),
        Fact(_("Unit"), policy.unit.name),
        Fact(_("Replaces"), policy.replaces),
        Fact(_("Legal ground"), policy.legal_ground),
        Fact(_("Questions"), policy.contact),
    ]
    return [fact for fact in found if fact.value]


def decided(matter: Matter) -> Fact:
    """By whom, when and under which section; until then who is to decide."""
    adopted = matter.adopted
    if adopted is None:
        return Fact(_("To be decided by"), matter.policy.document_type.deciding_body)
    section = _("§ %(section)s") % {"section": adopted.adopted_section}
    return Fact(_("Decided by"), f"{adopted.adopted_by} {day_and_year(adopted.adopted_on)}, {section}")


def in_force(matter: Matter) -> str:
    """From when to when, or until further notice; nothing before the decision."""
    policy = matter.policy
    if matter.adopted is None or policy.in_force_from is None:
        return ""
    if policy.in_force_until:
        words = _("from %(first)s up to and including %(last)s")
        return words % {"first": day_and_year(policy.in_force_from), "last": day_and_year(policy.in_force_until)}
    return _("from %(first)s until further notice") % {"first": day_and_year(policy.in_force_from)}


def versions(matter: Matter) -> list[VersionRow]:
    """The published versions, newest first."""
    return [
        VersionRow(each, matter.called(each), each.published_at, happened(matter, each), matter.before(each))
        for each in reversed(matter.versions)
    ]


def happened(matter: Matter, version: Version) -> str:
    """What one version was for: consulted on, revised after comments, adopted."""
    consultation, before = consultation_of(version), matter.before(version)
    if version.adopted_on:
        section = {
            "body": version.adopted_by,
            "day": day_and_year(version.adopted_on),
            "section": version.adopted_section,
        }
        return _("Adopted by %(body)s %(day)s, § %(section)s") % section
    if consultation:
        words = {"coming": _("To be on consultation"), "open": _("On consultation until %(day)s")}
        words = words.get(consultation.phase(matter.now), _("Was on consultation until %(day)s"))
        return words % {"day": day_and_year(last_day(consultation.closes_at))}
    if before and consultation_of(before):
        return _("Revised after the consultation")
    return version.label


def grouped(checksum: str) -> str:
    """A checksum in groups of four, as people compare it."""
    return " ".join(checksum[at : at + 4] for at in range(0, len(checksum), 4))
