// A split or a join of blocks that met a change of somebody else is taken back, so that no words are lost or doubled:
// the halves that nobody has saved become one again, what was joined stands by itself as it is saved.
import { blocksOf } from "./identity.js";

const at = (doc, lineage) => blocksOf(doc).find(({ node }) => node.attrs.lineage === lineage);

// Takes back what can be of the blocks with these lineages; returns those that it has taken back.
export function takeBack(editor, ledger, lineages) {
  const tr = editor.state.tr.setMeta("addToHistory", false);
  const done = new Set();
  for (const lineage of lineages) {
    const heir = blocksOf(tr.doc).find(({ node }) => node.attrs.merged.includes(lineage));
    if (heir && parted(tr, ledger, heir.node.attrs.lineage, lineage)) done.add(lineage).add(heir.node.attrs.lineage);
    for (const each of at(tr.doc, lineage)?.node.attrs.merged ?? []) {
      if (parted(tr, ledger, lineage, each)) done.add(lineage).add(each);
    }
    if (made(tr, ledger, lineage)) done.add(lineage);
  }
  if (tr.docChanged) editor.view.dispatch(tr);
  return done;
}

// A block as others have it comes in place of one that others were joined to: those are there again.
export function bringBack(editor, ledger, lineage) {
  const tr = editor.state.tr.setMeta("addToHistory", false);
  for (const each of [...(at(tr.doc, lineage)?.node.attrs.merged ?? [])].reverse()) parted(tr, ledger, lineage, each, false);
  if (tr.docChanged) editor.view.dispatch(tr);
}

// One that was joined stands by itself again; `cut`: only when its words end the other, from which they are taken.
function parted(tr, ledger, lineage, joined, cut = true) {
  const { node, pos } = at(tr.doc, lineage);
  const own = ledger.get(joined)?.node;
  if (!own || at(tr.doc, joined)) return false;
  const end = node.content.size - own.content.size;
  if (cut && (end < 0 || !node.content.cut(end).eq(own.content))) return false;
  tr.insert(pos + node.nodeSize, own);
  if (cut) tr.delete(pos + 1 + end, pos + node.nodeSize - 1);
  tr.setNodeMarkup(pos, null, { ...node.attrs, merged: node.attrs.merged.filter((each) => each !== joined) });
  return true;
}

// The halves that follow a block and were split from it, and that the server has not: one block again.
function made(tr, ledger, lineage) {
  const family = new Set([lineage]);
  const first = at(tr.doc, lineage);
  while (first) {
    const { node, pos } = at(tr.doc, lineage);
    const next = tr.doc.nodeAt(pos + node.nodeSize);
    const isHalf = next?.type === node.type && family.has(next.attrs.origin) && !ledger.get(next.attrs.lineage);
    if (!isHalf) break;
    family.add(next.attrs.lineage);
    tr.delete(pos + node.nodeSize - 1, pos + node.nodeSize + 1);
  }
  return family.size > 1;
}
