// What the keys do to blocks: split, join, indent, move. A block that is joined to another is remembered there.
import { Extension, NodeSelection, Selection, TextSelection, goToNextCell, isInTable } from "../../vendor/editor.js";
import { ITEMS } from "./schema.js";

const MOST_LEVELS = 6;

// The top-level blocks that the selection touches: {node, pos, index}.
export function selectedBlocks(state) {
  const { $from, $to } = state.selection;
  const found = [];
  let pos = 0;
  state.doc.forEach((node, offset, index) => {
    if (index >= $from.index(0) && index <= ($to.depth ? $to.index(0) : $to.index(0) - 1)) found.push({ node, pos: offset, index });
    pos += node.nodeSize;
  });
  return found;
}

// A change of blocks is undone by itself, not together with the typing before it.
const alone = (tr) => tr.setMeta("closeHistory$", true);

function place(state) {
  const { $from, empty } = state.selection;
  if ($from.depth !== 1 || $from.parent.type.name !== "para") return null;
  return { $from, empty, node: $from.parent, pos: $from.before(1), index: $from.index(0) };
}

// Enter: the words after the cursor become a block of their own, split from this one.
function split({ state, dispatch }) {
  if (isInTable(state)) return lineBreak({ state, dispatch });
  const at = place(state);
  if (!at) return false;
  const { kind, level } = at.node.attrs;
  if (kind === "note") return lineBreak({ state, dispatch });
  if (ITEMS.includes(kind) && !at.node.content.size) return outdented({ state, dispatch });
  const tr = alone(state.tr).deleteSelection();
  const $cut = tr.selection.$from;
  const node = $cut.parent;
  const pos = $cut.before(1);
  const made = { ...node.attrs, lineage: null, merged: [], origin: null, marker: "" };
  if (!$cut.parentOffset && node.content.size) tr.insert(pos, node.type.create(made));
  else {
    const second = { ...made, kind: ["heading", "quote"].includes(kind) && $cut.parentOffset === node.content.size ? "paragraph" : kind };
    if (kind === "heading") Object.assign(second, { kind: "paragraph", level: 0 });
    if (second.kind === "paragraph" && kind === "quote") second.level = level;
    if ($cut.parentOffset < node.content.size) second.origin = node.attrs.lineage;
    tr.split($cut.pos, 1, [{ type: node.type, attrs: second }]);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
}

function lineBreak({ state, dispatch }) {
  const { $from } = state.selection;
  if (!(state.selection instanceof TextSelection)) return isInTable(state); // several cells: no line to break
  if (!$from.parent.inlineContent || $from.parent.attrs.kind === "heading") return false;
  dispatch?.(state.tr.replaceSelectionWith(state.schema.nodes.hardBreak.create()).scrollIntoView());
  return true;
}

// Backspace at the start joins this block to the one before, Delete at the end the next one to this.
function joinBefore({ state, dispatch }) {
  const at = place(state);
  if (!at || !at.empty || at.$from.parentOffset) return false;
  if (at.node.attrs.kind === "note") return true;
  const before = at.index && state.doc.child(at.index - 1);
  const item = ITEMS.includes(at.node.attrs.kind);
  if (item && !(before && ITEMS.includes(before.attrs.kind))) return outdented({ state, dispatch });
  if (!before) return true;
  return joined({ state, dispatch }, at.pos - before.nodeSize, before, at.node);
}

function joinNext({ state, dispatch }) {
  const at = place(state);
  if (!at || !at.empty || at.$from.parentOffset < at.node.content.size) return false;
  const next = at.index + 1 < state.doc.childCount && state.doc.child(at.index + 1);
  return next ? joined({ state, dispatch }, at.pos, at.node, next) : true;
}

function joined({ state, dispatch }, pos, first, second) {
  const next = pos + first.nodeSize;
  const tr = alone(state.tr);
  if (first.type.name !== "para" || second.type.name !== "para" || second.attrs.kind === "note") {
    const whole = first.type.name === "para" ? next : pos;
    if (first.type.name === "para" && !first.content.size) tr.delete(pos, next);
    else tr.setSelection(NodeSelection.create(tr.doc, whole));
  } else if (!first.content.size) tr.delete(pos, next);
  else {
    tr.delete(next - 1, next + 1);
    if (second.content.size) {
      const merged = [...first.attrs.merged, second.attrs.lineage, ...second.attrs.merged];
      tr.setNodeMarkup(pos, null, { ...first.attrs, merged });
      tr.setSelection(TextSelection.create(tr.doc, next - 1));
    }
  }
  dispatch?.(tr.scrollIntoView());
  return true;
}

// Tab and Shift+Tab: a list item one level down or up; at the outermost level Shift+Tab makes it a paragraph.
function indented({ state, dispatch }) {
  return relevelled(state, dispatch, (level) => Math.min(level + 1, MOST_LEVELS));
}

function outdented({ state, dispatch }) {
  return relevelled(state, dispatch, (level) => level - 1);
}

function relevelled(state, dispatch, change) {
  const items = selectedBlocks(state).filter(({ node }) => ITEMS.includes(node.attrs.kind));
  if (!items.length) return false;
  const tr = state.tr;
  for (const { node, pos } of items) {
    const level = change(node.attrs.level);
    const out = level < 1 ? { kind: "paragraph", level: 0, marker: "" } : { level };
    tr.setNodeMarkup(pos, null, { ...node.attrs, ...out });
  }
  dispatch?.(tr);
  return true;
}

// Alt with an arrow: the blocks change places with the one before or after.
export function moveBlocks(state, dispatch, up) {
  const blocks = selectedBlocks(state);
  const edge = up ? blocks[0]?.index - 1 : blocks.at(-1)?.index + 1;
  const other = edge >= 0 && state.doc.maybeChild(edge);
  if (!other) return !!blocks.length;
  const start = blocks[0].pos;
  const end = blocks.at(-1).pos + blocks.at(-1).node.nodeSize;
  const tr = alone(state.tr);
  const { anchor, head } = state.selection;
  const by = up ? -other.nodeSize : other.nodeSize;
  const selected = state.selection instanceof NodeSelection;
  if (up) tr.delete(start - other.nodeSize, start).insert(end - other.nodeSize, other);
  else tr.delete(end, end + other.nodeSize).insert(start, other);
  tr.setSelection(selected ? NodeSelection.create(tr.doc, anchor + by) : TextSelection.between(tr.doc.resolve(anchor + by), tr.doc.resolve(head + by)));
  dispatch?.(tr.scrollIntoView());
  return true;
}

// The block that begins at `from` is put before the block at `index`.
export function moveTo(state, dispatch, from, index) {
  const node = state.doc.nodeAt(from);
  let to = 0;
  for (let at = 0; at < index; at++) to += state.doc.child(at).nodeSize;
  if (!node || (to >= from && to <= from + node.nodeSize)) return false;
  const tr = alone(state.tr).delete(from, from + node.nodeSize);
  const target = tr.mapping.map(to);
  tr.insert(target, node);
  tr.setSelection(Selection.near(tr.doc.resolve(target + 1)));
  dispatch(tr.scrollIntoView());
  return true;
}

// Kind and level of every block of words in the selection.
export function setKind(state, dispatch, kind, level = 0) {
  const tr = state.tr;
  for (const { node, pos } of selectedBlocks(state)) {
    if (node.type.name !== "para" || node.attrs.kind === "note") continue;
    const depth = kind === "heading" ? level : ITEMS.includes(kind) ? Math.max(1, ITEMS.includes(node.attrs.kind) ? node.attrs.level : 1) : 0;
    tr.setNodeMarkup(pos, null, { ...node.attrs, kind, level: depth, marker: "" });
  }
  dispatch(tr);
}

export const Keys = Extension.create({
  name: "keys",
  priority: 2000,
  addStorage: () => ({ leaving: false }),
  addKeyboardShortcuts() {
    const run = (command) => () => command({ state: this.editor.state, dispatch: this.editor.view.dispatch });
    const kind = (...what) => () => (setKind(this.editor.state, this.editor.view.dispatch, ...what), true);
    const tab = (command, cells) => () => {
      if (this.storage.leaving) return false;
      if (isInTable(this.editor.state)) return goToNextCell(cells)(this.editor.state, this.editor.view.dispatch);
      return run(command)();
    };
    return {
      Enter: run(split),
      "Shift-Enter": () => run(lineBreak)() || true,
      Backspace: run(joinBefore),
      "Mod-Backspace": run(joinBefore),
      Delete: run(joinNext),
      Tab: tab(indented, 1),
      "Shift-Tab": tab(outdented, -1),
      Escape: () => ((this.storage.leaving = true), false),
      "Alt-ArrowUp": () => moveBlocks(this.editor.state, this.editor.view.dispatch, true),
      "Alt-ArrowDown": () => moveBlocks(this.editor.state, this.editor.view.dispatch, false),
      "Mod-Alt-0": kind("paragraph"),
      "Mod-Alt-1": kind("heading", 1),
      "Mod-Alt-2": kind("heading", 2),
      "Mod-Alt-3": kind("heading", 3),
      "Mod-Shift-7": kind("ordered"),
      "Mod-Shift-8": kind("bullet"),
      "Mod-Shift-9": kind("quote"),
    };
  },
  onSelectionUpdate() {
    this.storage.leaving = false;
  },
});
