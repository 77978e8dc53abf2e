// What others have saved comes into the blocks that are not touched here; a touched one keeps its words.
import { blocksOf } from "./identity.js";
import { alike, hasWords } from "./ledger.js";

// Takes an answer of the server in; returns the lineages of the blocks that have become `other`, and of those that were
// removed there and are `kept`, since they are written in here. What was removed here and changed there comes back
// (an emptied one at once when it is in `back`); what was changed on both sides stays as it is until it is saved.
export function takeIn(editor, ledger, read, answer, back = new Set()) {
  const tr = editor.state.tr.setMeta("addToHistory", false).setMeta("fromOthers", true);
  const other = [];
  const kept = [];
  const moving = ledger.steps(tr.doc).some((step) => step.do === "move");
  for (const lineage of answer.removed ?? []) if (!remove(tr, ledger, lineage)) kept.push(lineage);
  for (const paragraph of answer.changed ?? []) {
    if (change(tr, ledger, read, paragraph, answer.order, back)) other.push(paragraph.lineage);
  }
  if (answer.order) {
    ledger.setOrder(answer.order);
    if (!moving) arrange(tr, answer.order);
  }
  if (tr.docChanged) editor.view.dispatch(tr);
  return { other, kept };
}

const find = (tr, lineage) => blocksOf(tr.doc).find(({ node }) => node.attrs.lineage === lineage);

function remove(tr, ledger, lineage) {
  const saved = ledger.get(lineage);
  const at = find(tr, lineage);
  if (saved && at && !alike(at.node, saved.node)) {
    ledger.lose(lineage);
    return false;
  }
  ledger.forget(lineage);
  if (!at || !saved) return true;
  if (tr.doc.childCount < 2) return false;
  tr.delete(at.pos, at.pos + at.node.nodeSize);
  return true;
}

function change(tr, ledger, read, paragraph, order, back) {
  const { lineage } = paragraph;
  const saved = ledger.get(lineage);
  const at = find(tr, lineage);
  if (saved && ["revision", "text", "kind", "level", "marker"].every((each) => saved[each] === paragraph[each])) return false;
  const isGivenUp = back.has(lineage) && at && !hasWords(at.node);
  if (at && !isGivenUp && !(saved && alike(at.node, saved.node))) return false;
  const node = read(paragraph);
  if (at) replace(tr, at, node);
  else if (!insert(tr, node, order ?? ledger.order())) return false;
  ledger.note(paragraph, node);
  return true;
}

// A block gives way to another; of words only the part that differs, so that a cursor in them stays.
export function replace(tr, { node, pos }, other) {
  if (node.type !== other.type || node.type.name !== "para") return tr.replaceWith(pos, pos + node.nodeSize, other);
  if (!node.sameMarkup(other)) tr.setNodeMarkup(pos, null, { ...node.attrs, ...other.attrs, origin: node.attrs.origin, merged: node.attrs.merged });
  const start = node.content.findDiffStart(other.content);
  if (start === null) return tr;
  let { a, b } = node.content.findDiffEnd(other.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  return tr.replace(pos + 1 + start, pos + 1 + a, other.slice(start, b));
}

// A new block of somebody else comes after the one it follows; false when that is not on this page.
function insert(tr, node, order) {
  if (!order) return false;
  for (let at = order.indexOf(node.attrs.lineage) - 1; at >= 0; at--) {
    const before = find(tr, order[at]);
    if (before) return tr.insert(before.pos + before.node.nodeSize, node);
  }
  const isWhole = find(tr, order[order.indexOf(node.attrs.lineage) + 1]);
  return isWhole ? tr.insert(isWhole.pos, node) : false;
}

// The blocks in the order of the server; those that it does not know stay behind the one before them.
function arrange(tr, order) {
  const rank = new Map(order.map((lineage, at) => [lineage, at]));
  let last = -1;
  const wanted = blocksOf(tr.doc).map(({ node }, at) => {
    last = rank.get(node.attrs.lineage) ?? last;
    return { lineage: node.attrs.lineage, last, at };
  });
  wanted.sort((a, b) => a.last - b.last || a.at - b.at);
  wanted.forEach(({ lineage }, index) => {
    const target = blocksOf(tr.doc)[index];
    if (target.node.attrs.lineage === lineage) return;
    const from = find(tr, lineage);
    tr.delete(from.pos, from.pos + from.node.nodeSize).insert(target.pos, from.node);
  });
}
