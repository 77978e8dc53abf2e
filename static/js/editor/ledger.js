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
  const sources = new Map(); // what is not saved -> where its words came from, saved or not
  const behind = new Set(); // what others have done something with that is not taken in here
  let chosen = []; // sets of paragraphs that a choice concerned, until they are saved
  let order = [];

  const note = (paragraph, node) => {
    const { lineage, revision, text, kind, level, marker } = paragraph;
    known.set(lineage, { revision, text, kind, level, marker, node });
    ever.add(lineage);
  };
  const text = (node, saved) => (saved && alike(node, saved.node) ? saved.text : markdownOf(node, { links }));

  // Paragraphs that have given words to each other since they were saved: for each all of them, itself too.
  function families(doc) {
    const all = new Map();
    const tie = (...lineages) => {
      const family = new Set(lineages.flatMap((each) => [...(all.get(each) ?? [each])]));
      for (const each of family) all.set(each, family);
    };
    const present = new Set();
    const heirs = new Map();
    doc.forEach(({ attrs: { lineage, origin, merged } }) => {
      present.add(lineage);
      for (const each of merged) heirs.set(each, lineage);
      tie(lineage, ...merged, ...(origin && !known.has(lineage) ? [origin] : []));
    });
    for (const [lineage, from] of sources) if (!known.has(lineage)) tie(lineage, ...from);
    for (const lineage of order) {
      const heir = !present.has(lineage) && heirOf(lineage, heirs, present);
      if (heir) tie(lineage, heir);
    }
    for (const lineages of chosen) tie(...lineages);
    return (lineage) => all.get(lineage) ?? new Set([lineage]);
  }

  // Where the words of a block that is not there any more went: to what it was joined with; or a split was undone,
  // and they are back where they were split from.
  function heirOf(lineage, heirs, present) {
    const origin = known.get(lineage)?.node?.attrs.origin;
    return heirs.get(lineage) ?? (present.has(origin) ? origin : null);
  }

  // The steps that lead from what is saved to `doc`. `hold(lineage)`: leave that block, and what gave it words or got
  // words from it, as it is saved for now; `waits(lineage)`: it does not move, either.
  function steps(doc, hold = () => false, waits = () => false) {
    const found = [];
    const present = new Set();
    const blocks = [];
    const family = families(doc);
    const some = (test) => (lineage) => [...family(lineage)].some(test);
    const [isHeld, isWaiting] = [some(hold), some(waits)];
    const seen = (lineage) => {
      const others = [...family(lineage)].filter((each) => each !== lineage && known.has(each));
      return others.length ? { seen: Object.fromEntries(others.map((each) => [each, known.get(each).revision])) } : {};
    };
    doc.forEach((node) => {
      const saved = known.get(node.attrs.lineage);
      present.add(node.attrs.lineage);
      if (hasWords(node) || (saved && isHeld(node.attrs.lineage))) blocks.push(node);
    });
    const here = new Set(blocks.map((node) => node.attrs.lineage));
    const heirs = new Map(blocks.flatMap((node) => node.attrs.merged.map((each) => [each, node.attrs.lineage])));
    const still = unmoved(blocks.map((node) => node.attrs.lineage).filter((each) => known.has(each) && !known.get(each).isGone));
    let after = start;
    for (const node of blocks) {
      const { lineage } = node.attrs;
      const saved = known.get(lineage);
      const held = isHeld(lineage);
      if (!saved && held) continue;
      if (!saved) found.push({ do: "insert", ...told(node, null), after, split_from: originOf(node), ...seen(lineage) });
      else if (saved.isGone) {
        // Written in here, removed there: the server says so, and the writer chooses.
        if (!held) found.push({ do: "rewrite", ...told(node, saved), revision: saved.revision, ...seen(lineage) });
        continue;
      } else {
        if (!still.has(lineage) && !isWaiting(lineage)) found.push({ do: "move", lineage, revision: saved.revision, after });
        if (!held && !alike(node, saved.node)) found.push({ do: "rewrite", ...told(node, saved), revision: saved.revision, ...seen(lineage) });
      }
      after = lineage;
    }
    for (const lineage of order) {
      if (here.has(lineage) || isHeld(lineage)) continue;
      found.push({ do: "remove", lineage, revision: known.get(lineage).revision, merged_into: heirOf(lineage, heirs, here), ...seen(lineage) });
    }
    return found;
  }

  // The saved paragraph that a new block was split from, however many times it was split before it was saved.
  function originOf(node) {
    let { origin } = node.attrs;
    for (let step = 0; origin && !known.has(origin) && step < 100; step++) origin = [...(sources.get(origin) ?? [])][0];
    return known.has(origin) ? origin : null;
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
    const saved = new Set(steps.map((step) => step.lineage));
    chosen = chosen.filter((lineages) => !lineages.some((each) => saved.has(each)));
    for (const lineage of saved) for (const each of nodes.get(lineage)?.attrs.merged ?? []) sources.delete(each);
    for (const step of steps) {
      if (step.do === "rewrite" || step.do === "title") continue;
      order = order.filter((lineage) => lineage !== step.lineage);
      // Undone, its words come back from there.
      if (step.do === "remove" && step.merged_into) sources.set(step.lineage, new Set([step.merged_into]));
      if (step.do === "remove") known.delete(step.lineage);
      else order.splice(order.indexOf(step.after) + 1, 0, step.lineage);
    }
    // What was only moved may have other words, here or from others: those are not saved, or come with the news.
    const written = new Set(steps.filter((step) => step.do === "rewrite" || step.do === "insert").map((step) => step.lineage));
    for (const paragraph of paragraphs) {
      const { lineage, revision } = paragraph;
      if (!written.has(lineage) && known.get(lineage)?.revision !== revision) continue;
      const node = written.has(lineage) ? nodes.get(lineage) : known.get(lineage).node;
      if (node) note(paragraph, node);
    }
  }

  return {
    steps,
    families,
    taken,
    note,
    // What is not as the server last told it: each at the revision that is known here, 0 when it is not known.
    skip: (lineage) => behind.add(lineage),
    isUpToDate: (lineage) => behind.delete(lineage),
    behind: () => Object.fromEntries([...behind].map((each) => [each, known.get(each)?.revision ?? 0])),
    // A block got words of another one.
    came: (lineage, from) => sources.set(lineage, new Set([...(sources.get(lineage) ?? []), from])),
    // A choice concerned these: they are saved together.
    choose: (lineages) => chosen.push(lineages),
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
    // The order of the server; what others have removed and is not taken out here yet stays behind the one before it.
    setOrder: (lineages) => {
      const theirs = new Set(lineages);
      const next = lineages.filter((lineage) => known.has(lineage));
      order.forEach((lineage, at) => {
        if (theirs.has(lineage) || !known.has(lineage) || known.get(lineage).isGone) return;
        next.splice(at ? next.indexOf(order[at - 1]) + 1 : 0, 0, lineage);
      });
      order = next;
    },
  };
}
