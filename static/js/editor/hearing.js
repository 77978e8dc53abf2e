// What the server says comes into the text: its numbers and forms, what others saved, who was first.
import { panelOf } from "./conflict.js";
import { blocksOf } from "./identity.js";
import { alike } from "./ledger.js";
import { numberOf, show } from "./looks.js";
import { giveWay, takeIn } from "./others.js";
import { put } from "./presence.js";

// `saving()`: the autosave, which is made after this; `title`: its field, the words seen and those that wait.
export function createHearing({ editor, ledger, read, state, title, saving, data }) {
  const { words } = data;
  const panels = new Map();
  let { numbers } = data;
  const find = (lineage) => blocksOf(editor.state.doc).find(({ node }) => node.attrs.lineage === lineage);

  function look(more = {}) {
    show(editor, { numbers, panels: new Map(panels), ...more });
  }

  // What others did: their words, who they are and where. Returns whether all of it is in the text now.
  function answer(said) {
    if (said.numbers) numbers = { ...numbers, ...said.numbers };
    const known = new Set(ledger.order());
    const { other, kept, behind } = takeIn(editor, ledger, read, said, saving());
    const others = said.others ?? [];
    if (other.length || said.removed?.some((lineage) => known.has(lineage))) {
      state.tell(others.length === 1 ? put(words.others_changed, { name: others[0].name }) : words.somebody_changed);
    }
    if (kept.length) state.tell(put(words.removed_yours, { number: numberOf(editor.state, kept[0]) }));
    if (!said.others) return look(), !behind;
    const writers = new Map();
    for (const { name, initials, lineage, unsaved } of others) {
      if (lineage && unsaved) writers.set(lineage, { words: put(words.writes_here, { name }), initials });
    }
    state.people(others);
    look({ writers, fresh: new Set(other) });
    return !behind;
  }

  // The server has taken our steps: its numbers, levels and rendered boxes come into the text.
  function taken(said, steps, sent) {
    numbers = { ...numbers, ...said.numbers };
    title.seen = said.title;
    if (title.held !== null && title.field?.value.trim() === said.title) {
      title.held = null;
      if (!panels.size) state.over("stale");
    }
    const tr = editor.state.tr.setMeta("addToHistory", false);
    for (const { node, pos } of blocksOf(editor.state.doc)) {
      const { lineage } = node.attrs;
      const saved = said.paragraphs.find((each) => each.lineage === lineage && each.revision === ledger.get(lineage)?.revision);
      const marker = node.attrs.kind === "ordered" ? said.markers?.[lineage] : undefined;
      const more = {};
      if (marker && marker !== node.attrs.marker) more.marker = marker;
      if (saved && sent.get(lineage) === node && saved.level !== node.attrs.level) more.level = saved.level;
      if (saved && node.type.name === "box" && saved.text === node.attrs.text) more.html = saved.html;
      if (Object.keys(more).some((name) => more[name] !== node.attrs[name])) tr.setNodeMarkup(pos, null, { ...node.attrs, ...more });
      if ("level" in more && alike(node, ledger.get(lineage).node)) ledger.note(saved, tr.doc.nodeAt(pos));
    }
    if (tr.docChanged) editor.view.dispatch(tr);
    return answer(said);
  }

  // Others were first: what has words waits beside its last block for a choice, the rest follows them.
  function stale(conflicts, follows, titled) {
    for (const conflict of follows) giveWay(editor, ledger, read, conflict);
    for (const conflict of conflicts) {
      const last = blocksOf(editor.state.doc).findLast(({ node }) => conflict.lineages.includes(node.attrs.lineage));
      const panel = panelOf(conflict, words, data.language, (what) => choose(what, conflict));
      conflict.place = last.node.attrs.lineage;
      panels.set(conflict.place, () => panel);
    }
    if (titled) {
      Object.assign(title, { held: title.field.value.trim(), seen: titled.theirs });
      state.tell(put(words.title_changed, { title: titled.theirs }), "stale");
    } else if (conflicts.length) state.tell(words.stale, "stale");
    look();
  }

  // What the writer chose to stand: mine, theirs, both together, or to write on.
  function choose(what, conflict) {
    const at = find(conflict.place);
    over(conflict);
    if (at) editor.commands.focus(at.pos + at.node.nodeSize - 1);
    const steps = { mine: conflict.mine_steps, proposal: conflict.proposal?.steps }[what];
    if (steps && saving().isAsSent(conflict)) return saving().put(conflict, steps);
    saving().settle(conflict);
    if (what === "theirs") {
      giveWay(editor, ledger, read, conflict);
      return saving().typed();
    }
    if (steps) return saving().save({ all: true }); // there are newer words: the question is asked anew
    rebase(conflict);
    return saving().typed();
  }

  // The text as it is saved is what was seen, and the blocks here are what is to come of it.
  function rebase({ lineages, rows, order }) {
    const stay = new Set(rows.map((row) => row.lineage));
    for (const lineage of lineages) if (!stay.has(lineage)) ledger.forget(lineage);
    for (const row of rows) ledger.note(row, read(row));
    ledger.setOrder(order);
    lineages.forEach(ledger.skip);
    ledger.choose(lineages);
  }

  function over(conflict) {
    panels.delete(conflict.place);
    if (!panels.size) state.over("stale");
    look();
  }

  // Both together is in the text: `rows` are what the family has become.
  const chosen = (family) => giveWay(editor, ledger, read, family);

  return { look, answer, taken, stale, chosen, over };
}
