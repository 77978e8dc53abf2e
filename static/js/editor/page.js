// The editor's page: the rows that the server drew become one text to write in. Without this script they stay rows.
import { Editor, UndoRedo } from "../../vendor/editor.js";
import { boxView } from "./box.js";
import { createHandle } from "./drag.js";
import { createHearing } from "./hearing.js";
import { fresh, identity } from "./identity.js";
import { Keys } from "./keys.js";
import { guard } from "./leaving.js";
import { createLedger } from "./ledger.js";
import { createLinkDialog } from "./link.js";
import { Looks, activeOf, markRanges, numberOf } from "./looks.js";
import { createMargin } from "./margin.js";
import { createOutline } from "./outline.js";
import { Paste } from "./paste.js";
import { createState, put } from "./presence.js";
import { reader, rowsOf } from "./reading.js";
import { leftBehind, restore } from "./restoring.js";
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
    handleDOMEvents: { keydown: (view) => (view.domObserver.forceFlush(), view.domObserver.flush(), false) },
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
const hearing = createHearing({ editor, ledger, read, state, title, data, saving: () => saving });
const saving = createSaving({
  editor, ledger, sitting,
  talk: createTalk({ token: part("editor").querySelector("[name=csrfmiddlewaretoken]").value }),
  urls: data,
  title: () => {
    const text = title.field?.value.replace(/\s+/g, " ").trim() ?? "";
    return { text: text === title.held ? title.seen : text, seen: title.seen };
  },
  hear: { ...hearing, state: state.state },
});

function shortcut(event) {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey && event.key === "F10") toolbar.focus();
  else if (mod && !event.shiftKey && event.key.toLowerCase() === "k") askLink();
  else return false;
  event.preventDefault();
  return true;
}

// --- what the writer does -----------------------------------------------------------------------------------------
// Browsers that do not let a field grow with its words get its height from here.
function grown() {
  if (!title.field || CSS.supports("field-sizing", "content")) return;
  title.field.style.blockSize = "auto";
  title.field.style.blockSize = `${title.field.scrollHeight + 2}px`;
}

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
editor.on("left", () => saving.left());
editor.on("blur", () => saving.isOpen() && saving.buffer());
part("save").addEventListener("click", () => saving.save({ all: true }));
title.field?.addEventListener("input", () => (saving.typed(), grown()));
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
guard({ editor, saving, sitting });

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
hearing.look({ changed: new Set(rows.filter((row) => row.isChanged).map((row) => row.lineage)) });
grown();
moved();
bringBack();
page.dataset.usable = "true";
performance.mark("editor usable");
document.dispatchEvent(new CustomEvent("editor:usable", { detail: { editor, markRanges: (ranges) => markRanges(editor, ranges), stop: saving.throwAway } }));
