"""Masking words of a comment on the web and in papers; what came in is kept as it is."""

import re

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Comment, Masking, ModerationAct
from consultation.models.moderation_act import HidingReason
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

SHORTEST = 2


@transaction.atomic
def mask(comment: Comment, words: str, *, reason: str, by: User) -> Masking:
    """Masks every place where the words stand in a comment or its suggestion, whatever their case.

    Refused without a reason of the published rules, for words that do not stand there, and for a single sign. Masked
    twice is masked once.
    """
    if reason not in HidingReason.values:
        raise ActRefused(_("Choose the reason why the words are masked."))
    current = locked(comment)
    words = " ".join(words.split())
    if len(words) < SHORTEST:
        raise ActRefused(_("Write the words to mask as they stand in the comment."))
    if not any(pattern(words).search(text) for text in (current.comment, current.suggestion)):
        raise ActRefused(_("“%(words)s” does not stand in the comment.") % {"words": words})
    made = Masking.objects.filter(comment=current, words=words, lifted_at=None).first()
    if made is None:
        try:
            with transaction.atomic():
                made = Masking.objects.create(comment=current, words=words, reason=reason, by=by)
        except IntegrityError:
            return Masking.objects.get(comment=current, words=words, lifted_at=None)
        note(current, ModerationAct.Kind.MASK, reason, by=by)
    return made


@transaction.atomic
def lift(masking: Masking, *, by: User) -> Masking:
    """Shows masked words again. Nothing happens when somebody has done it already."""
    current = locked(masking.comment)
    done = Masking.objects.filter(pk=masking.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
    if done:
        note(current, ModerationAct.Kind.UNMASK, "", by=by)
    masking.refresh_from_db()
    return masking


def locked(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("policy")
    return rows.get(pk=comment.pk)


def note(comment: Comment, kind: str, reason: str, *, by: User) -> None:
    """Writes the act down and puts what is masked now on the comment, where the pages read it."""
    standing = Masking.objects.filter(comment=comment, lifted_at=None).order_by("pk")
    Comment.objects.filter(pk=comment.pk).update(masks=list(standing.values_list("words", flat=True)))
    ModerationAct.objects.create(comment=comment, kind=kind, reason=reason, by=by)
    log.record(comment.policy.uuid, f"comment {kind}", by=by, comment=comment.number)


def pattern(words: str) -> re.Pattern:
    """The words in any case, with any space between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def masked(text: str, masks: list[str]) -> str:
    """The text for the web: the longest masked words first, so that none is left in part."""
    for words in sorted(masks, key=len, reverse=True):
        text = pattern(words).sub(_("[masked]"), text)
    return text
