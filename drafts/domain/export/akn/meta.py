"""Who, when, which version: Akoma Ntoso's metadata after FRBR, with addresses of our own form."""

from xml.etree.ElementTree import Element

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..copy import Copy
from .words import made, put

# ISO 639-2, which Akoma Ntoso's addresses ask for.
LANGUAGES = {
    "sv": "swe", "en": "eng", "fi": "fin", "fr": "fra", "de": "deu", "da": "dan", "nb": "nob", "nn": "nno", "no": "nor",
    "se": "sme", "es": "spa", "ar": "ara", "so": "som", "pl": "pol", "uk": "ukr",
}  # fmt: skip
OURS, BODY = "#municipality", "#body"


def meta(copy: Copy) -> Element:
    """The metadata of one copy."""
    element = made("meta")
    identify(put(element, "identification", source=OURS), copy)
    cycle = put(element, "lifecycle", source=OURS)
    for number, (name, day, kind) in enumerate(events(copy), 1):
        more = {"type": kind} if kind else {}
        put(cycle, "eventRef", eId=f"eventRef_{number}", date=day, source="#original", refersTo=f"#{name}", **more)
    references = put(element, "references", source=OURS)
    put(references, "original", eId="original", href=work(copy), showAs=copy.title)
    put(references, "TLCOrganization", eId="municipality", href=ours(copy), showAs=copy.municipality)
    if copy.body:
        put(references, "TLCOrganization", eId="body", href=f"{ours(copy)}/{slug(copy.body)}", showAs=copy.body)
    for name in dict.fromkeys(name for name, _day, _kind in events(copy)):
        put(references, "TLCEvent", eId=name, href=f"/akn/ontology/event/{name}", showAs=words_for()[name])
    return element


def identify(identification: Element, copy: Copy) -> None:
    """The work over its whole life, this version of it, and this file."""
    begun = timezone.localdate(copy.policy.created_at).isoformat()
    first = put(identification, "FRBRWork")
    same(first, work(copy), begun, copy.policy.title, f"urn:uuid:{copy.policy.uuid}")
    put(first, "FRBRcountry", value="se")
    put(first, "FRBRnumber", value=copy.policy.diary_number or copy.policy.slug)
    second = put(identification, "FRBRExpression")
    same(second, expression(copy), day_of(copy), copy.edition, copy.address)
    if copy.number:
        put(second, "FRBRversionNumber", value=str(copy.number))
    put(second, "FRBRlanguage", language=three_letters(copy))
    same(put(identification, "FRBRManifestation"), f"{expression(copy)}.xml", day_of(copy), copy.checksum, "")
    put(identification[-1], "FRBRformat", value="application/akn+xml")


def same(target: Element, address: str, day: str, name: str, alias: str) -> None:
    """What work, expression and manifestation all say."""
    stem = address.removesuffix(".xml")
    put(target, "FRBRthis", value=f"{stem}/!main" + address[len(stem) :])
    put(target, "FRBRuri", value=address)
    put(target, "FRBRalias", name="title" if alias else "sha256", value=name)
    if alias:
        put(target, "FRBRalias", name="address", value=alias)
    put(target, "FRBRdate", date=day, name="generation")
    put(target, "FRBRauthor", href=OURS)


def events(copy: Copy) -> list[tuple[str, str, str]]:
    """(name, day, Akoma Ntoso's type) of what happened to the version; a draft was written to-day."""
    found = [(each.kind, each.day.isoformat(), "") for each in copy.events]
    first = ("draft" if copy.standing == "draft" else "frozen", day_of(copy), "generation")
    return [first, *found]


def words_for() -> dict[str, str]:
    return {
        "draft": _("Draft"),
        "frozen": _("The text was frozen"),
        "published": _("The text was published"),
        "adopted": _("Adopted"),
        "in-force": _("In force"),
    }


def day_of(copy: Copy) -> str:
    return (copy.day or timezone.localdate()).isoformat()


def work(copy: Copy) -> str:
    """The address of the policy over its whole life, of the form that Akoma Ntoso's naming convention has."""
    begun = timezone.localdate(copy.policy.created_at)
    return f"/akn/se/doc/policy/{slug(copy.municipality)}/{begun.year}/{copy.policy.slug}"


def expression(copy: Copy) -> str:
    """The address of one version of it."""
    return f"{work(copy)}/{three_letters(copy)}@{day_of(copy)}"


def ours(copy: Copy) -> str:
    return f"/akn/ontology/organization/se/{slug(copy.municipality)}"


def slug(words: str) -> str:
    return slugify(words) or "x"


def three_letters(copy: Copy) -> str:
    tag = copy.policy.language.split("-")[0].lower()
    return LANGUAGES.get(tag) or slug(tag)
