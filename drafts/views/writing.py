"""What the editor's script asks: saving steps, and telling that it is there. JSON both ways."""

import json
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drafts.domain import sittings
from drafts.domain import steps as saving
from drafts.domain.steps import Told
from drafts.forms import steps as reading
from drafts.forms.steps import Unreadable
from drafts.models import Policy, Version
from drafts.permissions import can_edit
from drafts.views import clashes
from drafts.views.access import draft_of, get_policy_or_deny
from drafts.views.clashes import told
from drafts.views.oversize import drain
from organisation.domain import dates
from organisation.exceptions import ActRefused
from organisation.models import User
from organisation.templatetags.interface import initials

MOST = 4 * 1024 * 1024
MOST_UNSAVED = 1024 * 1024


def refused(message: object, status: int, **more) -> JsonResponse:
    return JsonResponse({"message": str(message), **more}, status=status)


class NotTaken(Exception):
    """What was posted is not read: a sentence, and the status that says why."""


def in_words(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Answers with a sentence where the view could not read what was posted."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> JsonResponse:
        try:
            return view(request, *args, **kwargs)
        except Unreadable as problem:
            return refused(problem, 400)
        except NotTaken as problem:
            return refused(*problem.args)

    return wrapped


def posted(request: HttpRequest) -> dict:
    """The JSON object that was posted."""
    if request.content_type != "application/json":
        raise NotTaken(_("Only JSON is taken in here."), 415)
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
            raise RequestDataTooBig
        sent = json.loads(request.body)
    except RequestDataTooBig:
        drain(request)
        raise NotTaken(_("This is more than can be taken in at once. A text may be at most 1 MB."), 413) from None
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


@login_required
@require_POST
@in_words
def editor_save(request: HttpRequest, slug: str) -> JsonResponse:
    """Takes the steps of a window, all or none."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    sent = posted(request)
    steps = reading.steps(sent.get("steps"))
    keys = {name: reading.lineage_or_none(sent.get(name)) for name in ("sitting", "key")}
    since = sent.get("cursor") and reading.count(sent["cursor"])
    try:
        return JsonResponse(taken_once(policy, steps, keys, reading.told(sent), since, by=request.user))
    except saving.Overtaken as refusal:
        return refused(refusal, 409, **clashes.refusal_told(draft_of(policy), refusal))
    except saving.WordsRefused as refusal:
        return refused(refusal, 422, lineage=refusal.lineage)
    except ActRefused as refusal:
        return refused(refusal, 409)


@transaction.atomic
def taken_once(policy: Policy, steps: list, keys: dict, heard: Told | None, since: int | None, *, by: User) -> dict:
    """Takes the steps and answers; the same answer again when the window asks with the same key."""
    taken = saving.take(policy, steps, **keys, told=heard, by=by)
    if taken.again:
        return taken.again
    answer = {
        "saved_at": dates.said(timezone.now(), "H.i"),
        "cursor": saving.cursor(taken.draft),
        "title": taken.draft.title,
        "paragraphs": [told(each) for each in taken.paragraphs],
        "numbers": by_lineage(taken.numbers),
        "markers": by_lineage(taken.markers),
    }
    answer |= whats_new(taken.draft, since) if since else {}
    sittings.keep_answer(**keys, answer=answer, by=by)
    return answer


@login_required
@require_POST
@in_words
def editor_sitting(request: HttpRequest, slug: str) -> JsonResponse:
    """Keeps what a window has not saved yet, and tells who else is there and what they have changed."""
    policy = get_policy_or_deny(request.user, slug, can_edit)
    sent, draft = posted(request), draft_of(policy)
    key, unsaved = reading.lineage(sent.get("sitting")), reading.kept(sent.get("unsaved", []))
    if len(json.dumps(unsaved)) > MOST_UNSAVED:
        return refused(_("There is too much that is not saved. Save before you write on."), 413)
    answer = {}
    if sent.get("takes"):
        answer["restored"] = sittings.take_over(draft, reading.lineage(sent["takes"]), key, by=request.user)
        unsaved = answer["restored"] or unsaved
    place = reading.lineage_or_none(sent.get("lineage"))
    sittings.hear(draft, key, lineage=place, unsaved=unsaved, by=request.user)
    if sent.get("leave"):
        sittings.leave(draft, key, by=request.user)
    answer |= {
        "saved_at": dates.said(timezone.now(), "H.i"),
        "others": [present(each) for each in sittings.others(draft, key)],
    }
    return JsonResponse(answer | whats_new(draft, reading.count(sent.get("cursor", 0))))


def by_lineage(values: dict) -> dict[str, str]:
    return {str(lineage): value for lineage, value in values.items()}


def present(sitting) -> dict:
    return {
        "name": sitting.user.name,
        "initials": initials(sitting.user.name),
        "lineage": sitting.lineage,
        "number": sitting.number,
        "unsaved": bool(sitting.unsaved),
    }


def whats_new(draft: Version, since: int) -> dict:
    """What has changed since the window last looked, whoever it was."""
    news = sittings.news(draft, since)
    return {
        "cursor": news.cursor,
        "changed": [told(each) for each in news.changed],
        "removed": news.removed,
        "order": news.order,
        "numbers": None if news.numbers is None else by_lineage(news.numbers),
        "kin": news.kin,
    }
