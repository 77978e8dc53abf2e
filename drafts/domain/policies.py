"""A policy's head and the way it goes."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from drafts.models import DocumentType, Policy, Version
from drafts.models.policy import State
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import Unit, User

TAKEN = ("new",)  # words of our own addresses
TRIES = 3
HEAD = (
    "title",
    "document_type",
    "diary_number",
    "unit",
    "responsible_function",
    "responsible_person",
    "contact",
    "purpose",
    "applies_to",
    "replaces",
    "legal_ground",
    "language",
    "summary",
)
PROMISED = ("diary_number", "responsible_function", "contact", "summary")


def create(title: str, *, document_type: DocumentType, unit: Unit, by: User, key: UUID | None = None, **head) -> Policy:
    """A new policy with an empty draft; `head` holds fields of HEAD. Its address is made from the title.

    The same `key` from the same person gives the same policy, however often it is posted.
    """
    given = {"document_type": document_type, "unit": unit, "by": by, "key": key} | head
    for _attempt in range(TRIES - 1):
        try:
            return begin(title, **given)
        except IntegrityError:  # another took the address, or the key was posted twice, at this moment
            continue
    return begin(title, **given)


@transaction.atomic
def begin(title: str, *, document_type: DocumentType, unit: Unit, by: User, key: UUID | None, **head) -> Policy:
    """The rows of a new policy, or those that the key has made already."""
    made = Policy.objects.filter(uuid=key, created_by=by).first() if key else None
    if made:
        return made
    policy = Policy(title=title, document_type=document_type, unit=unit, created_by=by)
    policy.uuid = key or policy.uuid
    set_head(policy, head)
    policy.slug = free_slug(title)
    policy.save()
    Version.objects.create(policy=policy, title=title)
    log.record(policy.uuid, "policy created", by=by, policy=policy.pk)
    return policy


@transaction.atomic
def revise_head(policy: Policy, *, by: User, **head) -> Policy:
    """Changes fields of HEAD; the log names those that changed, and says nothing where none did.

    Refused once the policy is decided: its head then states the decision. What the public was promised
    (PROMISED) can be changed after that, but not emptied.
    """
    policy = locked(policy)
    if policy.state in (State.ADOPTED, State.REPEALED, State.WITHDRAWN):
        raise ActRefused(_("The matter is ended; its head table can no longer be changed."))
    emptied = [str(Policy._meta.get_field(name).verbose_name) for name in PROMISED if head.get(name, True) == ""]
    if policy.is_public and emptied:
        raise ActRefused(
            _("This stands before the public and cannot be left empty: %(list)s.") % {"list": ", ".join(emptied)}
        )
    changed = sorted(name for name in set(head) & set(HEAD) if getattr(policy, name) != head[name])
    set_head(policy, head)
    if changed:
        policy.save()
        log.record(policy.uuid, "head revised", by=by, fields=changed)
    return policy


def set_head(policy: Policy, head: dict) -> None:
    """Assigns the named fields, and no others."""
    unknown = set(head) - set(HEAD)
    if unknown:
        raise TypeError(f"not fields of a policy's head: {sorted(unknown)}")
    for name, value in head.items():
        setattr(policy, name, value)


def move(policy: Policy, state: str, *, by: User, **facts) -> None:
    """Moves a locked policy on its way; refused where the table of moves has no such step."""
    if not policy.may_become(state):
        raise ActRefused(
            _("“%(title)s” is now: %(now)s. From there it cannot become: %(then)s.")
            % {
                "title": policy.title,
                "now": policy.get_state_display(),
                "then": State(state).label,
            }
        )
    before, policy.state = policy.state, state
    policy.save()
    log.record(policy.uuid, "state", by=by, before=str(before), after=str(state), **facts)


def locked(policy: Policy) -> Policy:
    """The policy as it is now, its row locked until the transaction ends: acts on one policy take turns."""
    return Policy.objects.select_for_update().get(pk=policy.pk)


def free_slug(title: str) -> str:
    """An address made from the title that no other policy has."""
    base = slugify(title)[:70].strip("-") or "policy"
    slug, number = base, 1
    while slug in TAKEN or Policy.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
