// The toolbar: one stop of the Tab key, arrows within it; what a button does is shown by aria-pressed.
import {
  Selection, addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable,
} from "../../vendor/editor.js";
import { selectedBlocks, setKind } from "./keys.js";

const TABLE = { rowAfter: addRowAfter, columnAfter: addColumnAfter, rowOut: deleteRow, columnOut: deleteColumn, tableOut: deleteTable };

export function createToolbar(bar, editor, { askLink, labels }) {
  const stops = () => [...bar.querySelectorAll("select, button")].filter((each) => !each.disabled && each.offsetParent);
  const chooser = bar.querySelector("select");
  const acts = {
    bold: () => editor.chain().focus().toggleMark("bold").run(),
    italic: () => editor.chain().focus().toggleMark("italic").run(),
    bullet: () => toggle("bullet"),
    ordered: () => toggle("ordered"),
    undo: () => editor.chain().focus().undo().run(),
    redo: () => editor.chain().focus().redo().run(),
    link: askLink,
    table: () => insertTable(editor),
    note: () => insertNote(editor, labels),
  };
  for (const [name, command] of Object.entries(TABLE)) {
    acts[name] = () => (command(editor.state, editor.view.dispatch), editor.commands.focus());
  }

  function toggle(kind) {
    const isNow = selectedBlocks(editor.state).every(({ node }) => node.attrs.kind === kind);
    setKind(editor.state, editor.view.dispatch, isNow ? "paragraph" : kind);
    editor.commands.focus();
  }

  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
  chooser.addEventListener("change", () => {
    const [kind, level] = chooser.value.split(" ");
    setKind(editor.state, editor.view.dispatch, kind, Number(level ?? 0));
  });
  bar.addEventListener("keydown", (event) => {
    const list = stops();
    const at = list.indexOf(document.activeElement);
    const inChooser = event.target === chooser && ["ArrowUp", "ArrowDown"].includes(event.key);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    else if (to === undefined || inChooser) return;
    else rove(list[(to + list.length) % list.length], true);
    event.preventDefault();
  });
  bar.addEventListener("focusin", (event) => rove(event.target.closest("select, button")));

  function rove(stop, take = false) {
    if (!stop) return;
    for (const each of bar.querySelectorAll("select, button")) each.tabIndex = each === stop ? 0 : -1;
    if (take) stop.focus();
  }

  function update() {
    const { state } = editor;
    const blocks = selectedBlocks(state).map(({ node }) => node);
    const [first] = blocks;
    const set = (name, pressed, disabled = false) => {
      const button = bar.querySelector(`[data-act=${name}]`);
      if (pressed !== null && button.ariaPressed !== `${pressed}`) button.ariaPressed = `${pressed}`;
      // A button that has the focus keeps it, whatever it can do now.
      button.ariaDisabled = `${disabled}`;
    };
    for (const mark of ["bold", "italic", "link"]) set(mark, editor.isActive(mark));
    for (const kind of ["bullet", "ordered"]) set(kind, blocks.length > 0 && blocks.every((node) => node.attrs.kind === kind));
    set("undo", null, !editor.can().undo());
    set("redo", null, !editor.can().redo());
    const inTable = isInTable(state);
    for (const each of bar.querySelectorAll("[data-in-table]")) each.hidden = !inTable;
    const is = first?.type.name !== "para" ? first?.type.name : first.attrs.kind === "heading" ? `heading ${first.attrs.level}` : first.attrs.kind;
    const known = [...chooser.options].some((option) => option.value === is);
    chooser.value = known ? is : "";
    chooser.disabled = first?.type.name !== "para" && document.activeElement !== chooser;
  }

  rove(chooser);
  return { update, focus: () => (bar.querySelector("[tabindex='0']") ?? chooser).focus() };
}

// A table of two columns after the block with the cursor; an empty one gives way to it.
function insertTable(editor) {
  const { state } = editor;
  if (isInTable(state)) return editor.commands.focus();
  const { tableRow, tableHeader, tableCell, table } = state.schema.nodes;
  const row = (cell) => tableRow.create(null, [cell.create(), cell.create()]);
  const made = table.create(null, [row(tableHeader), row(tableCell), row(tableCell)]);
  const { $head } = state.selection;
  const pos = $head.depth ? $head.after(1) : $head.pos;
  const tr = state.tr.insert(pos, made);
  const at = $head.depth && !$head.parent.content.size ? pos - 2 : pos;
  if (at < pos) tr.delete(at, pos);
  tr.setSelection(Selection.near(tr.doc.resolve(at + 3)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.commands.focus();
}

// A footnote: its mark at the cursor, and a new note at the end of the text, where the words are written.
function insertNote(editor, labels) {
  const { state } = editor;
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || $from.parent.attrs.kind === "note") return;
  const used = new Set(labels);
  state.doc.forEach((node) => node.attrs.kind === "note" && used.add(node.attrs.marker));
  let label = 1;
  while (used.has(`${label}`)) label++;
  const tr = state.tr.insert(state.selection.to, state.schema.nodes.noteRef.create({ label: `${label}` }));
  const end = tr.doc.content.size;
  tr.insert(end, state.schema.nodes.para.create({ kind: "note", marker: `${label}`, lineage: null }));
  tr.setSelection(Selection.near(tr.doc.resolve(end + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.commands.focus();
}
