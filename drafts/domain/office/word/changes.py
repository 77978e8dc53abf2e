"""Tracked changes of a Word file: who changed what, and the text with some people's changes taken."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from drafts.domain.office.tracked import Change, Taken

from .names import PLACE, local, places, w

ADDED, REMOVED = {"ins", "moveTo"}, {"del", "moveFrom"}
MARKERS = {
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
}  # fmt: skip
BEFORE = {"pPrChange": "pPr", "tblPrChange": "tblPr", "tcPrChange": "tcPr", "trPrChange": "trPr"}
LOOKS = {*BEFORE.values(), "rPr", "sectPr"}
FORMAT = {*BEFORE, "rPrChange", "sectPrChange", "tblGridChange", "tblPrExChange", "numberingChange"}


def changes(root: Element) -> list[Change]:
    """The changes of words (not of looks) in a part."""
    return list(_changes(root, []))


def _changes(element: Element, around: list[int]) -> Iterator[Change]:
    for child in element:
        name = local(child)
        if name == "p":
            around = list(places(child))
        if name == "tr":
            inside = [place for paragraph in child.iter(w("p")) for place in places(paragraph)]
            row = child.find(w("trPr"))
            if row is not None:
                yield from (_change(mark, place) for mark in row if local(mark) in ("ins", "del") for place in inside)
        elif name in ADDED | REMOVED and around:
            yield _change(child, around[0])
        yield from _changes(child, around)


def _change(element: Element, place: int) -> Change:
    return Change(element.get(w("author"), ""), element.get(w("date"), ""), place)


def settle(root: Element, taken: Taken) -> None:
    """Makes the part one plain text: the changes of those that `taken` says are in it, others' are not."""
    kept = [each for child in list(root) for each in _settled(child, taken)]
    root[:] = _merged(kept, taken) if any(local(child) == "p" for child in kept) else kept


def _settled(child: Element, taken: Taken) -> Iterator[Element]:
    """What stands in the place of one element."""
    name = local(child)
    if name in MARKERS or name in FORMAT or not _stays(child, name, taken):
        return
    if name in LOOKS:
        _restore(child, taken)
        yield child
        return
    settle(child, taken)
    if name in ADDED | REMOVED:
        yield from child
        return
    if name == "delText":
        child.tag = w("t")
    elif name == "delInstrText":
        child.tag = w("instrText")
    yield child


def _stays(child: Element, name: str, taken: Taken) -> bool:
    if name in ADDED | REMOVED:
        return taken(child.get(w("author"), "")) == (name in ADDED)
    marks = child.find(w("trPr")) if name == "tr" else child.find(w("tcPr")) if name == "tc" else None
    for mark in marks if marks is not None else ():
        if local(mark) in ("ins", "cellIns", "del", "cellDel"):
            added = local(mark) in ("ins", "cellIns")
            if taken(mark.get(w("author"), "")) != added:
                return False
    return True


def _restore(properties: Element, taken: Taken) -> None:
    """Looks that were changed by somebody whose changes are not taken become what they were."""
    for mark in list(properties):
        if local(mark) in FORMAT and local(mark) in BEFORE and not taken(mark.get(w("author"), "")):
            old = mark.find(w(BEFORE[local(mark)]))
            own = [each for each in properties if local(each) in ("rPr", "ins", "del", "sectPr")]
            properties[:] = [*(old if old is not None else ()), *own]
            return


def _merged(children: list[Element], taken: Taken) -> list[Element]:
    """Paragraphs whose end was taken away run on into the next one."""
    merged: list[Element] = []
    waiting: Element | None = None
    for child in children:
        if local(child) != "p":
            if waiting is not None and local(child) in ("tbl", "sdt", "sectPr"):
                merged.append(waiting)
                waiting = None
            merged.append(child)
            continue
        if waiting is not None:
            _prepend(waiting, child)
            waiting = None
        if _ends(child, taken):
            merged.append(child)
        elif _content(child):
            waiting = child
    return merged if waiting is None else [*merged, waiting]


def _ends(paragraph: Element, taken: Taken) -> bool:
    """Whether the paragraph's mark is there."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    for change in mark if mark is not None else ():
        name = local(change)
        if name in ADDED | REMOVED and taken(change.get(w("author"), "")) != (name in ADDED):
            return False
    return True


def _content(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if local(child) != "pPr"]


def _prepend(first: Element, second: Element) -> None:
    """The words of `first` before those of `second`, which keeps its looks unless it has no words."""
    looks = second.find(w("pPr"))
    if not _content(second):
        looks = first.find(w("pPr"))
        mark = second.find(f"{w('pPr')}/{w('rPr')}")
        if looks is not None:
            looks[:] = [each for each in looks if local(each) != "rPr"] + ([mark] if mark is not None else [])
    words = [*_content(first), *_content(second)]
    second[:] = [*([looks] if looks is not None else []), *words]
    second.set(PLACE, f"{first.get(PLACE, '')} {second.get(PLACE, '')}".strip())
