"""Views put aside in a browser, to be sent together: not received, seen by that browser alone."""

import hashlib
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.domain import participation, personal_numbers
from consultation.domain.participation import Sender, Written
from consultation.domain.taking_part.browsers import NOBODY, Browser
from consultation.models import Consultation, Submission, UnsentComment
from drafts.domain import texts
from organisation.exceptions import ActRefused

KEPT = timedelta(days=30)
MOST = 100


def holder_of(secret: str) -> str:
    """Of the secret in the cookie only the hash is kept; "" holds nothing."""
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def held(consultation: Consultation | None, holder: str) -> list[UnsentComment]:
    """What this browser has put aside in the consultation, in the order of writing."""
    if not holder or consultation is None:
        return []
    rows = UnsentComment.objects.filter(holder=holder, consultation=consultation)
    return list(rows.select_related("paragraph"))


def find(consultation: Consultation | None, holder: str, key: UUID | str) -> UnsentComment | None:
    """The view with this key, for its holder alone."""
    return next((row for row in held(consultation, holder) if str(row.key) == str(key)), None)


@transaction.atomic
def put_aside(consultation: Consultation, written: Written, *, holder: str, key: UUID) -> UnsentComment:
    """Puts a view aside, or changes the one with this key. Exactly once by `key`.

    Refused when the consultation is not open, on another text, and when a hundred lie there.
    """
    participation.refuse_when_not_open(consultation, timezone.now())
    participation.refuse_wrong_target(consultation, written.paragraph, None)
    rows = UnsentComment.objects.filter(holder=holder, consultation=consultation)
    if not rows.filter(key=key).exists() and rows.count() >= MOST:
        raise ActRefused(_("A hundred comments lie there already. Send them before you write more."))
    if UnsentComment.objects.filter(key=key).exclude(holder=holder).exists():
        raise ActRefused(_("The form had grown old. Nothing is lost: send it once more."))
    said = {
        "paragraph": written.paragraph,
        "kind": written.kind,
        "words": written.words,
        "suggestion": written.suggestion,
        "suggests": written.suggests,
        "base_checksum": texts.digest(written.paragraph.text) if written.suggestion else "",
        "written_at": timezone.now(),
    }
    row, _made = rows.update_or_create(key=key, defaults=said, create_defaults=said | _owned(consultation, holder, key))
    return row


def _owned(consultation: Consultation, holder: str, key: UUID) -> dict:
    return {"consultation": consultation, "holder": holder, "key": key}


def take_out(consultation: Consultation, *, holder: str, key: UUID | str) -> None:
    """Throws one away; one that is not there any more is thrown away already."""
    row = find(consultation, holder, key)
    if row:
        row.delete()


def send(
    consultation: Consultation,
    *,
    holder: str,
    seen: Collection[str],
    key: UUID,
    sender: Sender,
    browser: Browser = NOBODY,
    language: str = "sv",
    **more,
) -> Submission:
    """Sends all that was put aside as one submission, and forgets it here; `seen`: the keys that the page showed.

    Exactly once by `key`, and each view once, from however many windows. Refused when other views lie there than the
    page showed, and as `participation.submit_together`, which takes `more`.
    """

    def views() -> list[Written]:
        rows = held(consultation, holder)
        if {str(row.key) for row in rows} != set(seen) or not rows:
            raise ActRefused(_("Other comments lie here now than when you opened the page. Look, and send once more."))
        UnsentComment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return [written(row) for row in rows]

    return participation.submit_together(
        consultation, views, key=key, sender=sender, browser=browser, language=language, **more
    )


def send_alone(consultation: Consultation, view: Written, *, holder: str, key: UUID, **more) -> Submission:
    """Sends one view, as `participation.submit_together`; one that was put aside under the same key goes with it."""
    if not holder:
        return participation.submit_together(consultation, [view], key=key, **more)
    with transaction.atomic():
        sent = participation.submit_together(consultation, [view], key=key, **more)
        UnsentComment.objects.filter(holder=holder, key=key).delete()
        return sent


def written(row: UnsentComment) -> Written:
    """A row as it is sent; what looks like a personal number in it is shown to a moderator first."""
    hold = _("It looks as if there is a personal identity number in it.") if number_in(row) else ""
    return Written(row.words, row.paragraph, row.suggestion, row.suggests, row.kind, hold=hold)


def number_in(row: UnsentComment) -> str:
    """What looks like a personal number and does not stand in the text itself."""
    own = row.paragraph.text if row.paragraph else ""
    found = map(personal_numbers.first, (row.words, row.suggestion))
    return next((number for number in found if number and number not in own), "")


def clear() -> int:
    """Forgets what nobody has touched for thirty days; how many those were. For the worker."""
    return UnsentComment.objects.filter(written_at__lt=timezone.now() - KEPT).delete()[0]
