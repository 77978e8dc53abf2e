"""A selection of comments, as the address of the list and the forms on it name it."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from consultation.domain.triage import (
    ANSWERED,
    ME,
    NOBODY,
    NONE,
    ORDERS,
    UNANSWERED,
    Wanted,
    is_place,
    overview,
    select,
)
from consultation.models import Comment, Consultation
from consultation.models.submission import SenderKind
from organisation.models import User

NAMES = {  # as they stand in the address: as Wanted has them
    "state": "state", "place": "place", "sender": "sender", "kind": "kind", "theme": "theme", "assigned": "assigned",
    "alike": "alike", "q": "words", "order": "order",
}  # fmt: skip
CODES = {
    "state": (ANSWERED, UNANSWERED),
    "sender": tuple(SenderKind.values),
    "kind": tuple(Comment.Kind.values),
    "order": ORDERS,
}
WORDS = {"theme": (NONE,), "assigned": (ME, NOBODY), "alike": ()}


def wanted_of(data: QueryDict, user: User) -> Wanted:
    """The filters, each named; what is not one of their values is not asked for."""
    said = {name: data.get(name, "") for name in NAMES}
    for name, codes in CODES.items():
        said[name] = said[name] if said[name] in codes else ""
    for name, words in WORDS.items():
        said[name] = said[name] if said[name] in words or is_key(said[name]) else ""
    return Wanted(
        state=said["state"],
        place=said["place"] if is_place(said["place"]) else "",
        sender=said["sender"],
        kind=said["kind"],
        theme=said["theme"],
        assigned=said["assigned"],
        alike=said["alike"],
        words=" ".join(said["q"].replace("\0", " ").split())[:100],
        order=said["order"] or "number",
        me=user.pk,
    )


def is_key(value: str) -> bool:
    """Whether it can be the key of a row."""
    return value.isascii() and value.isdecimal() and len(value) < 18


def parameters(wanted: Wanted) -> dict[str, str]:
    """The filters as they stand in an address."""
    named = {name: getattr(wanted, field) for name, field in NAMES.items()}
    return {name: value for name, value in named.items() if value and (name, value) != ("order", "number")}


def address(consultation: Consultation, wanted: Wanted, at: str = "") -> str:
    """The list with these filters, on that page."""
    asked = parameters(wanted) | ({"page": at} if is_key(at) else {})
    return reverse("triage", args=[consultation.slug]) + (f"?{urlencode(asked)}" if asked else "")


def keys_of(values: list[str]) -> list[int]:
    """The keys in the values of ticked boxes; a value names one comment, or several that are alike: "12,15"."""
    return list(dict.fromkeys(int(key) for value in values for key in value.split(",") if is_key(key)))


def chosen(data: QueryDict, consultation: Consultation, user: User) -> list[Comment]:
    """The comments that were ticked, or with `everything` all of the selection, on every page."""
    rows = Comment.objects.filter(consultation=consultation).to_answer()
    if data.get("everything"):
        rows = select(consultation, wanted_of(data, user), overview(consultation))
    else:
        rows = rows.filter(pk__in=keys_of(data.getlist("comment"))).order_by("number")
    return list(rows.select_related("disposition", "consultation__version__policy"))


def seen_of(data: QueryDict) -> dict[int, str]:
    """The marks of the answers that the page showed, by comment."""
    pairs = [pair.partition(":") for value in data.getlist("seen") for pair in value.split(",")]
    return {int(key): mark for key, _colon, mark in pairs if is_key(key)}
