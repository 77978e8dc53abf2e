"""A version as Akoma Ntoso 3.0 (OASIS LegalDocML): a `doc` with its metadata, its head and its numbered text.

Every element that is a paragraph of ours carries its lineage: GUID is the UUID, wId the same as one word; both are the
same in every version. Its eId says where it stands in this one (sec_2__para_2-1).
"""

from xml.etree import ElementTree

from drafts.domain.paper.content import HeadRow

from ..copy import Copy
from ..tree import holdable
from .body import Body
from .meta import meta
from .words import made, put

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def write(copy: Copy) -> bytes:
    """The document in UTF-8. To be called in the paper's language."""
    root = made("akomaNtoso", xmlns=NAMESPACE)
    document = put(root, "doc", name="policy")
    document.append(meta(copy))
    document.append(preface(copy))
    body = put(document, "mainBody")
    body.set("xml:lang", holdable(copy.policy.language))
    Body(copy.paragraphs).fill(body)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n"


def preface(copy: Copy) -> ElementTree.Element:
    """What the text is called, that it is a draft or a proposal, and the head table, a line a paragraph."""
    element = made("preface")
    element.set("xml:lang", copy.language)
    put(put(element, "p"), "docType", words=copy.kind)
    title = put(put(element, "p"), "docTitle", words=copy.title)
    title.set("xml:lang", holdable(copy.policy.language))
    if copy.policy.diary_number:
        put(put(element, "p"), "docNumber", words=copy.policy.diary_number)
    put(put(element, "p"), "docStatus", words=copy.mark or copy.edition)
    for row in copy.head:
        put(element, "p", **{"class": "head"}, words=f"{row.label}: {value(row)}")
    return element


def value(row: HeadRow) -> str:
    """A value of the head table as one run of words."""
    return ", ".join(filter(None, [row.strong, row.value]))
