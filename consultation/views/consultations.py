"""One consultation for officials: its dates, its numbers, what to do next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consultation.domain import extending, figures, gates, triage, undelivered
from consultation.domain.answers import correcting
from consultation.domain.numbers import first
from consultation.domain.referral import standing
from consultation.models import Attachment, Comment, Consultation, Submission
from consultation.permissions import (
    can_answer,
    can_enter_letters,
    can_invite,
    can_moderate,
    can_publish,
    can_see_comments,
)
from consultation.views import assigned
from consultation.views.access import get_consultation_or_deny
from drafts.models import Policy
from drafts.models.policy import State
from organisation.models import User

WORKING = (State.ANNOUNCED, State.COMPILING, State.RETURNED)


@login_required
@require_GET
def staff_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Dates, numbers, what to do next."""
    consultation = get_consultation_or_deny(request.user, slug)
    found = triage.overview(consultation)
    senders = Submission.objects.filter(consultation=consultation)
    context = {
        "policy": consultation.version.policy,
        "consultation": consultation,
        "overview": found,
        "submissions": figures.of(consultation).submissions,
        "late": senders.late(consultation).count(),
        "unconfirmed": Comment.objects.filter(consultation=consultation, state=Comment.State.UNCONFIRMED).count(),
        "held": Comment.objects.filter(consultation=consultation, state=Comment.State.HELD).count(),
        "undelivered": undelivered.mails(consultation).count(),
        "kinds": [{"words": label, "count": count} for _code, label, count in found.kinds],
        "channels": figures.by_channel(consultation),
        "places": most_commented(consultation, found, can_see_comments(request.user, consultation.version.policy)),
        "days": figures.by_day(consultation),
        **organisations(request.user, consultation),
        "may_see_answers": can_see_comments(request.user, consultation.version.policy),
        "may_enter_letters": can_enter_letters(request.user, consultation.version.policy),
        "may_extend": extending.can_be_extended(consultation)
        and can_publish(request.user, consultation.version.policy),
        "extensions": consultation.extensions.all(),
        "may_answer": can_answer(request.user, consultation.version.policy),
        "may_show_draft": can_answer(request.user, consultation.version.policy)
        and consultation.version.policy.state in WORKING,
        "first": answer_first(request.user, consultation),
        "mine": assigned.mine(consultation, request.user),
        "next": next_step(request.user, consultation, found),
    }
    return render(request, "consultation/staff_consultation.html", context)


def organisations(user: User, consultation: Consultation) -> dict:
    """Referral bodies and attachments in numbers, and who may see to them."""
    policy = consultation.version.policy
    waiting = Attachment.objects.filter(submission__consultation=consultation, state=Attachment.State.WAITING)
    return {
        "may_invite": can_invite(user, policy),
        "may_screen": can_moderate(user, policy),
        "files_waiting": waiting.count(),
        "asked": standing.counts(standing.asked(consultation)),
    }


def most_commented(consultation: Consultation, found: triage.Overview, may_read: bool) -> list[dict]:
    """The five paragraphs with most comments, as bars with the way to their comments."""
    # A heading's own count is its section's, which is no paragraph.
    spots = sorted((spot for spot in found.spots if not spot.paragraph.is_heading), key=lambda spot: -spot.count)[:5]
    base = reverse("triage", args=[consultation.slug]) if may_read else ""
    return [
        {
            "words": spot.paragraph.number,
            "number": spot.paragraph.number,
            "count": spot.count,
            "href": f"{base}?place={spot.paragraph.lineage}" if base else "#numbers",
        }
        for spot in spots
    ]


def answer_first(user: User, consultation: Consultation) -> list[dict]:
    """Where most people wait for an answer, with the way to the work; for who answers, while it can be done."""
    policy = consultation.version.policy
    working = policy.state in WORKING and consultation.is_closed
    if not working or not can_answer(user, policy) or gates.consulted(policy) != consultation:
        return []
    whole = reverse("merge-whole", args=[policy.slug])
    return [
        {
            "left": left,
            "href": reverse("merge-paragraph", args=[policy.slug, left.paragraph.lineage]) if left.paragraph else whole,
        }
        for left in first.where(consultation)
    ]


def next_step(user: User, consultation: Consultation, found: triage.Overview) -> dict:
    """What this person can do now, in a sentence with its link."""
    policy = consultation.version.policy
    if consultation.is_coming:
        return {
            "title": _("The consultation has not opened yet"),
            "words": _("Comments come in from the day it opens."),
        }
    if consultation.is_open:
        return while_open(user, consultation)
    if correcting.all_are_public(consultation) and policy.state not in WORKING:
        return {"title": _("The comments are answered"), "words": _("The answers are published.")}
    if policy.state not in WORKING or gates.consulted(policy) != consultation:
        return {
            "title": _("The comments are answered"),
            "words": _("The answers are published with the next proposal."),
        }
    if not can_answer(user, policy):
        return {"title": _("The comments are being answered"), "words": _("Those who write the policy answer them.")}
    return while_compiling(policy, found)


def while_open(user: User, consultation: Consultation) -> dict:
    title = _("Comments are coming in")
    if not can_moderate(user, consultation.version.policy):
        words = {"title": title, "words": _("They are answered when the consultation has closed, questions before.")}
        if not can_answer(user, consultation.version.policy):
            return words
        href = reverse("triage", args=[consultation.slug]) + "?state=unanswered"
        return words | {"href": href, "action": _("Answer questions")}
    return {
        "title": title,
        "words": _("Screen what comes in. Comments are answered when the consultation has closed."),
        "href": reverse("moderation", args=[consultation.slug]),
        "action": _("Moderate"),
    }


def while_compiling(policy: Policy, found: triage.Overview) -> dict:
    if found.unanswered:
        return {
            "title": _("Answer the comments and work them in"),
            "words": _("%(left)s of %(total)s have no answer yet.") % {"left": found.unanswered, "total": found.total},
            "href": reverse("merge", args=[policy.slug]),
            "action": _("Work comments in"),
        }
    return {
        "title": _("All comments are answered"),
        "words": _("See what is left before the council."),
        "href": reverse("gate", args=[policy.slug]),
        "action": _("To the gate"),
    }
