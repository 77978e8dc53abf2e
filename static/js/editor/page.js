// The editor's page: the rows that the server drew become one text to write in. Without this script they stay rows.
import { Editor, UndoRedo } from "../../vendor/editor.js";
import { boxView } from "./box.js";
import { panelOf } from "./conflict.js";
import { createHandle } from "./drag.js";
import { blocksOf, fresh, identity } from "./identity.js";
import { Keys } from "./keys.js";
import { createLedger } from "./ledger.js";
import { createLinkDialog } from "./link.js";
import { Looks, activeOf, markRanges, numberOf, show } from "./looks.js";
import { createMargin } from "./margin.js";
import { replace, takeIn } from "./others.js";
import { createOutline } from "./outline.js";
import { Paste } from "./paste.js";
import { createState, put } from "./presence.js";
import { reader, rowsOf } from "./reading.js";
import { leaveBehind, leftBehind, restore } from "./restoring.js";
import { createSaving } from "./saving.js";
import { NODES } from "./schema.js";
import { createTalk } from "./talk.js";
import { createToolbar } from "./toolbar.js";

const page = document.getElementById("content");
const part = (name) => page.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("editor-data").textContent);
const { words } = data;
const sitting = fresh();
const rows = rowsOf(part("rows"));
const ledger = createLedger({ links: data.links, start: data.start });
const title = { field: part("title"), seen: part("title")?.value ?? "", held: null };
let numbers = data.numbers;
let read;

const editor = new Editor({
  element: part("text"),
  injectCSS: false,
  enableInputRules: false,
  enablePasteRules: false,
  extensions: [
    ...NODES.map((each) => (each.name === "box" ? each.extend({ addNodeView: () => boxView(words, data.language) }) : each)),
    UndoRedo.configure({ newGroupDelay: 600 }),
    identity(ledger), Keys, Looks, Paste,
  ],
  editorProps: {
    attributes: {
      id: "editor-text", class: "doc ed-doc", role: "textbox", "aria-multiline": "true", "aria-label": words.text,
      lang: data.language, spellcheck: "true",
    },
    handleKeyDown: (view, event) => shortcut(event),
    // A key right after a click: the browser has not told yet where the cursor is.
    handleDOMEvents: { keydown: (view) => (view.domObserver.flush(), false) },
  },
  onBeforeCreate({ editor: made }) {
    read = reader(made.schema);
    const blocks = rows.map(read);
    rows.forEach((row, at) => ledger.note(row, blocks[at]));
    ledger.setOrder(rows.map((row) => row.lineage));
    made.options.content = made.schema.topNodeType.create(null, blocks);
  },
});

const state = createState(page, words, (lineage) => numberOf(editor.state, lineage));
const askLink = createLinkDialog(part("link"), editor);
const toolbar = createToolbar(part("toolbar"), editor, { askLink, labels: data.labels });
const margin = createMargin(part("margin"), editor, rows);
const outline = createOutline(part("outline"), editor, { whole: !data.start && !location.search.includes("section=") });
const panels = new Map();
const saving = createSaving({
  editor, ledger, sitting,
  talk: createTalk({ token: part("editor").querySelector("[name=csrfmiddlewaretoken]").value }),
  urls: data,
  title: () => {
    const text = title.field?.value.replace(/\s+/g, " ").trim() ?? "";
    return { text: text === title.held ? title.seen : text, seen: title.seen };
  },
  hear: { state: state.state, answer, taken, stale, chosen },
});

function shortcut(event) {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey && event.key === "F10") toolbar.focus();
  else if (mod && !event.shiftKey && event.key.toLowerCase() === "k") askLink();
  else return false;
  event.preventDefault();
  return true;
}

function look(more = {}) {
  show(editor, { numbers, panels: new Map(panels), ...more });
}

// What others did: their words, who they are and where.
function answer(said) {
  if (said.numbers) numbers = { ...numbers, ...said.numbers };
  const other = takeIn(editor, ledger, read, said);
  const others = said.others ?? [];
  if (other.length || said.removed?.some((lineage) => rows.some((row) => row.lineage === lineage))) {
    state.tell(others.length === 1 ? put(words.others_changed, { name: others[0].name }) : words.somebody_changed);
  }
  if (!said.others) return look();
  const writers = new Map();
  for (const { name, initials, lineage, unsaved } of others) {
    if (lineage && unsaved) writers.set(lineage, { words: put(words.writes_here, { name }), initials });
  }
  state.people(others);
  look({ writers, fresh: new Set(other) });
}

