// Pasting: Word's blocks stay blocks of their own, plain text becomes paragraphs.
import { Extension, Fragment, Plugin, Selection, Slice, isInTable } from "../../vendor/editor.js";
import { flattened } from "./word.js";

// A blank line, or the beginning of a line with a number, a letter or a bullet before its words.
const BETWEEN = /\n[ \t]*\n|\n(?=[ \t]*(?:(?:\d{1,3}\.)+\d{0,3}|\d{1,3}\)|[a-zA-Z]\)|[-*\u2022\u2013])[ \t]+\S)/;

// Lines of plain text as paragraphs; where blank lines part them, a single line break is only a blank, save in a list.
function paragraphs(text, schema) {
  const plain = text.replace(/\r\n?/g, "\n");
  const parts = /\n[ \t]*\n/.test(plain) ? plain.split(BETWEEN).map((part) => part.replace(/\s*\n\s*/g, " ")) : plain.split("\n");
  const nodes = parts.filter((part) => part.trim()).map((part) => schema.nodes.para.create(null, schema.text(part.trim())));
  const open = nodes.length === 1 ? 1 : 0;
  return nodes.length ? new Slice(Fragment.from(nodes), open, open) : Slice.empty;
}

// Puts whole blocks where the cursor is: in place of an empty block, else between the halves of the one it is in.
function putBlocks(view, nodes) {
  const tr = view.state.tr.deleteSelection();
  const { $from } = tr.selection;
  const { parent } = $from;
  let at = $from.depth ? $from.before(1) : $from.pos;
  if ($from.depth && !parent.content.size) tr.delete(at, at + parent.nodeSize);
  else if ($from.depth && $from.parentOffset === parent.content.size) at += parent.nodeSize;
  else if ($from.depth && $from.parentOffset) {
    const attrs = { ...parent.attrs, lineage: null, merged: [], origin: parent.attrs.lineage };
    tr.split($from.pos, 1, [{ type: parent.type, attrs }]);
    at = $from.pos + 1;
  }
  tr.insert(at, nodes);
  const end = at + nodes.reduce((size, node) => size + node.nodeSize, 0);
  tr.setSelection(Selection.near(tr.doc.resolve(Math.max(end - 1, 0)), -1));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
}

export const Paste = Extension.create({
  name: "pasting",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        transformPastedHTML: flattened,
        clipboardTextParser: (text, $context, plain, view) => paragraphs(text, view.state.schema),
        handlePaste(view, event, slice) {
          const html = event.clipboardData?.getData("text/html") ?? "";
          const nodes = [];
          slice.content.forEach((node) => nodes.push(node));
          const first = nodes[0];
          const plain = nodes.length < 2 && (!first?.isBlock || first.attrs.kind === "paragraph");
          if (html.includes("data-pm-slice") || plain || isInTable(view.state)) return false;
          if (!nodes.every((node) => node.type.spec.group === "block")) return false;
          putBlocks(view, nodes);
          return true;
        },
      },
    }),
  ],
});
