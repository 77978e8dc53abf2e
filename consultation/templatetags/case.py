"""Where pages of drafts show what only consultation knows."""

from collections.abc import Sequence

from django import template
from django.utils import timezone

from consultation.domain import causes, gates
from consultation.domain.way import stand
from consultation.views import steps, to_read
from consultation.views.case import case_of
from consultation.views.checks import checks
from consultation.views.steps import Step
from drafts.models import Policy
from drafts.models.policy import State

register = template.Library()


@register.inclusion_tag("components/case_head.html", takes_context=True)
def case_head(context, policy: Policy, tab: str = "") -> dict:
    """The head of the matter. `tab` is the code of the open page, as in views/case.py: overview, text …"""
    return {"case": case_of(policy, context["user"], tab)}


@register.simple_tag(takes_context=True)
def next_step(context, policy: Policy) -> Step:
    """What this person can do next with the policy, or whose turn it is."""
    return steps.next_step(stand(policy), context["user"], timezone.now())


@register.simple_tag
def read_before_decision(policy: Policy) -> list[dict]:
    """What the council reads before it decides; nothing while nothing lies before it."""
    return to_read.before_decision(stand(policy))


@register.simple_tag
def read_before_approval(policy: Policy) -> to_read.Covered | None:
    """What is approved together with the draft once it has been on consultation."""
    return to_read.before_approval(stand(policy))


@register.simple_tag
def gate_checks(policy: Policy) -> list[dict]:
    """What the next gate of the policy asks for, as components/checks.html takes it; nothing where no gate is next.

    A frozen proposal that waits to be announced has passed its gate.
    """
    if policy.versions.waiting().exists():
        return []
    if policy.state in (State.DRAFT, State.REVIEW, State.APPROVED):
        return checks(policy, gates.before_publishing(policy))
    if policy.state in (State.COMPILING, State.RETURNED):
        return checks(policy, gates.before_council(policy))
    return []


@register.simple_tag
def with_causes(stages: Sequence) -> list[tuple]:
    """Each stage of a paragraph's life with the causes of what happened there: (stage, causes); two queries."""
    known = causes.of_ties([tie for stage in stages for tie in stage.ties])
    return [(stage, [known[tie] for tie in stage.ties if tie in known]) for stage in stages]
