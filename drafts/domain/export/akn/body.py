"""The text in Akoma Ntoso's hierarchy: sections, paragraphs, lists of points; notes where they are referred to."""

from xml.etree.ElementTree import Element

from drafts.domain.markdown.notes import anchor

from .. import nesting, tree
from ..nesting import Item, Listing
from . import words
from .words import made, put

# Element -> what its eId begins with, after Akoma Ntoso's naming convention.
SHORT = {"section": "sec", "paragraph": "para", "list": "list", "point": "point", "alinea": "al"}


class Body:
    """Fills the main body with the paragraphs of one version."""

    def __init__(self, paragraphs) -> None:
        self.top = nesting.arrange(paragraphs)
        self.notes = {f"#{anchor(label)}": note for label, note in nesting.notes(paragraphs).items()}

    def fill(self, body: Element) -> None:
        """Sections lie in each other by the level of their headings; lists lie in the paragraph before them."""
        open_sections, taken = [(0, body)], False
        for place, node in enumerate(self.top):
            if getattr(node, "kind", "") == "heading":
                while open_sections[-1][0] >= node.level:
                    open_sections.pop()
                section = self.container(open_sections[-1][1], "section", node)
                put(section, "num", words=node.number)
                words.write(put(section, "heading"), tree.read(node.html), self.note)
                open_sections.append((node.level, section))
                taken = False
            elif not isinstance(node, Listing):
                self.paragraph(open_sections[-1][1], node, self.lists_after(place))
                taken = True
            elif not taken:
                self.listing(open_sections[-1][1], node)
        self.left_over(body)
        if not len(body):
            put(body, "p")  # a draft that nobody has written in yet; the schema wants something in it

    def lists_after(self, place: int) -> list:
        """The lists that follow a paragraph at once."""
        found = []
        for node in self.top[place + 1 :]:
            if not isinstance(node, Listing):
                break
            found.append(node)
        return found

    def paragraph(self, parent: Element, each, inside: list) -> None:
        """A paragraph with its number and words, and the lists that belong to it."""
        element = self.container(parent, "paragraph", each)
        put(element, "num", words=each.number)
        self.contents(element, each, inside)

    def listing(self, parent: Element, listing: Listing) -> None:
        """A list; a point's number is the author's own, or a dash, and ours is its title."""
        before = sum(child.tag == "list" for child in parent)
        element = put(parent, "list", eId=self.identity(parent, "list", str(before + 1)))
        for place, item in enumerate(listing.items):
            self.point(element, item, f"{listing.start + place}{listing.delimiter}" if listing.ordered else "–")

    def point(self, parent: Element, item: Item, mark: str) -> None:
        element = self.container(parent, "point", item.head)
        put(element, "num", words=mark, title=item.head.number)
        self.contents(element, item.head, item.inside)

    def contents(self, element: Element, each, inside: list) -> None:
        """Words alone, or words and what lies in them: lists, and paragraphs that continue a point."""
        self.text(put(element, "intro" if inside else "content"), each)
        for node in inside:
            if isinstance(node, Listing):
                self.listing(element, node)
            else:
                continued = self.container(element, "alinea", node)
                put(continued, "num", words=node.number)
                self.text(put(continued, "content"), node)

    def text(self, target: Element, each) -> None:
        """The words of one paragraph, in the blocks that its kind asks for."""
        if each.kind == "code":
            words.preformatted(target, each.text)
            return
        if each.kind == "quote":
            target.set("class", "quote")
        words.blocks(target, tree.read(each.html), self.note)

    def container(self, parent: Element, name: str, each) -> Element:
        """An element that is a paragraph of ours, with its identity."""
        own = each.number.replace(".", "-")
        return put(
            parent, name, eId=self.identity(parent, name, own), wId=lineage_id(each), GUID=str(each.lineage)
        )  # fmt: skip

    def identity(self, parent: Element, name: str, number: str) -> str:
        """An eId: where the element lies, what it is, its number."""
        before = parent.get("eId", "")
        return f"{before}__{SHORT[name]}_{number}" if before else f"{SHORT[name]}_{number}"

    def note(self, address: str) -> Element | None:
        """A note, the first time that it is referred to."""
        found = self.notes.pop(address, None)
        if found is None:
            return None
        element = made(
            "authorialNote", marker=found.marker, placement="bottom",
            eId=f"authorialNote_{found.number}", wId=lineage_id(found), GUID=str(found.lineage),
        )  # fmt: skip
        self.text(element, found)
        return element

    def left_over(self, body: Element) -> None:
        """Notes that nothing refers to, at the end."""
        if not self.notes:
            return
        notes = put(body, "hcontainer", name="notes", eId="hcontainer_notes")
        for each in list(self.notes.values()):
            self.paragraph(notes, each, [])


def lineage_id(each) -> str:
    """The lineage as one word that can begin an id."""
    return f"lineage-{each.lineage.hex}"
