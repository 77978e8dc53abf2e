"""Who answers which comments."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from consultation.models import Comment
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@transaction.atomic
def assign(comments: Sequence[Comment], *, to: User | None, by: User) -> int:
    """Gives the comments (of one consultation) to a colleague, or with None to nobody; how many changed hands.

    Refused without comments, and for somebody who cannot sign in any more. Who may answer is the form's matter.
    """
    if not comments:
        raise ActRefused(_("Choose at least one comment."))
    if to is not None and not to.is_active:
        raise ActRefused(_("%(name)s cannot sign in any more.") % {"name": to.name})
    rows = Comment.objects.filter(pk__in=[comment.pk for comment in comments], consultation=comments[0].consultation_id)
    changed = list(
        (rows.exclude(assigned_to=to) if to else rows.exclude(assigned_to=None)).select_for_update(of=["self"])
    )
    Comment.objects.filter(pk__in=[row.pk for row in changed]).update(assigned_to=to)
    if changed:
        policy = comments[0].consultation.version.policy
        numbers = sorted(row.number for row in changed)
        log.record(policy.uuid, "comments assigned", by=by, comments=numbers, to=to.pk if to else None)
    return len(changed)


def waiting_for(user: User, consultations: Iterable[int]) -> dict[int, int]:
    """How many unanswered comments wait for the person, by consultation, where there are any; one query."""
    rows = Comment.objects.filter(consultation__in=list(consultations), assigned_to=user).unanswered().order_by()
    return dict(rows.values_list("consultation").annotate(number=Count("pk")))
