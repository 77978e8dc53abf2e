"""The way of a matter in public: what has happened, what is going on, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain.matter import Matter, consultation_of
from consultation.models import Consultation, Decision
from drafts.models import Policy, Version
from drafts.models.policy import DROPPED, State
from organisation.domain.dates import day, day_and_year, last_day, until
from organisation.templatetags.interface import figures

Kind = Decision.Kind
PASSING = (*Decision.STAYING, Kind.RETURN)
TURNING = {
    State.RETURNED: (Kind.RETURN,),
    State.REJECTED: (Kind.REJECT,),
    State.WITHDRAWN: (Kind.WITHDRAW,),
    State.REPEALED: (Kind.REPEAL,),
}
# Where the decision itself is not known, as in a text that came from elsewhere.
NAMED = {
    State.RETURNED: lambda: _("Returned for further preparation"),
    State.REJECTED: lambda: _("The proposal was rejected"),
    State.WITHDRAWN: lambda: _("The matter was dropped"),
    State.REPEALED: lambda: _("Repealed"),
}


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, now or next."""

    state: str
    words: str
    when: str = ""
    href: str = ""


def steps(matter: Matter) -> list[Step]:
    """The whole way of a matter, from its first proposal to the decision."""
    taken = decisions(matter)
    found = [
        step for version in matter.versions for step in (*of_version(matter, version), *passed(matter, version, taken))
    ]
    return [*found, *ending(matter, under_way=any(step.state == "now" for step in found), taken=taken)]


def decisions(matter: Matter) -> list[Decision]:
    """What bodies have resolved in the matter, the oldest first; nothing is asked while it is before the public."""
    if matter.policy.state == State.ANNOUNCED:
        return []
    return list(matter.policy.decisions.order_by("date", "pk"))


def passed(matter: Matter, version: Version, taken: Sequence[Decision]) -> Iterable[Step]:
    """The bodies that a version has passed: what they proposed, postponed or returned, when and under which section."""
    here = [each for each in taken if each.version_id == version.pk and each.kind in PASSING]
    returned = last(taken, Kind.RETURN) if matter.policy.state == State.RETURNED else None
    for decision in here:
        if decision != returned:
            yield Step("done", resolved(decision), when(decision))


def last(taken: Iterable[Decision], *kinds: str) -> Decision | None:
    """The last of these kinds."""
    return next((each for each in reversed(list(taken)) if each.kind in kinds), None)


def resolved(decision: Decision) -> str:
    """What a body resolved that did not adopt it, in a sentence."""
    words = {
        Kind.ENDORSE: _("%(body)s proposes that it be adopted"),
        Kind.POSTPONE: _("%(body)s postponed it"),
        Kind.RETURN: _("%(body)s returned it for further preparation"),
        Kind.REJECT: _("%(body)s rejected it"),
        Kind.WITHDRAW: _("%(body)s dropped the matter"),
        Kind.REPEAL: _("%(body)s repealed it"),
    }
    return words[decision.kind] % {"body": decision.body}


@dataclass(frozen=True)
class End:
    """How a matter ended without being adopted."""

    words: str
    when: str
    motive: str


def ended(policy: Policy) -> Decision | None:
    """The decision that ended a matter without adopting it."""
    kinds = TURNING[policy.state] if policy.state in DROPPED else ()
    return last(policy.decisions.order_by("date", "pk"), *kinds) if kinds else None


def end_of(decision: Decision) -> End:
    """It in words, in the language that is active."""
    return End(resolved(decision), when(decision), decision.motive)


def when(decision: Decision) -> str:
    """14 January 2027, § 12"""
    return f"{day_and_year(decision.date)}, {_('§ %(section)s') % {'section': decision.section}}"


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


def ending(matter: Matter, *, under_way: bool, taken: Sequence[Decision] | None = None) -> Iterable[Step]:
    """The decision, taken or to come, or that the matter ended without one; `taken` as `decisions` gives them."""
    policy, adopted = matter.policy, matter.adopted
    turned = last(decisions(matter) if taken is None else taken, *TURNING.get(policy.state, ()))
    if policy.state == State.REPEALED:
        yield Step("done", _("Adopted"), day_and_year(adopted and adopted.adopted_on))
    if turned:
        yield Step("now", resolved(turned), when(turned))
    elif policy.state in TURNING:
        yield Step("now", NAMED[policy.state]())
    elif adopted and adopted.number == matter.newest.number:
        section = _("§ %(section)s") % {"section": adopted.adopted_section}
        words = _("%(body)s adopted it") % {"body": adopted.adopted_by}
        yield Step("now", words, f"{day_and_year(adopted.adopted_on)}, {section}")
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
