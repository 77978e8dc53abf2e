"""Texts beside a frozen version: translations, and the same in plain language. Read only; the version counts."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from drafts.domain import leaflet
from drafts.models import AttachedText, Version
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

# Languages that Django has no name for and that Swedish municipalities translate into.
NAMES = {"so": "Soomaali", "prs": "دری", "ps": "پښتو", "ku": "Kurdî", "ckb": "کوردی", "ti": "ትግርኛ", "fit": "meänkieli",
         "rmy": "romani", "se": "davvisámegiella", "yi": "ייִדיש", "uk": "українська"}  # fmt: skip
RIGHT_TO_LEFT = {"prs", "ps", "ckb", "yi"}


@transaction.atomic
def attach(version: Version, *, kind: str, language: str, text: str, by: User) -> AttachedText:
    """Puts a text beside a version, or in the place of the one of the same kind and language.

    Refused beside a draft, without a heading that names it, and (TextRefused) for what no text may have.
    """
    if version.is_draft:
        raise ActRefused(_("A text is put beside a frozen version, not beside the draft."))
    made = leaflet.read(text)
    if not made.title or not made.html:
        raise ActRefused(_("Begin with the title: a line that begins with one #. Then the text."))
    attached, _new = AttachedText.objects.update_or_create(
        version=version, kind=AttachedText.Kind(kind), language=language,
        defaults={"title": made.title[:300], "text": text, "html": made.html, "by": by, "at": timezone.now()},
    )  # fmt: skip
    log.record(version.policy.uuid, "text attached", by=by, version=version.pk, kind=kind, language=language)
    return attached


@transaction.atomic
def remove(attached: AttachedText, *, by: User) -> None:
    """Takes a text away from its version."""
    policy = attached.version.policy
    facts = {"version": attached.version_id, "kind": str(attached.kind), "language": attached.language}
    attached.delete()
    log.record(policy.uuid, "attached text removed", by=by, **facts)


def own_name(language: str) -> str:
    """What speakers call their language; the tag itself where we do not know."""
    base = language.split("-")[0].lower()
    if base in NAMES:
        return NAMES[base]
    try:
        return get_language_info(base)["name_local"]
    except KeyError:
        return language


def is_right_to_left(language: str) -> bool:
    base = language.split("-")[0].lower()
    try:
        return base in RIGHT_TO_LEFT or get_language_info(base)["bidi"]
    except KeyError:
        return False
