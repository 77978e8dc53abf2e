"""A policy's working group: people come, get another part, go."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.domain import reviews
from drafts.domain.group_mail import tell
from drafts.domain.policies import locked
from drafts.models import Membership, Policy
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

MOST = 20
LEAST = 2


@transaction.atomic
def add(policy: Policy, person: User, *, kind: str, by: User) -> Membership:
    """Gives a person a part in the group, and writes them a mail. Who has the part already keeps it.

    A review that goes on asks them too.
    Refused for somebody who has another part (change it instead), and for who may not sign in.
    """
    policy = locked(policy)
    if not person.is_active:
        raise ActRefused(_("%(name)s can no longer sign in.") % {"name": person.name})
    there = policy.memberships.filter(user=person).first()
    if there and there.kind == kind:
        return there
    if there:
        words = {"name": person.name, "part": there.get_kind_display()}
        raise ActRefused(_("%(name)s is in the group already, as %(part)s. Change the part instead.") % words)
    membership = Membership.objects.create(policy=policy, user=person, kind=kind)
    reviews.join(policy, person)
    log.record(policy.uuid, "member added", by=by, person=person.pk, kind=kind)
    if person != by:
        subject = gettext_lazy("You are in the working group of “%(title)s”")
        tell(person, subject, "member.txt", policy=policy, page="staff-policy", by=by, membership=membership)
    return membership


@transaction.atomic
def change(membership: Membership, *, kind: str, by: User) -> Membership:
    """Gives a member another part; any second part that they had is gone with it."""
    policy = locked(membership.policy)
    membership = standing(membership)
    if membership.kind == kind:
        return membership
    policy.memberships.filter(user=membership.user).exclude(pk=membership.pk).delete()
    membership.kind = kind
    membership.save(update_fields=["kind"])
    log.record(policy.uuid, "member changed", by=by, person=membership.user_id, kind=kind)
    return membership


@transaction.atomic
def take_out(membership: Membership, *, by: User) -> None:
    """Ends a person's part; what they wrote stays. One that has ended already stays ended."""
    policy = locked(membership.policy)
    taken, _rows = policy.memberships.filter(pk=membership.pk).delete()
    if taken and not policy.memberships.filter(user=membership.user_id).exists():
        reviews.leave(policy, membership.user)
    if taken:
        log.record(policy.uuid, "member taken out", by=by, person=membership.user_id, kind=membership.kind)


def standing(membership: Membership) -> Membership:
    """The membership as it is now; refused when it has ended."""
    found = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if found is None:
        raise ActRefused(_("Somebody has taken this person out of the group meanwhile."))
    return found


def search(policy: Policy, words: str) -> QuerySet[User]:
    """People who can sign in, are not in the group and have these words in their name or address; at most MOST + 1."""
    words = words.strip()
    if len(words) < LEAST:
        return User.objects.none()
    alike = Q()
    # SQLite compares only a to z without regard to case: å, ä and ö are tried small and large.
    for form in {words, words.lower(), words.upper(), words.title()}:
        alike |= Q(name__icontains=form) | Q(email__icontains=form)
    members = policy.memberships.values("user")
    return User.objects.filter(alike, is_active=True).exclude(pk__in=members).order_by("name")[: MOST + 1]
