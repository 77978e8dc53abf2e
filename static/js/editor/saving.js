// Autosave. What is typed goes to the sitting (a buffer without history) within three seconds; leaving a paragraph,
// five minutes or Ctrl+S saves it in the text. Nothing is thrown away before the server has said that it has it.
import { alike } from "./ledger.js";
import { activeOf } from "./looks.js";
import { blocksOf, fresh } from "./identity.js";

const QUIET = 1200;
const LATEST = 2800;
const FIVE_MINUTES = 5 * 60 * 1000;
const LEFT = 350;
const PULSE = 6000;
const RETRY = [1000, 2000, 4000, 8000, 15000];

// `title()`: its words and those that were seen. `hear` is told what happened: state, answer, taken, stale, chosen.
export function createSaving({ editor, ledger, talk, urls, sitting, title, hear }) {
  const conflicts = new Map(); // lineage -> what the server said; such a block, with its family, waits for a choice
  const refused = new Map(); // lineage -> the block that the server would not have
  let cursor = urls.cursor; // what others did after it is asked for
  let told = urls.cursor; // what they did until then is in the ledger, save what that says is behind
  let flight = null; // what was sent and not answered: it is sent again as it was
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
  const stuck = (lineage) => conflicts.has(lineage);
  const ready = (hold) => [...titled(), ...ledger.steps(editor.state.doc, (lineage) => waits(lineage) || lineage === hold, stuck)];
  const nodesNow = () => new Map(blocksOf(editor.state.doc).map(({ node }) => [node.attrs.lineage, node]));
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
    // A question whose last block was joined with another one is asked anew, with that.
    for (const conflict of new Set(conflicts.values())) if (!block(conflict.place)) release(conflict);
    typedAt ||= now;
    unsavedAt ||= now;
    later("buffer", Math.max(0, Math.min(QUIET, typedAt + LATEST - now)), buffer);
    // A block that came, went or moved: the others shall see it, though nobody has left a paragraph.
    if (ready(held()).some((step) => step.do !== "rewrite")) later("left", LEFT, () => save());
    tell(said.how);
  }

  async function buffer({ quietly = false } = {}) {
    typedAt = 0;
    let sent, since;
    const { how, said: answer } = await talk.post(urls.sitting, () => {
      [sent, since] = [everything(), cursor];
      return { sitting, lineage: activeOf(editor.state), unsaved: sent, cursor, leave: false };
    });
    if (how !== "done") return failed(how, answer, buffer);
    buffered = JSON.stringify(sent);
    if (!quietly) failures = 0;
    heard(answer, since);
    tell("done", sent.length ? { savedAt: answer.saved_at } : {});
    if (isOpen()) later("buffer", QUIET, buffer);
  }

  // What could not be taken in yet is told again, and what is written here is saved, so that both can be looked at.
  // A choice may have turned `cursor` back since it was `asked` about: then what is new is told again, too.
  function heard(answer, asked, hearing = hear.answer) {
    const isNew = asked <= cursor;
    const isTakenIn = hearing(isNew ? answer : { ...answer, changed: [], removed: [], order: null, kin: [] });
    if (isNew) told = answer.cursor ?? told;
    if (isNew && isTakenIn) cursor = told;
    else later("left", 0, () => save({ all: true }));
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
    if (!flight && !ready(hold).length) return all && tell(said.how, { asked: true });
    const { how, said: answer } = await talk.post(urls.save, () => {
      flight ??= { nodes: nodesNow(), body: { sitting, key: fresh(), steps: ready(hold), cursor, told, behind: ledger.behind() } };
      return flight.body;
    });
    const { body, nodes } = flight;
    if (!["away", "out"].includes(how)) flight = null;
    if (how === "stale") return stale(answer, nodes, new Set(body.steps.map((step) => step.lineage)));
    if (how !== "done") return failed(how, answer, () => save({ all }), body.steps);
    failures = 0;
    unsavedAt = 0;
    buffered = "[]"; // a save empties the buffer; what it left out goes there again
    ledger.taken(body.steps, answer.paragraphs, nodes);
    heard(answer, body.cursor, (said) => hear.taken(said, body.steps, nodes));
    tell("done", { savedAt: answer.saved_at, asked: all });
    if (isOpen()) later("buffer", QUIET, buffer);
  }

  // Words that met others' words wait for a choice; what was only removed, moved, split or joined follows the others.
  // A family of which more is written here than was sent, or of which a part waits already, is sent once more, whole.
  function stale(answer, nodes, sent) {
    const all = answer.stale.filter((each) => each.lineages.length).map((each) => ({ ...each, order: answer.order, cursor, nodes }));
    const isTold = (lineage) => !stuck(lineage) && (sent.has(lineage) || alike(nodes.get(lineage), ledger.get(lineage)?.node));
    const whole = all.filter(({ lineages }) => lineages.every(isTold));
    for (const each of all) for (const lineage of each.lineages) if (!whole.includes(each) && stuck(lineage)) release(conflicts.get(lineage));
    const words = whole.filter((each) => each.has_words && each.lineages.some(block));
    for (const each of words) for (const lineage of each.lineages) conflicts.set(lineage, each);
    const follows = whole.filter((each) => !words.includes(each) && isAsSent(each));
    hear.stale(words, follows, answer.stale.find((each) => !each.lineages.length));
    tell("stale");
    // The rest is saved when what others did has come in; the same refusal again and again is given time.
    const wait = words.length ? 0 : RETRY[Math.min(failures++, RETRY.length - 1)];
    buffer({ quietly: true }).then(() => later("left", wait, () => save({ all: whole.length < all.length })));
  }

  // Whether the blocks of a family are still as they were when the server was asked.
  const isAsSent = ({ lineages, nodes }) => lineages.every((lineage) => alike(block(lineage), nodes.get(lineage)));

  // A choice is made; what others have done meanwhile is told again.
  function settle(conflict) {
    for (const [lineage, each] of conflicts) if (each === conflict) conflicts.delete(lineage);
    cursor = Math.min(cursor, conflict.cursor);
  }

  function release(conflict) {
    settle(conflict);
    hear.over(conflict);
  }

  // The family becomes what was chosen; what was written meanwhile is asked about anew.
  async function put(conflict, steps, key = fresh()) {
    const { how, said: answer } = await talk.post(urls.save, () => ({ sitting, key, steps, cursor, told, behind: ledger.behind() }));
    if (!["done", "stale", "refused"].includes(how)) return failed(how, answer, () => put(conflict, steps, key));
    settle(conflict);
    buffered = "[]";
    if (how !== "done" || !isAsSent(conflict)) return save({ all: true });
    hear.chosen(became(conflict, steps, answer.paragraphs));
    tell("done", { savedAt: answer.saved_at, asked: true });
    buffer();
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
      heard(answer, cursor);
      return answer.restored ?? [];
    },
    async throwAway() {
      over = true;
      for (const timer of Object.values(timers)) clearTimeout(timer);
      buffered = JSON.stringify(everything());
      await talk.post(urls.sitting, { sitting, lineage: null, unsaved: [], cursor, leave: true });
    },
    settle,
    isAsSent,
    waits: stuck,
    // More paragraphs belong to a conflict: others have gone on splitting and joining there.
    concerns: (lineages) => {
      const conflict = conflicts.get(lineages.find(stuck));
      for (const each of lineages) if (!conflicts.has(each)) conflicts.set(each, conflict);
    },
    start: () => later("pulse", 300, buffer),
    retryNow: () => failures && (over ? null : buffer().then(() => save())),
  };
}

// What a family has become by these steps.
function became({ lineages, rows, order }, steps, paragraphs) {
  const gone = new Set(steps.filter((step) => step.do === "remove").map((step) => step.lineage));
  const made = new Map([...rows, ...paragraphs.filter(({ lineage }) => lineages.includes(lineage))].map((row) => [row.lineage, row]));
  const next = order.filter((lineage) => !gone.has(lineage));
  for (const step of steps) if (step.do === "insert") next.splice(next.indexOf(step.after) + 1, 0, step.lineage);
  return { lineages, order: next, rows: lineages.filter((each) => made.has(each) && !gone.has(each)).map((each) => made.get(each)) };
}
