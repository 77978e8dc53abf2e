"""The form of the log: one line an entry, whatever a visitor sent."""

import logging
import re

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneLine(logging.Formatter):
    """Control and direction characters are written as escapes; line breaks stay only in tracebacks, indented."""

    def format(self, record: logging.LogRecord) -> str:
        written = CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), super().format(record))
        return written.replace("\n", "\n    ") if record.exc_info or record.stack_info else written.replace("\n", "\\n")
