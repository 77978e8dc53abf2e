"""The letter to who asked, when a question is answered while the consultation is open."""

from collections import defaultdict
from collections.abc import Sequence

from consultation.domain.letters import corrections
from consultation.models import Comment, Consultation, Letter
from organisation.models import User


def tell(consultation: Consultation, rows: Sequence[Comment], *, by: User) -> int:
    """Tells each sender with a confirmed address that these are answered, once, in the caller's transaction; how many.

    One who has been told of a comment is told of another answer to it as of any correction.
    """
    confirmed = Comment.objects.filter(pk__in=[row.pk for row in rows], submission__confirmed_at__isnull=False)
    by_address = defaultdict(list)
    for row in confirmed.filter(letters=None).exclude(submission__email="").select_related("submission"):
        by_address[row.submission.email.lower()].append(row)
    return corrections.tell(consultation, list(by_address.values()), kind=Letter.Kind.QUESTION, by=by)
