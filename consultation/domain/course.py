"""The way of a matter in public: what has happened, what is going on, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.matter import Matter, consultation_of
from consultation.models import Consultation
from drafts.models import Version
from drafts.models.policy import State
from organisation.domain.dates import day, day_and_year, last_day, until
from organisation.templatetags.interface import figures


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, now or next."""

    state: str
    words: str
    when: str = ""
    href: str = ""


def steps(matter: Matter) -> list[Step]:
    """The whole way of a matter, from its first proposal to the decision."""
    found = [step for version in matter.versions for step in of_version(matter, version)]
    return [*found, *ending(matter, under_way=any(step.state == "now" for step in found))]


def of_version(matter: Matter, version: Version) -> Iterable[Step]:
    """What one version went through: its consultation and the answers, or that it was put forward."""
    consultation = consultation_of(version)
    before = matter.before(version)
    if consultation is None:
        told = before is not None and consultation_of(before) is not None
        if not told and not version.adopted_on:
            yield Step("done", matter.called(version), day_and_year(version.published_at))
        return
    phase = consultation.phase(matter.now)
    words = _("%(name)s on consultation") % {"name": matter.called(version)}
    if phase == "coming":
        yield Step("now", _("The consultation is announced"), day_and_year(consultation.announced_at))
        yield Step("next", words, period(consultation))
    elif phase == "open":
        yield Step("now", words, until(consultation.closes_at))
    else:
        yield Step("done", words, ", ".join([period(consultation), received(version)]))
    yield answers(matter, version, consultation)


def answers(matter: Matter, version: Version, consultation: Consultation) -> Step:
    """The answers to what was said about one version, and the version that came of it."""
    later = matter.after(version)
    if consultation.answers_published_at:
        words = _("Answers to the comments")
        if later:
            words = _("Answers to the comments, and %(name)s") % {"name": matter.named(later)}
        href = reverse("report", args=[consultation.slug])
        return Step("done", words, day_and_year(consultation.answers_published_at), href)
    if later and consultation.phase(matter.now) == "closed":
        return Step("done", matter.called(later), day_and_year(later.published_at))
    state = "now" if consultation.phase(matter.now) == "closed" else "next"
    return Step(state, _("Answers to the comments, and a revised proposal"))


def ending(matter: Matter, *, under_way: bool) -> Iterable[Step]:
    """The decision, taken or to come, or that the matter ended without one."""
    policy, adopted = matter.policy, matter.adopted
    if policy.state == State.WITHDRAWN:
        yield Step("now", _("The matter was dropped"))
    elif policy.state == State.REPEALED:
        yield Step("done", _("Adopted"), day_and_year(adopted and adopted.adopted_on))
        yield Step("now", _("Repealed"))
    elif adopted and adopted.number == matter.newest.number:
        section = _("§ %(section)s") % {"section": adopted.adopted_section}
        words = _("%(body)s adopted it") % {"body": adopted.adopted_by}
        yield Step("now", words, f"{day_and_year(adopted.adopted_on)}, {section}")
    elif policy.state == State.RETURNED:
        yield Step("now", _("Returned for further preparation"))
    else:
        waits = policy.state == State.BEFORE_COUNCIL or not under_way
        yield Step("now" if waits else "next", _("%(body)s decides") % {"body": policy.document_type.deciding_body})


def period(consultation: Consultation) -> str:
    """1 September – 15 October 2026"""
    first, last = timezone.localdate(consultation.opens_at), last_day(consultation.closes_at)
    return f"{day(first) if first.year == last.year else day_and_year(first)} – {day_and_year(last)}"


def received(version: Version) -> str:
    """143 comments"""
    n = version.received or 0
    return ngettext("%(n)s comment", "%(n)s comments", n) % {"n": figures(n)}
