"""Themes that are proposed, until staff have accepted or declined them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.domain.themes import giving
from consultation.domain.themes.proposals import Cluster, find
from consultation.models import Comment, Consultation, Theme, ThemeProposal
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import User

State = ThemeProposal.State


def propose(consultation: Consultation, *, by: User) -> int:
    """Looks for themes among the comments that have none; how many were found.

    Earlier proposals that nobody answered are replaced; what was declined is not proposed again. Nearly equal comments
    weigh as one, and come along together.
    """
    rows = Comment.objects.filter(consultation=consultation, themes=None).to_answer().order_by("pk")
    heads: dict[object, list[int]] = {}
    texts = []
    for pk, group, words in rows.values_list("pk", "alike", "comment"):
        pile = heads.setdefault(("alike", group) if group else pk, [])
        if not pile:
            texts.append((pk, words))
        pile.append(pk)
    piles = {pks[0]: pks for pks in heads.values()}
    clusters = find(texts)  # the long part: in no transaction, so that nobody who writes waits for it
    with transaction.atomic():
        declined = set(consultation.theme_proposals.filter(state=State.DECLINED).values_list("words", flat=True))
        consultation.theme_proposals.filter(state=State.OPEN).delete()
        found = [cluster for cluster in clusters if " ".join(cluster.words) not in declined]
        for cluster in found:
            keep(consultation, cluster, piles)
        log.record(consultation.version.policy.uuid, "themes proposed", by=by, number=len(found))
    return len(found)


def keep(consultation: Consultation, cluster: Cluster, piles: dict[int, list[int]]) -> None:
    words = " ".join(cluster.words)[:200]
    proposal = ThemeProposal.objects.create(consultation=consultation, words=words, alike=cluster.alike)
    link = ThemeProposal.comments.through
    pks = [pk for key in cluster.keys for pk in piles[key]]
    link.objects.bulk_create([link(themeproposal_id=proposal.pk, comment_id=pk) for pk in pks], batch_size=500)


@transaction.atomic
def accept(proposal: ThemeProposal, comments: Sequence[Comment], *, name: str, by: User) -> Theme:
    """Gives the comments, all of the proposal's or some, a theme of that name.

    Refused without comments or a name; `Stale` when somebody has answered the proposal meanwhile.
    """
    answer(proposal, State.ACCEPTED, by=by)
    theme = giving.make(proposal.consultation, name, by=by)
    offered = set(proposal.comments.values_list("pk", flat=True))
    giving.give([comment for comment in comments if comment.pk in offered], theme, by=by)
    return theme


@transaction.atomic
def decline(proposal: ThemeProposal, *, by: User) -> None:
    """It is not proposed again."""
    answer(proposal, State.DECLINED, by=by)
    policy = proposal.consultation.version.policy
    log.record(policy.uuid, "theme declined", by=by, proposal=proposal.pk)


def answer(proposal: ThemeProposal, state: str, *, by: User) -> None:
    """Once, by one."""
    rows = ThemeProposal.objects.filter(pk=proposal.pk, state=State.OPEN)
    if not rows.update(state=state, answered_by=by):
        if not ThemeProposal.objects.filter(pk=proposal.pk).exists():
            raise ActRefused(_("There are new proposals since you opened the page."))
        raise Stale(_("Somebody has answered this proposal since you opened the page."), current=proposal)
