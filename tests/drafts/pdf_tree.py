"""Reads a PDF as a screen reader does: the tag tree in reading order, and what lies outside it."""

from collections import Counter
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject


class Tree:
    """tags: how often each tag; elements: every structure element; marked and reached: (page, MCID) of the content."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(BytesIO(data))
        self.root = self.reader.trailer["/Root"]
        self.pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)}
        self.elements: list[DictionaryObject] = []
        self.reached: set[tuple[int, int]] = set()
        self._walk(self.root["/StructTreeRoot"]["/K"], 0)
        self.tags = Counter(element["/S"] for element in self.elements)
        self.marked: set[tuple[int, int]] = set()
        self.artifacts: list[str] = []
        for number, page in enumerate(self.reader.pages):
            self._read(page, number)

    def _walk(self, kid, page: int) -> None:
        if isinstance(kid, IndirectObject):
            kid = kid.get_object()
        if isinstance(kid, int):
            self.reached.add((page, int(kid)))
        elif isinstance(kid, list):
            for one in kid:
                self._walk(one, page)
        elif kid.get("/Type") != "/OBJR":
            if "/Pg" in kid:
                page = self.pages[kid.raw_get("/Pg").idnum]
            self.elements.append(kid)
            self._walk(kid.get("/K", []), page)

    def _read(self, page, number: int) -> None:
        """Which content is marked, and that nothing is drawn outside a mark."""
        open_marks: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
            if operator == b"BDC" and "/MCID" in operands[1]:
                self.marked.add((number, int(operands[1]["/MCID"])))
                open_marks.append("content")
            elif operator in (b"BDC", b"BMC"):
                open_marks.append(str(operands[0]))
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in (b"Tj", b"TJ", b"f", b"S", b"Do") and not open_marks:
                self.artifacts.append(f"unmarked {operator!r} on page {number + 1}")

    def fonts(self) -> list[DictionaryObject]:
        """Every font's descriptor."""
        found = []
        for page in self.reader.pages:
            for font in page["/Resources"]["/Font"].values():
                font = font.get_object()
                found.append(font["/DescendantFonts"][0].get_object()["/FontDescriptor"])
        return found

    def words(self) -> str:
        """All text, white space evened out, words that were divided at a line's end put together."""
        text = "\n".join(page.extract_text() for page in self.reader.pages)
        return " ".join(text.replace("-\n", "-").split())
