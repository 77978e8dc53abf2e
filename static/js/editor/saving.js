// Autosave. What is typed goes to the sitting (a buffer without history) within three seconds; leaving a paragraph,
// five minutes or Ctrl+S saves it in the text. Nothing is thrown away before the server has said that it has it.
import { activeOf } from "./looks.js";
import { blocksOf } from "./identity.js";

const QUIET = 1200;
const LATEST = 2800;
const FIVE_MINUTES = 5 * 60 * 1000;
const LEFT = 350;
const PULSE = 6000;
const RETRY = [1000, 2000, 4000, 8000, 15000];

// `title()`: its words and those that were seen. `hear` is told what happened: state, answer, taken, stale, chosen.
export function createSaving({ editor, ledger, talk, urls, sitting, title, hear }) {
  const conflicts = new Map(); // lineage -> what the server said; such a block waits for a choice
  const refused = new Map(); // lineage -> the block that the server would not have
  let cursor = urls.cursor;
  let buffered = "[]";
  let timers = {};
  let typedAt = 0, unsavedAt = 0, failures = 0, over = false;
  let asked = Promise.resolve();
  let said = { how: "done", savedAt: urls.savedAt };

  const block = (lineage) => blocksOf(editor.state.doc).find(({ node }) => node.attrs.lineage === lineage)?.node;
  const waits = (lineage) => conflicts.has(lineage) || (refused.has(lineage) && refused.get(lineage) === block(lineage));
  const titled = () => {
    const { text, seen } = title();
    return text !== seen && text.trim() ? [{ do: "title", text, seen }] : [];
  };
  const everything = () => [...titled(), ...ledger.steps(editor.state.doc)];
  const ready = (hold) => [...titled(), ...ledger.steps(editor.state.doc, (lineage) => waits(lineage) || lineage === hold)];
  const isOpen = () => !over && JSON.stringify(everything()) !== buffered;

  // What was refused stays said until its block has become another.
  function tell(how, more = {}) {
    if (how === "done" && [...refused.keys()].some(waits)) how = "refused";
    said = { ...said, ...more, how, unsaved: everything().map((step) => step.lineage ?? ""), open: isOpen() };
    hear.state(said);
  }

  // The block with the cursor is saved when it is left; one that was split or joined goes with the other half.
  function held() {
    const active = activeOf(editor.state);
    const node = active && block(active);
    if (!node || node.attrs.merged.some((each) => ledger.get(each))) return null;
    if (!ledger.get(active) && ledger.get(node.attrs.origin)) return null;
    const halves = blocksOf(editor.state.doc).some(({ node: each }) => each.attrs.origin === active && !ledger.get(each.attrs.lineage));
    return halves ? null : active;
  }

  const later = (name, wait, act) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => act(), wait);
  };

  function typed() {
    if (over) return;
    const now = Date.now();
    typedAt ||= now;
    unsavedAt ||= now;
    later("buffer", Math.max(0, Math.min(QUIET, typedAt + LATEST - now)), buffer);
    // A block that came, went or moved: the others shall see it, though nobody has left a paragraph.
    if (ready(held()).some((step) => step.do !== "rewrite")) later("left", LEFT, () => save());
    tell(said.how);
  }

  async function buffer({ quietly = false } = {}) {
    typedAt = 0;
    let sent;
    const { how, said: answer } = await talk.post(urls.sitting, () => {
      sent = everything();
      return { sitting, lineage: activeOf(editor.state), unsaved: sent, cursor, leave: false };
    });
    if (how !== "done") return failed(how, answer, buffer);
    buffered = JSON.stringify(sent);
    if (!quietly) failures = 0;
    heard(answer);
    tell("done", sent.length ? { savedAt: answer.saved_at } : {});
    if (isOpen()) later("buffer", QUIET, buffer);
  }

  function heard(answer) {
    cursor = answer.cursor ?? cursor;
    hear.answer(answer);
    later("pulse", document.hidden ? PULSE * 5 : PULSE, buffer);
  }

  // Saves in the text all that waits for nothing; `all`: the block with the cursor, too. One save at a time.
  function save({ all = false } = {}) {
    clearTimeout(timers.left);
    asked = asked.then(() => !over && saveNow(all));
    return asked;
  }

  async function saveNow(all) {
    const hold = all || Date.now() - unsavedAt > FIVE_MINUTES ? null : held();
    let steps = ready(hold);
    if (!steps.length) return all && tell(said.how, { asked: true });
    let nodes;
    const { how, said: answer } = await talk.post(urls.save, () => {
      steps = ready(hold);
      nodes = new Map(blocksOf(editor.state.doc).map(({ node }) => [node.attrs.lineage, node]));
      return { sitting, steps, cursor };
    });
    if (how === "stale") return stale(answer);
    if (how !== "done") return failed(how, answer, () => save({ all }), steps);
    failures = 0;
    unsavedAt = 0;
    buffered = "[]"; // a save empties the buffer; what it left out goes there again
    ledger.taken(steps, answer.paragraphs, nodes);
    cursor = answer.cursor ?? cursor;
    hear.taken(answer, steps, nodes);
    tell("done", { savedAt: answer.saved_at, asked: all });
    if (isOpen()) later("buffer", QUIET, buffer);
  }

  // Words that met others' words wait for a choice; what was only removed or moved follows the others.
  function stale(answer) {
    const mended = hear.takenBack(answer.stale.map((each) => each.lineage).filter(Boolean));
    const words = answer.stale.filter((each) => each.lineage && each.mine !== null && !mended.has(each.lineage));
    for (const each of words) conflicts.set(each.lineage, each);
    const given = answer.stale.filter((each) => each.lineage && each.mine === null).map((each) => each.lineage);
    hear.stale(words, answer.stale.find((each) => each.do === "title"), given);
    tell("stale");
    // The rest is saved when what others did has come in; the same refusal again and again is given time.
    const wait = words.length ? 0 : RETRY[Math.min(failures++, RETRY.length - 1)];
    buffer({ quietly: true }).then(() => later("left", wait, () => save()));
  }

  // One paragraph is written as it was chosen, whatever stands in its block.
  async function put(step) {
    const { how, said: answer } = await talk.post(urls.save, () => ({ sitting, steps: [step], cursor }));
    if (how === "stale") return stale(answer);
    if (how !== "done") return failed(how, answer, () => put(step));
    conflicts.delete(step.lineage);
    buffered = "[]";
    cursor = answer.cursor ?? cursor;
    hear.chosen(answer.paragraphs.find((each) => each.lineage === step.lineage));
    tell("done", { savedAt: answer.saved_at, asked: true });
  }

  function failed(how, answer, again, steps = []) {
    if (how === "refused") {
      const lineages = answer.lineage ? [answer.lineage] : steps.map((step) => step.lineage);
      for (const lineage of lineages) refused.set(lineage, block(lineage));
      return tell("refused", { message: answer.message });
    }
    over = how === "gone";
    if (!over) later("retry", RETRY[Math.min(failures++, RETRY.length - 1)], again);
    tell(how, { message: answer?.message });
  }

  // The page is going: what is not kept yet is sent on its way.
  function part(leave) {
    if (over || (!leave && !isOpen())) return;
    const sent = everything();
    talk.part(urls.sitting, { sitting, lineage: activeOf(editor.state), unsaved: sent, cursor, leave }).then(({ how }) => {
      if (how === "done") buffered = JSON.stringify(sent);
    });
  }

  return {
    typed,
    save,
    put,
    buffer,
    part,
    isOpen,
    left: () => later("left", LEFT, () => save()),
    everything,
    // Before the writer goes elsewhere: what can be saved is in the text, or three seconds have passed.
    async flush() {
      const patience = new Promise((done) => setTimeout(done, 3000));
      if (ready(null).length) await Promise.race([save({ all: true }), patience]);
      if (isOpen()) await Promise.race([buffer(), patience]);
    },
    // What a silent window held becomes this one's.
    async takeOver(old) {
      const { how, said: answer } = await talk.post(urls.sitting, { sitting, takes: old, lineage: null, unsaved: [], cursor, leave: false });
      if (how !== "done") return [];
      buffered = "";
      heard(answer);
      return answer.restored ?? [];
    },
    async throwAway() {
      over = true;
      for (const timer of Object.values(timers)) clearTimeout(timer);
      buffered = JSON.stringify(everything());
      await talk.post(urls.sitting, { sitting, lineage: null, unsaved: [], cursor, leave: true });
    },
    settle: (lineage) => conflicts.delete(lineage),
    conflict: (lineage) => conflicts.get(lineage),
    start: () => later("pulse", 300, buffer),
    retryNow: () => failures && (over ? null : buffer().then(() => save())),
  };
}
