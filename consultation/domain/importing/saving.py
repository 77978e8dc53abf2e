"""A read text becomes the draft; the answers that it needs are kept as one goes."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drafts.domain import blocks, importing, imports, notes, texts
from drafts.domain.approvals import withdraw_standing
from drafts.domain.editing import draft_for_writing
from drafts.models import Import, Policy
from organisation.domain import log
from organisation.exceptions import ActRefused, Stale
from organisation.models import Event, User

from .answers import Given, decide
from .decided import written
from .proposal import Proposal, propose

State = Import.State


def under_way(policy: Policy) -> QuerySet[Import]:
    """What was read, or is being read, and neither saved nor discarded."""
    return policy.imports.filter(state__in=[State.WAITING, State.READING, State.READY]).select_related("by")


@transaction.atomic
def keep_answers(reading: Import, answers: Iterable[Given], *, by: User) -> dict[str, str]:
    """Keeps what was said of the rows. Returns a sentence for each row whose answer contradicts another: not kept."""
    reading = locked(reading)
    refuse_unready(reading)
    proposal = propose(reading)
    decided, faults = decide(proposal, answers)
    reading.answers = written(decided, proposal.olds, proposal.text.blocks)
    reading.seen = proposal.seen
    reading.save(update_fields=["answers", "seen"])
    return faults


@transaction.atomic
def save(reading: Import, *, by: User, seen: str = "") -> Event:
    """Makes the read text the draft, with its notes; the file is deleted. Saving again gives the same event.

    Identity follows the ties, computed and decided. `seen` is the draft's checksum as the person saw it: `Stale` when
    another has changed it since. Refused while a doubtful pair, or a commented paragraph that would go, is without an
    answer, and while tracked changes wait for theirs.
    """
    policy = reading.policy
    draft = draft_for_writing(policy)
    reading = locked(reading)
    if reading.state == State.SAVED:
        return saved_event(reading)
    refuse_unready(reading)
    proposal = propose(reading, draft)
    if seen and seen != proposal.seen:
        raise Stale(_("Somebody has changed the draft since you opened this page. Nothing is overwritten."), draft)
    refuse_unanswered(reading, proposal)
    importing.refuse_long_title(proposal.text)
    counts = put(proposal, by=by)
    event = log.record(
        policy.uuid, "text put in", by=by, paragraphs=len(proposal.text.blocks), reading=reading.pk, **counts
    )
    notes.bring_in(policy, entries_of(reading, list(draft.paragraphs.values_list("lineage", flat=True))), by=by)
    reading.state = State.SAVED
    imports.empty(reading)
    return event


def put(proposal: Proposal, *, by: User) -> Counter:
    """Writes the text where it differs. A given approval is taken back."""
    draft, text = proposal.draft, proposal.text
    if texts.source(draft, proposal.olds) == blocks.join(text):
        return Counter(kept=len(text.blocks))
    withdraw_standing(draft.policy, by=by)
    return importing.replace_text(draft, text, by=by, ties=proposal.ties)


def locked(reading: Import) -> Import:
    """The row as it is now, for writing."""
    return Import.objects.select_for_update(of=["self"]).select_related("policy").get(pk=reading.pk)


def refuse_unready(reading: Import) -> None:
    if reading.state != State.READY:
        raise ActRefused(_("This reading is not there any more: it was saved or discarded."))


def refuse_unanswered(reading: Import, proposal: Proposal) -> None:
    """Stops while a question is open, with how many they are."""
    left = len(proposal.missing)
    if left:
        raise ActRefused(
            ngettext("%(n)s question has no answer yet.", "%(n)s questions have no answer yet.", left) % {"n": left}
        )
    if reading.found.get("tracked") and reading.tracked == Import.Tracked.ASK:
        raise ActRefused(_("Say first what shall be done with the tracked changes, and read the file again."))


def saved_event(reading: Import) -> Event:
    """The event that says that it was saved."""
    rows = Event.objects.filter(chain=reading.policy.uuid, verb="text put in", facts__reading=reading.pk)
    return rows.order_by("-pk")[0]


def entries_of(reading: Import, lineages: list[UUID]) -> list[dict]:
    """The file's comments, and its tracked changes where they are taken as suggestions, each with its paragraph."""
    entries = [entry_of(row, lineages) | {"words": row["words"]} for row in reading.remarks]
    if reading.tracked == Import.Tracked.SUGGEST:
        entries += [entry_of(row, lineages) | suggested(row) for row in reading.revisions]
    return entries


def entry_of(row: dict, lineages: list[UUID]) -> dict:
    """Whose it is, from when, and on which paragraph, as `notes.bring_in` takes it."""
    block = row["block"]
    on_text = block is not None and 0 <= block < len(lineages)
    return {
        "lineage": lineages[block] if on_text else None,
        "signature": row["author"],
        "at": moment(row["at"]),
        "reply_to": row.get("reply_to"),
        "done": row.get("done", False),
    }


def suggested(row: dict) -> dict:
    """One author's changes of a paragraph: a wording, or in words what a wording cannot say."""
    if row["kind"] == "new":
        return {"words": _("Suggests a new paragraph after this one: %(text)s") % {"text": row["text"]}}
    if row["kind"] == "remove":
        return {"words": _("Suggests that this paragraph is removed.")}
    return {"suggestion": row["text"], "base": row["base"]}


def moment(written_at: str | None) -> datetime | None:
    """A time as the file has it; one without a zone is taken for the municipality's."""
    try:
        at = datetime.fromisoformat(written_at or "")
    except ValueError:
        return None
    return at if at.tzinfo else timezone.make_aware(at)
