// What the server has: each saved paragraph as it was last heard of, and their order. What stands in the editor is
// compared with it; the difference is told as steps (drafts/domain/steps.py), all of which are taken or none.
import { markdownOf } from "./markdown.js";
import { ITEMS } from "./schema.js";

export const kindOf = (node) => (node.type.name === "table" ? "table" : node.attrs.kind);

// Whether a block says something; an empty one is as good as none.
export function hasWords(node) {
  if (node.type.name === "box") return node.attrs.text.trim() !== "";
  let words = node.textContent.trim() !== "";
  node.descendants((each) => {
    words ||= ["noteRef", "anchor"].includes(each.type.name);
  });
  return words;
}

// The same words, kind and level; where they came from does not count, nor the number of an item (the server counts).
export function alike(a, b) {
  if (a === b) return true;
  if (!a || !b) return false;
  const kind = kindOf(a);
  const sameForm = a.type === b.type && kind === kindOf(b) && a.attrs.level === b.attrs.level;
  const sameMarker = kind === "ordered" || a.attrs.marker === b.attrs.marker;
  return sameForm && sameMarker && a.attrs.text === b.attrs.text && a.content.eq(b.content);
}

// `start`: the paragraph before the first one of the page, where the page holds a part of the text.
export function createLedger({ links, start = null }) {
  const known = new Map(); // lineage -> {revision, text, kind, level, marker, node}; isGone: others have removed it
  const ever = new Set(); // every lineage that this text has had while the page was open
  let order = [];

  const note = (paragraph, node) => {
    const { lineage, revision, text, kind, level, marker } = paragraph;
    known.set(lineage, { revision, text, kind, level, marker, node });
    ever.add(lineage);
  };
  const text = (node, saved) => (saved && alike(node, saved.node) ? saved.text : markdownOf(node, { links }));

  // The steps that lead from what is saved to `doc`. `hold(lineage)`: leave that block as it is saved for now.
  function steps(doc, hold = () => false) {
    const found = [];
    const present = new Set();
    const blocks = [];
    doc.forEach((node) => {
      const saved = known.get(node.attrs.lineage);
      present.add(node.attrs.lineage);
      if (hasWords(node) || (saved && hold(node.attrs.lineage))) blocks.push(node);
    });
    const here = new Set(blocks.map((node) => node.attrs.lineage));
    const still = unmoved(blocks.map((node) => node.attrs.lineage).filter((each) => known.has(each) && !known.get(each).isGone));
    let after = start;
    for (const node of blocks) {
      const { lineage } = node.attrs;
      const saved = known.get(lineage);
      if (!saved && hold(lineage)) continue;
      if (!saved) found.push({ do: "insert", ...told(node, null), after, split_from: known.has(node.attrs.origin) ? node.attrs.origin : null });
      else if (saved.isGone) {
        // Written in here, removed there: the server says so, and the writer chooses.
        if (!hold(lineage)) found.push({ do: "rewrite", ...told(node, saved), revision: saved.revision });
        continue;
      } else {
        if (!still.has(lineage)) found.push({ do: "move", lineage, revision: saved.revision, after });
        if (!alike(node, saved.node) && !hold(lineage) && hasWords(node)) found.push({ do: "rewrite", ...told(node, saved), revision: saved.revision });
      }
      after = lineage;
    }
    for (const lineage of order) {
      if (here.has(lineage) || (hold(lineage) && present.has(lineage))) continue;
      const { node: gone } = known.get(lineage);
      // Joined to another; or a split was undone, and its words are back where they were split from.
      const heir = blocks.find((node) => node.attrs.merged.includes(lineage) || node.attrs.lineage === gone?.attrs.origin);
      if (heir && heir.attrs.merged.includes(lineage) && hold(heir.attrs.lineage)) continue;
      found.push({ do: "remove", lineage, revision: known.get(lineage).revision, merged_into: heir?.attrs.lineage ?? null });
    }
    return found;
  }

  function told(node, saved) {
    const { lineage, level, marker } = node.attrs;
    const kind = kindOf(node);
    return { lineage, kind, level, marker: ITEMS.includes(kind) || kind === "note" || kind === "code" ? marker : "", text: text(node, saved) };
  }

  // Which of these stand in the order that is saved: the longest row that need not be moved.
  function unmoved(lineages) {
    const place = new Map(order.map((lineage, at) => [lineage, at]));
    const tails = [], back = [];
    lineages.forEach((lineage, at) => {
      let low = 0, high = tails.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (place.get(lineages[tails[middle]]) < place.get(lineage)) low = middle + 1;
        else high = middle;
      }
      back[at] = low ? tails[low - 1] : -1;
      tails[low] = at;
    });
    const kept = new Set();
    for (let at = tails.at(-1) ?? -1; at >= 0; at = back[at]) kept.add(lineages[at]);
    return kept;
  }

  // The steps have been taken: the order follows them. `nodes`: the blocks as they were sent, by lineage.
  function taken(steps, paragraphs, nodes) {
    for (const step of steps) {
      if (step.do === "rewrite" || step.do === "title") continue;
      order = order.filter((lineage) => lineage !== step.lineage);
      if (step.do === "remove") known.delete(step.lineage);
      else order.splice(order.indexOf(step.after) + 1, 0, step.lineage);
    }
    for (const paragraph of paragraphs) {
      const node = nodes.get(paragraph.lineage) ?? known.get(paragraph.lineage)?.node;
      if (node) note(paragraph, node);
    }
  }

  return {
    steps,
    taken,
    note,
    forget: (lineage) => {
      known.delete(lineage);
      order = order.filter((each) => each !== lineage);
    },
    get: (lineage) => known.get(lineage),
    // Others have removed it; what is written in it here waits for a choice.
    lose: (lineage) => {
      known.get(lineage).isGone = true;
      order = order.filter((each) => each !== lineage);
    },
    // The writer has seen the paragraph at this revision, and no later one.
    seen: (lineage, revision) => {
      if (revision && known.has(lineage)) known.get(lineage).revision = revision;
    },
    remember: (lineage) => ever.add(lineage),
    hasEverHad: (lineage) => ever.has(lineage),
    order: () => [...order],
    setOrder: (lineages) => {
      order = lineages.filter((lineage) => known.has(lineage));
    },
  };
}
