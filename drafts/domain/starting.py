"""Beginning a policy from something: a text that ships, an earlier policy, a text from elsewhere."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from drafts.domain import importing, notes, policies, starters, texts
from drafts.domain.blocks import Text
from drafts.domain.starters import Starter
from drafts.models import DocumentType, Policy, Version
from drafts.models.policy import State
from organisation.domain import log
from organisation.models import Event, Unit, User

VERB = "policy begun"
CARRIED = (
    "document_type",
    "unit",
    "responsible_function",
    "responsible_person",
    "contact",
    "purpose",
    "applies_to",
    "legal_ground",
    "language",
)
REPLACES = Policy._meta.get_field("replaces").max_length


@dataclass(frozen=True)
class Start:
    """What a policy begins from: its text, the fields of HEAD that come along, advice to the writer.

    `origin` is what the log keeps of it: {"starter": name}, {"policy": pk, "version": number} or, from elsewhere,
    {"form": …, "slug": …, "version": …}. `words` say what it is.
    """

    text: Text
    words: str
    origin: dict
    head: dict = field(default_factory=dict)
    hints: tuple[tuple[int | None, str], ...] = ()
    signature: str = ""

    @property
    def title(self) -> str:
        return self.text.title[:200]


@dataclass(frozen=True)
class Origin:
    """What a policy began from, in words; `policy` is the earlier one, where that was it."""

    words: str
    policy: Policy | None = None
    starter: Starter | None = None


def find(chosen: str, *, among: QuerySet[Policy]) -> Start | None:
    """The start that an address names: "template:social-media-sv" or "policy:<slug>"; None where there is no such.

    `among` are the policies that the person may view.
    """
    kind, _colon, name = chosen.partition(":")
    if kind == "template":
        starter = starters.named(name)
        return from_starter(starter) if starter else None
    policy = among.filter(slug=name).first() if kind == "policy" else None
    return from_policy(policy) if policy else None


def from_starter(starter: Starter) -> Start:
    """A text that ships, its type where the municipality has one of that name, and its advice as notes."""
    head = starter.head | {"language": starter.language}
    head["document_type"] = DocumentType.objects.filter(name__iexact=head.get("document_type", "")).first()
    return Start(
        text=starter.text,
        words=_("the template “%(title)s”") % {"title": starter.title},
        origin={"starter": starter.name},
        head=head,
        hints=starter.hints,
        signature=_("Template: %(title)s") % {"title": starter.title},
    )


def from_policy(policy: Policy) -> Start | None:
    """The newest version of an earlier policy, else its draft; None when it has no text.

    The summary does not come along: what stands before the public is written anew. `replaces` names the policy
    only where it is in force, or has been adopted to be.
    """
    version = newest(policy)
    rows = list(version.paragraphs.all())
    if not rows:
        return None
    head = {name: getattr(policy, name) for name in CARRIED}
    if policy.state == State.ADOPTED:
        head["replaces"] = citation(policy)
    return Start(
        text=Text(version.title, tuple(texts.block_of(row) for row in rows), version.links),
        words=words_of(policy, version.number),
        origin={"policy": policy.pk, "version": version.number},
        head=head,
    )


def newest(policy: Policy) -> Version:
    """Its last frozen version that was not set aside, else its draft."""
    frozen = policy.versions.frozen().filter(set_aside_at=None).order_by("-number")
    return frozen.first() or policy.versions.draft()


def words_of(policy: Policy, number: int | None) -> str:
    """An earlier policy and its version, as said on a page."""
    if number is None:
        return _("the draft of “%(title)s”") % {"title": policy.title}
    if policy.state in (State.ADOPTED, State.REPEALED):
        return _("“%(title)s”, version %(number)s") % {"title": policy.title, "number": number}
    return _("“%(title)s”, proposal %(number)s") % {"title": policy.title, "number": number}


def citation(policy: Policy) -> str:
    """The policy as a later one names it: title and diary number."""
    number = f" ({policy.diary_number})" if policy.diary_number else ""
    return f"{policy.title[: REPLACES - len(number)]}{number}"


def carried(start: Start | None, units: QuerySet[Unit]) -> dict:
    """What a form for the new policy begins with; the unit only when the person may begin one there."""
    if start is None:
        return {}
    known = {name: value for name, value in start.head.items() if value}
    if known.get("unit") and not units.filter(pk=known["unit"].pk).exists():
        del known["unit"]
    return known | {"title": start.title}


@transaction.atomic
def begin(start: Start | None, title: str, *, by: User, key: UUID, **head) -> Policy:
    """A new policy as `policies.create` makes it, with the start's text as its draft under the new title.

    `head` goes before what comes along from the start. Every paragraph gets a lineage of its own: it is another
    policy. The advice of a template becomes internal notes. The same key makes one, however often it is posted.
    """
    if start is None:
        return policies.create(title, by=by, key=key, **head)
    along = {name: value for name, value in start.head.items() if name in policies.HEAD and value}
    policy = policies.locked(policies.create(title, **(along | head), by=by, key=key))
    draft = policy.versions.draft()
    if draft.paragraphs.exists():  # posted before
        return policy
    importing.replace_text(draft, replace(start.text, title=title), by=by)
    log.record(policy.uuid, VERB, by=by, paragraphs=len(start.text.blocks), **start.origin)
    if start.hints:
        rows = list(draft.paragraphs.values_list("lineage", flat=True))
        entries = [
            {"lineage": None if at is None else rows[at], "signature": start.signature, "words": words}
            for at, words in start.hints
        ]
        notes.bring_in(policy, entries, by=by)
    return policy


def origin_event(policy: Policy) -> Event | None:
    """The event that tells what the policy began from; None for one that began empty."""
    return Event.objects.filter(chain=policy.uuid, verb=VERB).first()


def origin_of(policy: Policy, *, among: QuerySet[Policy]) -> Origin | None:
    """What the policy began from; an earlier one is named only to those who may view it."""
    event = origin_event(policy)
    if event is None:
        return None
    facts = event.facts
    if "starter" in facts:
        starter = starters.named(facts["starter"])
        title = starter.title if starter else facts["starter"]
        return Origin(_("the template “%(title)s”") % {"title": title}, starter=starter)
    if "policy" in facts:
        earlier = among.filter(pk=facts["policy"]).first()
        words = words_of(earlier, facts["version"]) if earlier else _("an earlier policy")
        return Origin(words, policy=earlier)
    return Origin(elsewhere(facts))


def elsewhere(facts: dict) -> str:
    """A text that came from elsewhere, by what the log kept of it."""
    kinds = {
        "folder": _("a policy folder"),
        "json": _("an exported file"),
        "markdown": _("a text in Markdown"),
    }
    named = ", ".join(str(facts[name]) for name in ("slug", "version") if facts.get(name))
    kind = kinds.get(facts.get("form"), facts.get("form", ""))
    return f"{kind} ({named})" if named else kind
