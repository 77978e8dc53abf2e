"""Says at once where an answer and a cause that were saved contradict each other."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.domain import contradictions
from consultation.models import Comment
from drafts.models import Policy

NAMED = 3


def warn(request: HttpRequest, policy: Policy, among: Iterable[Comment]) -> None:
    """A sentence for each of the first, and how many more there are; the gate lists them all."""
    found = contradictions.found(policy, among)
    words = [each.words for each in found[:NAMED]]
    if more := len(found) - NAMED if len(found) > NAMED else 0:
        words.append(ngettext("So is %(n)s more.", "So are %(n)s more.", more) % {"n": more})
    if words:
        messages.warning(request, " ".join([*words, _("Look at the answer, or at the cause.")]))
