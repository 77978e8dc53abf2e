"""What lies in a PDF, as far as the standard library reads it."""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def streams(pdf: bytes) -> Iterator[bytes]:
    """The streams of the file, unpacked: among them the attached source and the description."""
    for packed in STREAM.findall(pdf):
        try:
            yield zlib.decompressobj().decompress(packed)
        except zlib.error:
            yield packed


def holds(pdf: bytes, words: bytes) -> bool:
    """Whether one of the streams holds the words."""
    return any(words in stream for stream in streams(pdf))
