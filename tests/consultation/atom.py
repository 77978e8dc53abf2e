"""The must-rules of Atom (RFC 4287), read from a feed by lxml; each fault in words."""

import re
from collections import Counter
from urllib.parse import urlsplit

from lxml import etree

NS = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
PERSON = {"name": "1", "uri": "?", "email": "?"}
# How often each child may stand: "1" once, "?" at most once, "*" as often as one likes.
FEED = {
    "author": "*", "category": "*", "contributor": "*", "generator": "?", "icon": "?", "id": "1", "link": "*",
    "logo": "?", "rights": "?", "subtitle": "?", "title": "1", "updated": "1", "entry": "*",
}  # fmt: skip
ENTRY = {
    "author": "*", "category": "*", "content": "?", "contributor": "*", "id": "1", "link": "*", "published": "?",
    "rights": "?", "source": "?", "summary": "?", "title": "1", "updated": "1",
}  # fmt: skip
TEXTS = ("title", "subtitle", "summary", "rights")
LINK = {"href", "rel", "type", "hreflang", "title", "length"}


def faults(content: bytes, address: str = "") -> list[str]:
    """What breaks the rules; `address` is where the feed was fetched, which its self link must say."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    if root.tag != f"{NS}feed":
        return [f"the root is {root.tag}"]
    found = [*children(root, FEED), *texts(root), *links(root), *language(root)]
    own = [link.get("href") for link in root.findall(f"{NS}link") if link.get("rel") == "self"]
    found += [] if len(own) == 1 and (not address or own[0] == address) else [f"self links {own}"]
    entries = root.findall(f"{NS}entry")
    for entry in entries:
        found += [*children(entry, ENTRY), *texts(entry), *links(entry)]
        if root.find(f"{NS}author") is None and entry.find(f"{NS}author") is None:
            found.append("an entry without an author")
    names = [(entry.findtext(f"{NS}id"), entry.findtext(f"{NS}updated")) for entry in entries]
    found += [f"{name} stands {n} times" for name, n in Counter(names).items() if n > 1]
    ids = [root.findtext(f"{NS}id"), *(name for name, _updated in names)]
    return found + [f"the id {name} stands {n} times" for name, n in Counter(ids).items() if n > 1]


def children(parent, allowed: dict[str, str]) -> list[str]:
    """Unknown children, those too many or too few, dates and ids that are none, persons without name."""
    counts = Counter(child.tag.removeprefix(NS) for child in parent if isinstance(child.tag, str))
    found = [f"unknown {name}" for name in counts if name not in allowed]
    found += [f"{name}: {counts[name]}" for name, many in allowed.items() if many == "1" and counts[name] != 1]
    found += [f"{name}: {counts[name]}" for name, many in allowed.items() if many == "?" and counts[name] > 1]
    for child in parent:
        name = child.tag.removeprefix(NS)
        if name in ("updated", "published") and not DATE.fullmatch(child.text or ""):
            found.append(f"{name} {child.text!r}")
        if name == "id" and not urlsplit(child.text or "").scheme:
            found.append(f"id {child.text!r}")
        if name in ("author", "contributor"):
            found += children(child, PERSON)
    return found


def texts(parent) -> list[str]:
    """Constructs of text: their type is known, and without one, or as html, they have no elements in them."""
    found = []
    for child in (child for child in parent if child.tag.removeprefix(NS) in TEXTS):
        kind = child.get("type", "text")
        if kind not in ("text", "html", "xhtml") or (kind != "xhtml" and len(child)):
            found.append(f"{child.tag} of type {kind}")
    return found


def links(parent) -> list[str]:
    """Each with a whole address and known attributes; no two alternates of one type and language."""
    rows = parent.findall(f"{NS}link")
    found = [f"link {link.get('href')!r}" for link in rows if not urlsplit(link.get("href") or "").scheme]
    found += [f"attributes {set(link.attrib) - LINK}" for link in rows if set(link.attrib) - LINK]
    kinds = Counter((link.get("type"), link.get("hreflang")) for link in rows if link.get("rel") in (None, "alternate"))
    found += [f"alternates {kind}" for kind, n in kinds.items() if n > 1]
    return (
        found if kinds or parent.find(f"{NS}content") is not None or parent.tag == f"{NS}feed" else [*found, "no way"]
    )


def language(root) -> list[str]:
    said = root.get(LANG, "")
    return [] if LANGUAGE.fullmatch(said) else [f"xml:lang {said!r}"]
