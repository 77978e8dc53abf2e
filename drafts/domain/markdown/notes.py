"""Footnote definitions as a block rule: `[^label]: text`, continued by lines set in four spaces."""

import re

DEFINITION = re.compile(r"\[\^([^\s\[\]]{1,40})\]:[ \t]*")
REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,40})\](?!:)")
ANCHOR = re.compile(r"<(?:a|sup)\b[^<>]*?\sid=[\"']?([A-Za-z][\w.-]{0,60})", re.A)


def note_rule(state, start: int, end: int, silent: bool) -> bool:
    """Reads one definition. The parser's own rule would take a one-word note for a link definition."""
    begin = state.bMarks[start] + state.tShift[start]
    found = DEFINITION.match(state.src, begin, state.eMarks[start])
    if not found:
        return False
    if silent:
        return True
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType, state.blkIndent
    token = state.push("note_open", "", 1)
    token.info, token.map = found[1], [start, start + 1]
    state.bMarks[start], state.tShift[start] = found.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType, state.blkIndent = kept
    state.push("note_close", "", -1)
    return True


def anchor(label: str) -> str:
    """The fragment of a note's address."""
    return "note-" + re.sub(r"[^\w-]", "-", label)


def anchors(blocks) -> frozenset[str]:
    """What links inside the text may point at: the notes' labels, and the ids set in raw HTML."""
    labels = {block.marker for block in blocks if block.kind == "note"}
    return frozenset(labels.union(*(ANCHOR.findall(block.text) for block in blocks)))
