"""XML from outside, read with limits: no entities, no depth or amount that would take the machine down."""

from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, fromstring
from django.utils.translation import gettext as _

from drafts.exceptions import TextRefused

DEEPEST = 150
MOST = 1_500_000


class Excess(Exception):
    """The markup is deeper or longer than is read."""


class Measure:
    """Counts elements and depth without keeping anything."""

    def __init__(self) -> None:
        self.depth = self.count = 0

    def start(self, tag: str, attributes: dict) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST:
            raise Excess

    def end(self, tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        return None


def parse(data: bytes) -> Element:
    """The root of an XML part. Refused in words when it declares entities, is broken, too deep or too long."""
    try:
        measure = DefusedXMLParser(target=Measure(), forbid_dtd=True)
        measure.feed(data)
        measure.close()
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise TextRefused(
            _("The file declares XML entities, which no word processor writes. It was not read; make it anew.")
        ) from None
    except Excess:
        raise TextRefused(
            _("The file has more parts, or parts deeper inside each other, than is read. Divide or simplify it.")
        ) from None
    except (ParseError, ValueError, LookupError):
        raise TextRefused(_("The file is damaged. Open it, save it anew and try again.")) from None


def written(root: Element) -> bytes:
    """An element as an XML part."""
    return tostring(root, encoding="utf-8", xml_declaration=True)