// The server has taken our steps: its numbers, levels and rendered boxes come into the text.
function taken(said) {
  numbers = { ...numbers, ...said.numbers };
  title.seen = said.title;
  const tr = editor.state.tr.setMeta("addToHistory", false);
  for (const { node, pos } of blocksOf(editor.state.doc)) {
    const { lineage } = node.attrs;
    const saved = said.paragraphs.find((each) => each.lineage === lineage);
    const marker = node.attrs.kind === "ordered" ? said.markers?.[lineage] : undefined;
    const more = {};
    if (marker && marker !== node.attrs.marker) more.marker = marker;
    if (saved && node.type.name === "box" && saved.text === node.attrs.text) more.html = saved.html;
    if (Object.keys(more).some((name) => more[name] !== node.attrs[name])) tr.setNodeMarkup(pos, null, { ...node.attrs, ...more });
  }
  if (tr.docChanged) editor.view.dispatch(tr);
  answer(said);
}

function stale(clashes, titled) {
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

// What the writer chose to stand: mine, theirs, both together, or to write on.
function choose(what, { lineage, revision, theirs, proposal }) {
  const at = blocksOf(editor.state.doc).find(({ node }) => node.attrs.lineage === lineage);
  panels.delete(lineage);
  if (!panels.size) state.over("stale");
  look();
  if (at) editor.commands.focus(at.pos + at.node.nodeSize - 1);
  if (theirs === null) {
    ledger.forget(lineage);
    saving.settle(lineage);
    if (what === "theirs" && at) editor.view.dispatch(editor.state.tr.delete(at.pos, at.pos + at.node.nodeSize));
    return saving.save({ all: true });
  }
  const { kind, level, marker } = ledger.get(lineage);
  ledger.note({ lineage, revision, kind, level, marker, text: theirs }, null);
  const text = { theirs, proposal: proposal?.text }[what];
  if (text !== undefined) return saving.put({ do: "rewrite", lineage, revision, kind, level, marker, text });
  saving.settle(lineage);
  return what === "mine" ? saving.save({ all: true }) : saving.typed();
}

function chosen(paragraph) {
  const at = blocksOf(editor.state.doc).find(({ node }) => node.attrs.lineage === paragraph.lineage);
  const node = read(paragraph);
  if (at) editor.view.dispatch(replace(editor.state.tr, at, node));
  ledger.note(paragraph, node);
}

// --- what the writer does -----------------------------------------------------------------------------------------
let place = activeOf(editor.state);
function moved() {
  const now = activeOf(editor.state);
  if (now !== place) saving.left();
  place = now;
  toolbar.update();
  outline.update();
  margin.update();
}
editor.on("update", ({ transaction }) => {
  if (transaction.getMeta("addToHistory") !== false) saving.typed();
  moved();
});
editor.on("selectionUpdate", moved);
editor.on("blur", () => saving.isOpen() && saving.buffer());
part("save").addEventListener("click", () => saving.save({ all: true }));
title.field?.addEventListener("input", () => saving.typed());
title.field?.addEventListener("change", () => saving.save());
title.field?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  editor.commands.focus("start");
});
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  saving.save({ all: true });
});
addEventListener("beforeunload", (event) => {
  if (!saving.isOpen()) return saving.part(true);
  saving.part(true);
  event.preventDefault();
});
addEventListener("pagehide", () => {
  leaveBehind(sitting, editor.state.doc, saving.everything());
  saving.part(true);
});
addEventListener("visibilitychange", () => (document.hidden ? saving.part(false) : saving.buffer()));
addEventListener("focus", () => saving.buffer());
addEventListener("online", () => saving.retryNow());

// --- what was left behind -----------------------------------------------------------------------------------------
async function bringBack() {
  const before = leftBehind();
  const keys = [before?.sitting, data.left?.key].filter((key, at, all) => key && all.indexOf(key) === at);
  for (const key of keys) {
    const steps = await saving.takeOver(key);
    if (!steps.length) continue;
    const html = new Map((data.left?.steps ?? []).map((step) => [`${step.lineage} ${step.text}`, step.html]));
    restore(editor, {
      ledger, read, nodes: key === before?.sitting ? before.nodes : [],
      steps: steps.map((step) => ({ ...step, html: html.get(`${step.lineage} ${step.text}`) })),
      setTitle: (text) => title.field && (title.field.value = text),
    });
    const when = key === data.left?.key ? data.left.at : "";
    state.tell(when ? put(words.restored, { when }) : words.restored_just_now, "restored");
    break;
  }
  saving.start();
}
state.throwAway.addEventListener("click", async () => {
  await saving.throwAway();
  location.reload();
});

part("rows").remove();
part("plain").hidden = true;
part("toolbar").hidden = false;
part("editor").hidden = false;
const grip = part("toolbar").querySelector("svg").cloneNode(true);
grip.querySelector("use").setAttribute("href", grip.querySelector("use").getAttribute("href").replace(/#.*/, "#grip-vertical"));
createHandle(part("text").parentElement, editor, grip);
look({ changed: new Set(rows.filter((row) => row.isChanged).map((row) => row.lineage)) });
moved();
bringBack();
page.dataset.usable = "true";
performance.mark("editor usable");
document.dispatchEvent(new CustomEvent("editor:usable", { detail: { editor, markRanges: (ranges) => markRanges(editor, ranges) } }));
