// What the server says comes into the text: its numbers and forms, what others saved, who was first.
import { bringBack, takeBack } from "./apart.js";
import { panelOf } from "./conflict.js";
import { blocksOf } from "./identity.js";
import { numberOf, show } from "./looks.js";
import { replace, takeIn } from "./others.js";
import { put } from "./presence.js";

// `saving()`: the autosave, which is made after this; `title`: its field, the words seen and those that wait.
export function createHearing({ editor, ledger, read, state, title, saving, data }) {
  const { words } = data;
  const panels = new Map();
  const back = new Set();
  const heard = new Map(); // the newest that was told of each paragraph
  let { numbers } = data;
  const find = (lineage) => blocksOf(editor.state.doc).find(({ node }) => node.attrs.lineage === lineage);

  function look(more = {}) {
    show(editor, { numbers, panels: new Map(panels), ...more });
  }

  // What others did: their words, who they are and where.
  function answer(said) {
    if (said.numbers) numbers = { ...numbers, ...said.numbers };
    const known = new Set(ledger.order());
    for (const paragraph of said.changed ?? []) heard.set(paragraph.lineage, paragraph);
    const changed = [...(said.changed ?? []), ...[...back].map((lineage) => heard.get(lineage)).filter(Boolean)];
    const { other, kept } = takeIn(editor, ledger, read, { ...said, changed }, back);
    back.clear();
    const others = said.others ?? [];
    if (other.length || said.removed?.some((lineage) => known.has(lineage))) {
      state.tell(others.length === 1 ? put(words.others_changed, { name: others[0].name }) : words.somebody_changed);
    }
    if (kept.length) state.tell(put(words.removed_yours, { number: numberOf(editor.state, kept[0]) }));
    if (!said.others) return look();
    const writers = new Map();
    for (const { name, initials, lineage, unsaved } of others) {
      if (lineage && unsaved) writers.set(lineage, { words: put(words.writes_here, { name }), initials });
    }
    state.people(others);
    look({ writers, fresh: new Set(other) });
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
      const saved = said.paragraphs.find((each) => each.lineage === lineage);
      const marker = node.attrs.kind === "ordered" ? said.markers?.[lineage] : undefined;
      const more = {};
      if (marker && marker !== node.attrs.marker) more.marker = marker;
      if (saved && sent.get(lineage) === node && saved.level !== node.attrs.level) more.level = saved.level;
      if (saved && node.type.name === "box" && saved.text === node.attrs.text) more.html = saved.html;
      if (Object.keys(more).some((name) => more[name] !== node.attrs[name])) tr.setNodeMarkup(pos, null, { ...node.attrs, ...more });
      if ("level" in more) ledger.note(saved, tr.doc.nodeAt(pos));
    }
    if (tr.docChanged) editor.view.dispatch(tr);
    answer(said);
  }

  // `given`: what was removed or moved here and changed there; it comes back with the next answer.
  function stale(clashes, titled, given) {
    for (const lineage of given) back.add(lineage);
    for (const each of clashes) {
      const panel = panelOf(each, words, data.language, (what) => choose(what, each));
      panels.set(each.lineage, () => panel);
    }
    if (titled) {
      Object.assign(title, { held: title.field.value.trim(), seen: titled.theirs });
      state.tell(put(words.title_changed, { title: titled.theirs }), "stale");
    } else if (clashes.length) state.tell(words.stale, "stale");
    look();
  }

  // Splits and joins that met others' changes are taken back; those blocks follow the others with the next answer.
  function takenBack(lineages) {
    const done = takeBack(editor, ledger, lineages);
    for (const lineage of done) back.add(lineage);
    return done;
  }

  // What the writer chose to stand: mine, theirs, both together, or to write on.
  function choose(what, { lineage, revision, theirs, proposal }) {
    const at = find(lineage);
    panels.delete(lineage);
    if (!panels.size) state.over("stale");
    look();
    if (at) editor.commands.focus(at.pos + at.node.nodeSize - 1);
    if (theirs === null) {
      ledger.forget(lineage);
      saving().settle(lineage);
      if (what === "theirs" && at) editor.view.dispatch(editor.state.tr.delete(at.pos, at.pos + at.node.nodeSize));
      return saving().save({ all: true });
    }
    const { kind, level, marker } = ledger.get(lineage);
    ledger.note({ lineage, revision, kind, level, marker, text: theirs }, null);
    if (what === "theirs") bringBack(editor, ledger, lineage);
    const text = { theirs, proposal: proposal?.text }[what];
    if (text !== undefined) return saving().put({ do: "rewrite", lineage, revision, kind, level, marker, text });
    saving().settle(lineage);
    return what === "mine" ? saving().save({ all: true }) : saving().typed();
  }

  function chosen(paragraph) {
    const at = find(paragraph.lineage);
    const node = read(paragraph);
    if (at) editor.view.dispatch(replace(editor.state.tr, at, node));
    ledger.note(paragraph, node);
  }

  return { look, answer, taken, stale, takenBack, chosen };
}
