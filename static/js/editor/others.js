// What others have saved comes into the blocks that are not touched here; a touched one keeps its words.
import { blocksOf } from "./identity.js";
import { alike } from "./ledger.js";

// Takes an answer of the server in; returns the lineages of the blocks that have become `other`, and of those that were
// removed there and are `kept`, since they are written in here. What others split or joined and somebody has written
// in here stays as it is, all of it: `behind` is true then, until a save has brought it up. So does what `waits` for
// a choice: `concerns` is told of all that belongs to it now. What was changed on both sides stays until it is saved.
export function takeIn(editor, ledger, read, answer, { waits = () => false, concerns = () => {} } = {}) {
  const tr = editor.state.tr.setMeta("addToHistory", false).setMeta("fromOthers", true);
  const other = [];
  const kept = [];
  let behind = false;
  const moving = ledger.steps(tr.doc).some((step) => step.do === "move");
  const family = together(ledger.families(tr.doc), answer.kin ?? []);
  const news = new Set([
    ...(answer.removed ?? []).filter((each) => ledger.get(each)),
    ...(answer.changed ?? []).filter((each) => !isKnown(ledger, each)).map((each) => each.lineage),
  ]);
  const isTouched = (lineage) => {
    const [saved, at] = [ledger.get(lineage), find(tr, lineage)];
    return saved ? !at || !alike(at.node, saved.node) : !!at;
  };
  const stays = new Set();
  for (const lineage of news) {
    const all = [...family(lineage)];
    const isWaiting = all.some(waits);
    if (isWaiting) concerns(all);
    if (!isWaiting && (all.length < 2 || !all.some(isTouched))) continue;
    behind ||= !isWaiting;
    stays.add(lineage);
  }
  for (const lineage of answer.removed ?? []) {
    const isDone = !stays.has(lineage) && (!news.has(lineage) || remove(tr, ledger, lineage));
    (isDone ? ledger.isUpToDate : ledger.skip)(lineage);
    if (!isDone && !stays.has(lineage)) kept.push(lineage);
  }
  for (const paragraph of answer.changed ?? []) {
    const { lineage } = paragraph;
    const isDone = !stays.has(lineage) && news.has(lineage) && change(tr, ledger, read, paragraph, answer.order);
    (isDone || !news.has(lineage) ? ledger.isUpToDate : ledger.skip)(lineage);
    if (isDone) other.push(lineage);
  }
  if (answer.order) {
    ledger.setOrder(answer.order);
    if (!moving) arrange(tr, answer.order);
  }
  if (tr.docChanged) editor.view.dispatch(tr);
  return { other, kept, behind };
}

// The families of this window and those of the others in one.
function together(family, kin) {
  const all = new Map();
  for (const pair of kin) {
    const members = new Set(pair.flatMap((each) => [...family(each)].flatMap((own) => [...(all.get(own) ?? [own])])));
    for (const each of members) all.set(each, members);
  }
  return (lineage) => all.get(lineage) ?? family(lineage);
}

// The blocks of a family become what `rows` say, whatever stands in them; the others of it go.
export function giveWay(editor, ledger, read, { lineages, rows, order }) {
  const tr = editor.state.tr.setMeta("addToHistory", false).setMeta("fromOthers", true);
  const stay = new Set(rows.map((row) => row.lineage));
  for (const row of rows) {
    const node = read(row);
    const at = find(tr, row.lineage);
    if (at) replace(tr, at, node);
    else if (!insert(tr, node, order, stay)) {
      ledger.forget(row.lineage); // in another part of the text than this page's
      continue;
    }
    const put = find(tr, row.lineage);
    if (put?.node.attrs.merged.length) tr.setNodeMarkup(put.pos, null, { ...put.node.attrs, merged: [] });
    ledger.note(row, node);
  }
  lineages.forEach(ledger.skip); // they are newer than what was told of the rest
  for (const lineage of lineages) {
    if (stay.has(lineage)) continue;
    const at = find(tr, lineage);
    if (at && tr.doc.childCount > 1) tr.delete(at.pos, at.pos + at.node.nodeSize);
    ledger.forget(lineage);
  }
  ledger.setOrder(order);
  if (tr.docChanged) editor.view.dispatch(tr);
}

const isKnown = (ledger, paragraph) => {
  const saved = ledger.get(paragraph.lineage);
  return !!saved && ["revision", "text", "kind", "level", "marker"].every((each) => saved[each] === paragraph[each]);
};

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

function change(tr, ledger, read, paragraph, order) {
  const { lineage } = paragraph;
  const saved = ledger.get(lineage);
  const at = find(tr, lineage);
  if (at && !(saved && alike(at.node, saved.node))) return false;
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

// A new block of somebody else comes after the one it follows; false when that is not on this page. Between it and the
// next one on the page may be others of `family`.
function insert(tr, node, order, family = new Set()) {
  if (!order) return false;
  const here = order.indexOf(node.attrs.lineage);
  for (let at = here - 1; at >= 0; at--) {
    const before = find(tr, order[at]);
    if (before) return tr.insert(before.pos + before.node.nodeSize, node);
  }
  let next = here + 1;
  while (family.has(order[next]) && !find(tr, order[next])) next++;
  const isWhole = find(tr, order[next]);
  if (isWhole) return tr.insert(isWhole.pos, node);
  return next < order.length ? false : tr.insert(0, node);
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
