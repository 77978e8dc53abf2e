// After a crash, a closed lid or a reload: what a window held unsaved comes back into the text.
import { Selection } from "../../vendor/editor.js";
import { blocksOf } from "./identity.js";
import { replace } from "./others.js";

const PLACE = `samrad-editor ${location.pathname}`;

// What this window holds unsaved, for the page that is loaded next in it; the words themselves are with the server.
export function leaveBehind(sitting, doc, steps) {
  const changed = new Set(steps.map((step) => step.lineage));
  const nodes = blocksOf(doc).filter(({ node }) => changed.has(node.attrs.lineage)).map(({ node }) => node.toJSON());
  try {
    if (steps.length) sessionStorage.setItem(PLACE, JSON.stringify({ sitting, nodes }));
    else sessionStorage.removeItem(PLACE);
  } catch {
    // Without room in the browser there is still the server.
  }
}

export function leftBehind() {
  try {
    const found = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    sessionStorage.removeItem(PLACE);
    return found;
  } catch {
    return null;
  }
}

// Puts the steps of another window into the text, as if they had been written here. `nodes`: blocks that are known.
export function restore(editor, { ledger, read, steps, nodes = [], setTitle }) {
  const { schema } = editor;
  const made = new Map(nodes.map((json) => [json.attrs.lineage, schema.nodeFromJSON(json)]));
  const tr = editor.state.tr.setMeta("addToHistory", false);
  const find = (lineage) => blocksOf(tr.doc).find(({ node }) => node.attrs.lineage === lineage);
  const behind = (lineage) => {
    const before = lineage && find(lineage);
    return before ? before.pos + before.node.nodeSize : lineage ? tr.doc.content.size : 0;
  };
  for (const step of steps) {
    const at = step.lineage && find(step.lineage);
    if (step.do === "title") setTitle(step.text);
    if (step.do === "rewrite" || step.do === "insert") {
      ledger.remember(step.lineage);
      const node = made.get(step.lineage) ?? withOrigin(read(step), step);
      if (at) replace(tr, at, node);
      else tr.insert(step.do === "insert" ? behind(step.after) : tr.doc.content.size, node);
      ledger.seen(step.lineage, step.revision);
    }
    if (step.do === "remove" && at && tr.doc.childCount > 1) {
      tr.delete(at.pos, at.pos + at.node.nodeSize);
      ledger.seen(step.lineage, step.revision);
      const heir = step.merged_into && find(step.merged_into);
      if (heir) tr.setNodeMarkup(heir.pos, null, { ...heir.node.attrs, merged: [...heir.node.attrs.merged, step.lineage] });
    }
    if (step.do === "move" && at) {
      tr.delete(at.pos, at.pos + at.node.nodeSize);
      tr.insert(behind(step.after), at.node);
    }
  }
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(1, tr.doc.content.size))));
  editor.view.dispatch(tr);
}

const withOrigin = (node, step) => node.type.create({ ...node.attrs, origin: step.split_from ?? null }, node.content);
