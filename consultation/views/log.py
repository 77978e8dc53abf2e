"""The event log of a policy, and whether its chain is whole."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from drafts.models.policy import Policy, State
from drafts.views.access import get_policy_or_deny
from organisation.domain import log as chain
from organisation.models import Event

PAGE = 50
VERBS = {
    "approval asked": _("Approval asked for"),
    "approval given": _("Approval given"),
    "approval refused": _("Sent back without approval"),
    "approval withdrawn": _("Approval taken back, since the text changed"),
    "change explained": _("Cause of a change entered"),
    "clock put forward": _("The demo’s clock put forward"),
    "comment confirmed": _("Submission confirmed by its sender"),
    "comment received": _("Comment received"),
    "comment hold": _("Comment held"),
    "comment show": _("Comment shown"),
    "comment hide": _("Comment hidden on the web"),
    "decision recorded": _("Decision recorded"),
    "disposition": _("Comments answered"),
    "folder loaded": _("Read in from a folder"),
    "head revised": _("Head table revised"),
    "member added": _("Somebody put in the working group"),
    "member changed": _("Part in the working group changed"),
    "member taken out": _("Somebody taken out of the working group"),
    "note done": _("Internal note marked as done"),
    "note reopened": _("Internal note opened again"),
    "note taken back": _("Internal note taken back"),
    "note written": _("Internal note written"),
    "notes brought in": _("Notes brought in from a Word file"),
    "mails sent again": _("Mails that could not be delivered sent again"),
    "paper made": _("PDF made"),
    "paragraph inserted": _("Paragraph inserted"),
    "paragraph moved": _("Paragraph moved"),
    "paragraph removed": _("Paragraph removed"),
    "paragraph rewritten": _("Paragraph rewritten"),
    "policy begun": _("Begun from a text"),
    "policy created": _("Policy created"),
    "gate passed over": _("The gate passed over"),
    "letters asked for": _("Letters to the senders sent"),
    "preview made": _("Preview link made"),
    "preview revoked": _("Preview link revoked"),
    "review answered": _("Review answered"),
    "review asked": _("Review asked for"),
    "review ended": _("Review ended"),
    "review reminded": _("Reminder of the review sent"),
    "state": _("State changed"),
    "text put in": _("Text put in"),
    "text written": _("Several paragraphs written"),
    "title rewritten": _("Title rewritten"),
    "version frozen": _("Version frozen"),
}


@login_required
@require_GET
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest events first, fifty a page."""
    policy = get_policy_or_deny(request.user, slug)
    rows = Event.objects.filter(chain=policy.uuid).select_related("actor", "seal").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for event in page:
        event.words, event.detail = words_of(event), detail_of(event)
    context = {"policy": policy, "page": page, "is_whole": chain.is_whole(policy.uuid)}
    return render(request, "consultation/log.html", context)


def words_of(event: Event) -> object:
    """What happened, as an official says it; a verb without words stands as it is."""
    return VERBS.get(event.verb, event.verb)


def detail_of(event: Event) -> str:
    """The facts in few words: numbers and states, never personal text (there is none in them)."""
    facts = event.facts
    if event.verb == "state":
        return " → ".join(str(State(facts[name]).label) for name in ("before", "after") if facts.get(name) in State)
    if isinstance(facts.get("comments"), list):
        return ", ".join(f"S-{number:04d}" for number in facts["comments"][:12])
    if event.verb.startswith("comment") and "comment" in facts:
        return f"S-{facts['comment']:04d}"
    if "checksum" in facts:
        return f"{facts['checksum'][:12]}…"
    return ", ".join(str(Policy._meta.get_field(name).verbose_name) for name in facts.get("fields", []))
