"""Insertions and deletions on paper: in words as well as in line, since tags for them say nothing aloud."""

import re
from collections.abc import Iterable
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .typography import tied

BLOCKS = ("table", "quote", "code")


class Span(Protocol):
    """A stretch of a comparison: op is "=", "-" or "+"."""

    op: str
    text: str


def marked(spans: Iterable[Span]) -> SafeString:
    """One paragraph with what went and what came: "[Deleted: …] [New: …]"."""
    groups = _whole(_swallowed(_groups(spans)))
    out = ""
    for kept, gone, came in groups:
        out += tied(kept) if kept else _joined(_said(gone, "del", _("Deleted:")), _said(came, "ins", _("New:")))
    return mark_safe(re.sub(r" {2,}", " ", out).strip())


def came(kind: str, html: str, label: str = "") -> SafeString:
    """A paragraph that was not there before."""
    return _around(kind, html, "ins", label or _("New paragraph:"))


def went(kind: str, html: str, label: str = "") -> SafeString:
    """A paragraph that is there no longer."""
    return _around(kind, html, "del", label or _("Deleted paragraph:"))


def replaced(kind: str, before: str, after: str) -> SafeString:
    """A table, a quote or a block of code, old and new whole."""
    return mark_safe(_around(kind, before, "del", _("Deleted:")) + _around(kind, after, "ins", _("New:")))


def _around(kind: str, html: str, tag: str, label: str) -> SafeString:
    if kind in BLOCKS:
        form = '<p class="mark">[{label}]</p><div class="{tag}">{html}</div>'
    else:
        form = (
            '<{tag}><span class="mark">[{label}\xa0</span><span class="words">{html}</span>'
            '<span class="mark">]</span></{tag}>'
        )
    return format_html(form, tag=mark_safe(tag), label=label, html=mark_safe(html))


def _groups(spans: Iterable[Span]) -> list[list[str]]:
    """[kept, gone, came]: neighbouring changes are one."""
    groups: list[list[str]] = []
    for span in spans:
        if span.op == "=":
            groups.append([span.text, "", ""])
            continue
        if not groups or groups[-1][0]:
            groups.append(["", "", ""])
        groups[-1][1 if span.op == "-" else 2] += span.text
    return [group for group in groups if any(group)]


def _swallowed(groups: list[list[str]]) -> list[list[str]]:
    """A single word between two changes goes with them: easier to read than three short marks."""
    out: list[list[str]] = []
    for i, group in enumerate(groups):
        lonely = group[0] and len(re.findall(r"\w+", group[0])) <= 1 and 0 < i < len(groups) - 1
        parts = ["", group[0], group[0]] if lonely else group
        if out and not parts[0] and not out[-1][0]:
            out[-1][1] += parts[1]
            out[-1][2] += parts[2]
        else:
            out.append(list(parts))
    return out


def _whole(groups: list[list[str]]) -> list[list[str]]:
    """Where less than a third of the words stand, the paragraph is shown as replaced whole."""
    kept = sum(len(group[0].split()) for group in groups)
    before = "".join(group[0] + group[1] for group in groups)
    after = "".join(group[0] + group[2] for group in groups)
    if kept and kept * 3 < max(len(before.split()), len(after.split())):
        return [["", before, after]]
    return groups


def _said(text: str, tag: str, label: str) -> str:
    """The words with their mark; blanks stay outside it, and a comma that begins it keeps its place."""
    words = text.strip()
    if not words:
        return " " if text else ""
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    words = re.sub(r"^([,.;:]) ", "\\1\xa0", words)
    return before + _around("paragraph", tied(words), tag, label) + after


def _joined(gone: str, came: str) -> str:
    if not gone.strip() or not came.strip():
        return gone or came
    return gone.rstrip() + " " + came.lstrip() if gone[0] != " " else " " + gone.strip() + " " + came.lstrip()
