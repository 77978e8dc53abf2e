// How blocks look beside their words: number, the one being written in, who else writes, what is in conflict, marks.
import { Decoration, DecorationSet, Extension, Plugin, PluginKey } from "../../vendor/editor.js";
import { blocksOf } from "./identity.js";

const KEY = new PluginKey("looks");
const EMPTY = { numbers: {}, changed: new Set(), writers: new Map(), panels: new Map(), ranges: [], fresh: new Set() };

export const anchor = (number) => `p-${number.replaceAll(".", "-")}`;
export const activeOf = (state) => {
  const index = state.selection.$from.index(0);
  return index < state.doc.childCount ? state.doc.child(index).attrs.lineage : null;
};
export const numberOf = (state, lineage) => KEY.getState(state).numbers[lineage] ?? "";

// Changes what is shown beside the words: any of numbers, changed, writers, panels, ranges.
export function show(editor, what) {
  editor.view.dispatch(editor.state.tr.setMeta(KEY, what).setMeta("addToHistory", false));
}

// The seam for other modules: marks words, [{lineage, from, to, class, title}], counted in the block's text.
export const markRanges = (editor, ranges) => show(editor, { ranges });

function drawn(state) {
  const { numbers, changed, writers, panels, ranges, fresh } = KEY.getState(state);
  const active = activeOf(state);
  const found = [];
  for (const { node, pos } of blocksOf(state.doc)) {
    const { lineage } = node.attrs;
    const number = numbers[lineage] ?? "";
    const end = pos + node.nodeSize;
    const names = writers.get(lineage);
    const looks = [lineage === active && "is-active", changed.has(lineage) && "is-changed", names && "is-other", fresh.has(lineage) && "is-fresh"].filter(Boolean);
    found.push(Decoration.node(pos, end, { "data-number": number, ...(number ? { id: anchor(number) } : {}), class: looks.join(" ") }));
    if (names) found.push(Decoration.widget(pos, () => writing(names), { side: -1, key: `writing ${lineage} ${names.words}` }));
    const panel = panels.get(lineage);
    if (panel) found.push(Decoration.widget(end, panel, { side: 1, key: `panel ${lineage}`, stopEvent: () => true, ignoreSelection: true }));
    for (const range of ranges) {
      if (range.lineage !== lineage) continue;
      const at = pos + 1;
      found.push(Decoration.inline(at + range.from, Math.min(at + range.to, end - 1), { class: range.class, title: range.title }));
    }
  }
  return DecorationSet.create(state.doc, found);
}

function writing({ words, initials }) {
  const line = document.createElement("p");
  line.className = "who-here";
  line.contentEditable = "false";
  const sign = Object.assign(document.createElement("span"), { className: "av av-s", textContent: initials });
  sign.ariaHidden = "true";
  line.append(sign, ` ${words}`);
  return line;
}

export const Looks = Extension.create({
  name: "looks",
  addProseMirrorPlugins: () => {
    let last = { state: null, set: null };
    return [
      new Plugin({
        key: KEY,
        state: { init: () => EMPTY, apply: (tr, value) => (tr.getMeta(KEY) ? { ...value, ...tr.getMeta(KEY) } : value) },
        props: {
          decorations(state) {
            const is = [state.doc, activeOf(state), KEY.getState(state)];
            if (!last.is || is.some((each, at) => each !== last.is[at])) last = { is, set: drawn(state) };
            return last.set;
          },
        },
      }),
    ];
  },
});
