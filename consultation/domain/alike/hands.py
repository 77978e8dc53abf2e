"""What officials do to groups by hand."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain.alike.grouping import settle, take_turn
from consultation.models import Comment, LikenessKey
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User


@transaction.atomic
def take_out(comments: Sequence[Comment], *, by: User) -> int:
    """Takes the comments (of one consultation) out of their groups, for good; how many it was.

    A group in which one alone is left ends. Refused when none of them is in a group.
    """
    if not comments:
        raise ActRefused(_("Choose at least one comment."))
    take_turn(comments[0].consultation)
    rows = list(Comment.objects.filter(pk__in=[comment.pk for comment in comments], alike__isnull=False))
    if not rows:
        raise ActRefused(_("The comment stands by itself already."))
    pks = [row.pk for row in rows]
    # Without keys no later comment finds them; their Likeness stays, so that they are not compared again.
    LikenessKey.objects.filter(comment__in=pks).delete()
    Comment.objects.filter(pk__in=pks).update(alike=None)
    settle(row.alike_id for row in rows)
    policy = comments[0].consultation.version.policy
    log.record(policy.uuid, "taken out of group", by=by, comments=sorted(row.number for row in rows))
    return len(rows)
