// Keeps every block's identity through whatever is done to the text: no two blocks with one lineage, none without,
// and numbered items that count on.
import { Extension, Plugin, PluginKey } from "../../vendor/editor.js";
import { ITEMS } from "./schema.js";

const KEY = new PluginKey("identity");
// A new lineage; a page that came without encryption has no randomUUID.
export const fresh = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

// A row of the blocks of a document with their places.
export function blocksOf(doc) {
  const blocks = [];
  doc.forEach((node, pos) => blocks.push({ node, pos }));
  return blocks;
}

const isOrdered = (node) => node.attrs.kind === "ordered";
const value = (node) => parseInt(node.attrs.marker, 10) || 0;

// For each numbered item the one that it follows in its list, if any, and the first of that list.
function countedLists(doc) {
  const found = new Map();
  const open = []; // by level: the last numbered item there
  doc.forEach((node) => {
    const { level, lineage } = node.attrs;
    if (!isOrdered(node)) {
      const inside = node.attrs.kind !== "heading" && node.attrs.kind !== "bullet" ? level + 1 : level;
      open.length = Math.min(open.length, node.attrs.kind === "heading" ? 0 : Math.max(inside, 0));
      return;
    }
    open.length = Math.min(open.length, level + 1);
    const before = open[level];
    found.set(lineage, { before, follows: !!before && value(node) === value(before) + 1, first: before ? found.get(before.attrs.lineage).first : node });
    open[level] = node;
  });
  return found;
}

function mended(transactions, before, after, ledger) {
  const tr = after.tr;
  const seen = new Set();
  for (const { node, pos } of blocksOf(after.doc)) {
    let { lineage } = node.attrs;
    const { origin } = node.attrs;
    if (!lineage || seen.has(lineage) || !ledger.hasEverHad(lineage)) {
      const copied = seen.has(lineage) && lineage;
      lineage = fresh();
      for (const from of [origin, copied]) if (from) ledger.came(lineage, from);
      ledger.remember(lineage);
      tr.setNodeMarkup(pos, null, { ...node.attrs, lineage, merged: [] });
    }
    seen.add(lineage);
  }
  if (transactions.some((each) => each.getMeta("history$"))) return tr.docChanged ? tr : null;
  levelled(tr);
  counted(tr, before.doc);
  return tr.docChanged ? tr : null;
}

// An item lies at most one level below the block before it; what continues an item needs one.
function levelled(tr) {
  let depth = 0;
  for (const { node, pos } of blocksOf(tr.doc)) {
    const kind = node.attrs.kind;
    if (kind === "heading") depth = 0;
    if (kind === "heading" || kind === "note") continue;
    const level = ITEMS.includes(kind) ? Math.min(Math.max(node.attrs.level, 1), depth + 1) : Math.min(node.attrs.level, depth);
    if (level !== node.attrs.level) tr.setNodeMarkup(pos, null, { ...node.attrs, level });
    depth = level;
  }
}

// A numbered item that followed another, or is new, follows the one that stands before it now.
function counted(tr, before) {
  const blocks = blocksOf(tr.doc).filter(({ node }) => isOrdered(node));
  if (!blocks.length) return;
  const was = countedLists(before);
  let now = countedLists(tr.doc);
  for (const { node, pos } of blocks) {
    const old = was.get(node.attrs.lineage);
    const before = now.get(node.attrs.lineage).before;
    if (old && !old.follows && node.attrs.marker) continue;
    const wanted = before ? value(before) + 1 : old ? value(old.first) : 1;
    if (value(node) === wanted && node.attrs.marker) continue;
    const sign = (before ?? node).attrs.marker.endsWith(")") ? ")" : ".";
    tr.setNodeMarkup(pos, null, { ...tr.doc.nodeAt(pos).attrs, marker: `${wanted}${sign}` });
    now = countedLists(tr.doc);
  }
}

export const identity = (ledger) =>
  Extension.create({
    name: "identity",
    addProseMirrorPlugins: () => [
      new Plugin({
        key: KEY,
        appendTransaction: (transactions, before, after) =>
          transactions.some((each) => each.docChanged) ? mended(transactions, before, after, ledger) : null,
      }),
    ],
  });
