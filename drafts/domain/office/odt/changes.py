"""Tracked changes of an OpenDocument text: who changed what, and the text with some people's changes taken."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from drafts.domain.office.tracked import Change, Taken

from .names import ID, get, local, name, words

# What LibreOffice writes for none.
NO_DATE = "1970-01-01"
PLACE = "samrad-place"
STARTS, ENDS, POINTS = name("text:change-start"), name("text:change-end"), name("text:change")
PROSE = (name("text:p"), name("text:h"))
# What goes as a whole when it lies in words that are not there.
WHOLE = {"note", "annotation", "frame", "s", "tab", "line-break", "custom-shape", "a", "bookmark", "bookmark-start"}


@dataclass(frozen=True)
class Region:
    """What one change is; `removed` are the paragraphs that it took out."""

    kind: str
    author: str
    at: str
    removed: tuple[Element, ...] = ()


def number(text: Element) -> None:
    """Gives every paragraph its place, those in the list of removed words, too."""
    for at, paragraph in enumerate(each for each in text.iter() if each.tag in PROSE):
        paragraph.set(PLACE, str(at))


def regions(text: Element) -> dict[str, Region]:
    found = {}
    for each in text.iter(name("text:changed-region")):
        kind = next((part for part in each if local(part) in ("insertion", "deletion")), None)
        if kind is None:
            continue
        about = kind.find(name("office:change-info"))
        author = about.findtext(name("dc:creator"), "") if about is not None else ""
        at = about.findtext(name("dc:date"), "") if about is not None else ""
        at = "" if at.startswith(NO_DATE) else at
        removed = tuple(part for part in kind if local(part) != "change-info")
        found[each.get(ID) or get(each, "text:id")] = Region(local(kind), author, at, removed)
    return found


def changes(text: Element) -> list[Change]:
    """The changes of words, with the paragraphs that they touch."""
    known, found, open_now = regions(text), [], set()
    for paragraph in (each for each in text.iter() if each.tag in PROSE):
        here = int(paragraph.get(PLACE, "0"))
        touching = set(open_now)
        for mark in paragraph.iter():
            id = get(mark, "text:change-id")
            if mark.tag in (STARTS, POINTS):
                touching.add(id)
            if mark.tag == STARTS:
                open_now.add(id)
            elif mark.tag == ENDS:
                open_now.discard(id)
        found += [Change(known[id].author, known[id].at, here) for id in sorted(touching) if id in known]
    return found + [Change(region.author, region.at, place) for region in known.values() for place in places_in(region)]


def places_in(region: Region) -> Iterator[int]:
    """The places of the paragraphs that were taken out behind the first, which belongs to where the words were."""
    paragraphs = [each for part in region.removed for each in part.iter() if each.tag in PROSE]
    return (int(each.get(PLACE, "0")) for each in paragraphs[1:])


def settle(text: Element, taken: Taken) -> None:
    """Makes it one plain text: the changes of those that `taken` says are in it, others' are not."""
    known = regions(text)
    text[:] = [each for each in text if local(each) != "tracked-changes"]
    out = {id for id, region in known.items() if not taken(region.author)}
    _Restoring({id: known[id] for id in out if known[id].kind == "deletion"}).go(text)
    _Removing({id for id in out if known[id].kind == "insertion"}).go(text)


class _Restoring:
    """Puts removed words back where they stood."""

    def __init__(self, removed: dict[str, Region]) -> None:
        self.removed = removed

    def go(self, parent: Element) -> None:
        at = 0
        while at < len(parent):
            child = parent[at]
            if child.tag in PROSE:
                at += self._paragraph(parent, at)
            elif child.tag == POINTS and get(child, "text:change-id") in self.removed:
                back = copy.deepcopy(list(self.removed[get(child, "text:change-id")].removed))
                parent[at : at + 1] = back
                at += len(back)
            else:
                self.go(child)
                at += 1

    def _paragraph(self, parent: Element, at: int) -> int:
        """Works on one paragraph; how many stand in its place."""
        paragraph, count = parent[at], 1
        for holder in list(paragraph.iter()):
            for mark in [each for each in holder if each.tag == POINTS]:
                region = self.removed.get(get(mark, "text:change-id"))
                if region is None:
                    continue
                back = copy.deepcopy(list(region.removed))
                if holder is paragraph and len(back) > 1 and all(each.tag in PROSE for each in back):
                    rest = self._split(paragraph, mark, back)
                    parent[at + count : at + count] = rest
                    return count + self._paragraph(parent, at + len(rest)) + len(rest) - 1
                self._inline(holder, mark, back)
        return count

    def _inline(self, holder: Element, mark: Element, back: list[Element]) -> None:
        """The words of the first paragraph at the mark, those of others behind a space."""
        at = list(holder).index(mark)
        new = Element(name("text:span"))
        for each in back:
            span = Element(name("text:span"))
            span.text, span[:] = each.text, list(each)
            span.tail = " " if each is not back[-1] else None
            new.append(span)
        new.tail = mark.tail
        holder[at] = new

    def _split(self, paragraph: Element, mark: Element, back: list[Element]) -> list[Element]:
        """Parts the paragraph at the mark: its beginning gets the first words back, its end comes behind the last."""
        children = list(paragraph)
        at = children.index(mark)
        last = back[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + (mark.tail or "")
        else:
            last.text = (last.text or "") + (mark.tail or "")
        last.extend(children[at + 1 :])
        paragraph[:] = children[:at]
        span = Element(name("text:span"))
        span.text, span[:] = back[0].text, list(back[0])
        paragraph.append(span)
        return back[1:]


class _Removing:
    """Takes added words out; a paragraph whose beginning was added runs on from the one before."""

    def __init__(self, added: set[str]) -> None:
        self.added = added
        self.open: set[str] = set()
        self.last: Element | None = None

    def go(self, parent: Element) -> None:
        kept = []
        for child in list(parent):
            if child.tag in PROSE:
                kept += self._paragraph(child)
            else:
                self._mark(child)
                before = words(child)
                self.go(child)
                if local(child) not in ("table", "table-row") or words(child) or not before:
                    kept.append(child)
        parent[:] = kept

    def _mark(self, child: Element) -> None:
        id = get(child, "text:change-id")
        if child.tag == STARTS and id in self.added:
            self.open.add(id)
        elif child.tag == ENDS:
            self.open.discard(id)

    def _paragraph(self, paragraph: Element) -> list[Element]:
        runs_on = bool(self.open) and self.last is not None
        self._words(paragraph)
        if not runs_on:
            self.last = paragraph
            return [paragraph]
        span = Element(name("text:span"))
        span.text, span[:] = paragraph.text, list(paragraph)
        self.last.append(span)
        self.last.set(PLACE, f"{self.last.get(PLACE, '')} {paragraph.get(PLACE, '')}".strip())
        return []

    def _words(self, element: Element) -> None:
        if self.open:
            element.text = None
        kept = []
        for child in list(element):
            gone = bool(self.open) and local(child) in WHOLE
            self._mark(child)
            if not gone:
                self._words(child)
                kept.append(child)
            if self.open:
                child.tail = None
            elif gone and child.tail:
                span = Element(name("text:span"))
                span.text = child.tail
                kept.append(span)
        element[:] = kept
