"""What is missing before a text may be published, or go to the council."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import suggestions, unexplained
from consultation.models import Comment, Consultation, Override
from drafts.domain import approvals
from drafts.models import Paragraph, Policy
from organisation.models import Municipality

OVERRIDABLE = ("answers", "conflicts", "causes", "reasons")


@dataclass(frozen=True)
class Requirement:
    """One thing that a gate asks for: `name` is for tests and links, `words` for people; `place` is a paragraph.

    `count`: how many of it are missing. `passed_over`: it is missing, and somebody with the right has said why it may.
    """

    name: str
    words: str
    met: bool
    place: UUID | None = None
    count: int = 0
    passed_over: bool = False


@dataclass(frozen=True)
class Progress:
    """The counter of every staff page: "312 of 320 answered"."""

    answered: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.answered


def progress(consultation: Consultation) -> Progress:
    """How many comments have a disposition, of all that were received and not withdrawn."""
    comments = Comment.objects.filter(consultation=consultation)
    total = comments.to_answer().count()
    return Progress(answered=total - comments.unanswered().count(), total=total)


def in_the_way(consultation: Consultation) -> list[str]:
    """What else keeps the draft from the council, in a few words each: the rest of every staff page's counter."""
    draft = consultation.version.policy.versions.draft()
    conflicts = len(suggestions.open_conflicts(consultation))
    causeless, silent = unexplained.causeless(draft).count(), unexplained.silent(draft).count()
    found = (
        (conflicts, ngettext("%(n)s conflict", "%(n)s conflicts", conflicts)),
        (causeless, ngettext("%(n)s change without a cause", "%(n)s changes without a cause", causeless)),
        (silent, ngettext("%(n)s change without a reason", "%(n)s changes without a reason", silent)),
    )
    return [words % {"n": count} for count, words in found if count]


def before_publishing(policy: Policy) -> list[Requirement]:
    """What a first proposal needs before it is frozen and put before the public."""
    draft = policy.versions.draft()
    form = Municipality.current().diary_format
    return [
        Requirement("text", _("A text in the draft"), draft.paragraphs.exists()),
        Requirement(
            "diary_number",
            _("A diary number in the form of the municipality"),
            re.fullmatch(form, policy.diary_number) is not None,
        ),
        Requirement("responsible", _("A responsible function"), bool(policy.responsible_function)),
        Requirement("contact", _("A contact for the public"), bool(policy.contact)),
        Requirement("summary", _("A summary in plain language"), bool(policy.summary)),
        Requirement(
            "approval",
            _("Approval of the text by somebody else than the drafter"),
            approvals.given(policy) is not None,
        ),
    ]


def before_council(policy: Policy) -> list[Requirement]:
    """What a revised proposal needs before it is frozen: answers to all, why each change was made, approval."""
    done = consulted(policy)
    override = Override.objects.filter(version=policy.versions.draft()).first()
    asked = [
        Requirement("consultation", _("The consultation has closed"), bool(done and done.is_closed)),
        answered(progress(done).left if done else 0),
        settled(suggestions.open_conflicts(done) if done else []),
        explained(len(unexplained.without_cause(policy))),
        reasoned(unexplained.without_reason(policy)),
        Requirement(
            "approval",
            _("Approval of the answers and the text by somebody else than the drafter"),
            approvals.given(policy) is not None,
        ),
    ]
    return [overridden(each, override) for each in asked]


def overridden(requirement: Requirement, override: Override | None) -> Requirement:
    """The requirement, let through where an override covers all that is missing of it."""
    if requirement.met or requirement.name not in OVERRIDABLE or override is None:
        return requirement
    if not override.covers(requirement.name, requirement.count):
        return requirement
    return replace(requirement, met=True, passed_over=True)


def answered(left: int) -> Requirement:
    """That every comment has an answer; `left` have none."""
    lacking = ngettext("%(n)s comment has no answer", "%(n)s comments have no answer", left) % {"n": left}
    return Requirement("answers", lacking if left else _("Every comment has an answer"), left == 0, count=left)


def explained(missing: int) -> Requirement:
    """That every change has a cause; `missing` have none."""
    lacking = ngettext("%(n)s change has no cause", "%(n)s changes have no cause", missing) % {"n": missing}
    return Requirement("causes", lacking if missing else _("Every change has a cause"), missing == 0, count=missing)


def reasoned(silent: list[Paragraph]) -> Requirement:
    """That everybody reads why a comment changed the text; of the `silent` paragraphs nobody says it."""
    if not silent:
        return Requirement("reasons", _("Every change made after comments has a reason"), True)
    lacking = ngettext(
        "%(n)s change made after comments has no reason",
        "%(n)s changes made after comments have no reason",
        len(silent),
    )
    count = len(silent)
    return Requirement("reasons", lacking % {"n": count}, False, place=silent[0].lineage, count=count)


def settled(conflicts: list[UUID]) -> Requirement:
    """That no suggestions which change the same words wait; `conflicts`: the paragraphs where some do."""
    if not conflicts:
        return Requirement("conflicts", _("No conflict between suggestions is open"), True)
    lacking = ngettext(
        "In %(n)s paragraph suggestions that change the same words are not settled",
        "In %(n)s paragraphs suggestions that change the same words are not settled",
        len(conflicts),
    )
    count = len(conflicts)
    return Requirement("conflicts", lacking % {"n": count}, False, place=conflicts[0], count=count)


def unmet(requirements: list[Requirement]) -> list[Requirement]:
    """Those that still stand in the way."""
    return [requirement for requirement in requirements if not requirement.met]


def consulted(policy: Policy) -> Consultation | None:
    """The policy's latest consultation."""
    return (
        Consultation.objects.filter(version__policy=policy)
        .select_related("version")
        .order_by("-version__number")
        .first()
    )
