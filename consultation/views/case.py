"""The head of a policy that stands on each of its staff pages: title, way, counter, tabs."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation import permissions
from consultation.domain import gates
from consultation.domain.way import Stand, stand
from drafts.models import Policy
from drafts.models.policy import State
from drafts.permissions import can_edit, can_note
from organisation.models import User


def case_of(policy: Policy, user: User, tab: str = "") -> dict:
    """What components/case_head.html takes. `tab` is the code of the page that is open."""
    now, standing = timezone.now(), stand(policy)
    return {
        "title": policy.title,
        "href": reverse("staff-policy", args=[policy.slug]),
        "kind": policy.document_type.name,
        "diary": policy.diary_number,
        "version_words": version_words(policy),
        "step": standing.step(now),
        "step_words": standing.words(now),
        "answered": standing.answered,
        "total": standing.total,
        "lacks": gates.in_the_way(standing.consultation) if standing.is_compiling(now) else [],
        "gate": reverse("gate", args=[policy.slug]),
        "tabs": tabs(standing, user, tab),
    }


def version_words(policy: Policy) -> str:
    """Which text the matter is about: "Proposal 2"; adopted it is a version; before the first one, a draft."""
    newest = policy.versions.newest()
    if newest is None:
        return _("Draft")
    words = _("Version %(number)s") if policy.state in (State.ADOPTED, State.REPEALED) else _("Proposal %(number)s")
    return words % {"number": newest.number}


def tabs(standing: Stand, user: User, current: str) -> list[dict]:
    """The parts of the matter that exist and that this person may open."""
    policy, consultation = standing.policy, standing.consultation
    of_policy = {"args": [policy.slug]}
    found = [
        ("overview", _("Overview"), reverse("staff-policy", **of_policy), None),
        ("text", _("Text"), reverse("editor", **of_policy), None),
    ]
    if can_note(user, policy):
        found.append(("notes", _("Internal notes"), reverse("notes", **of_policy), policy.notes.open().count() or None))
    if consultation:
        found += consultation_tabs(standing, user)
    found += [
        ("papers", _("Papers"), reverse("papers", **of_policy), None),
        ("history", _("History"), reverse("draft-history", **of_policy), None),
        ("log", _("Log"), reverse("log", **of_policy), None),
    ]
    return [
        {"href": href, "words": words, "count": count, "current": code == current} for code, words, href, count in found
    ]


def consultation_tabs(standing: Stand, user: User) -> list[tuple]:
    """The parts that there are once a consultation has been announced."""
    policy, slug = standing.policy, standing.consultation.slug
    found = [("consultation", _("Consultation"), reverse("staff-consultation", args=[slug]), None)]
    if permissions.can_moderate(user, policy):
        found.append(("moderation", _("Moderation"), reverse("moderation", args=[slug]), standing.held or None))
    if permissions.can_see_comments(user, policy):
        found.append(("comments", _("Comments"), reverse("triage", args=[slug]), standing.total))
    if can_edit(user, policy):
        found.append(("merge", _("Merge"), reverse("merge", args=[policy.slug]), None))
    found.append(("gate", _("Gate"), reverse("gate", args=[policy.slug]), None))
    if permissions.can_decide(user, policy):
        found.append(("decision", _("Decision"), reverse("decide", args=[policy.slug]), None))
    return found
