// What a text may hold in the editor: a flat row of blocks, each one paragraph of the draft, and the marks in their words.
// A block's `lineage` is its identity; `origin` is the lineage that it was split from, `merged` those that were joined to it.
import { Bold, Document, Extension, Italic, Mark, Node, Text, mergeAttributes } from "../../vendor/editor.js";

export const ITEMS = ["bullet", "ordered"];
export const RAW_TAGS = ["sub", "sup", "u", "s", "mark", "small", "kbd", "cite", "q", "abbr", "span"];

const kept = (value) => ({ default: value, rendered: false });
const identity = () => ({
  lineage: {
    default: null,
    parseHTML: (element) => element.dataset.lineage || null,
    renderHTML: ({ lineage }) => (lineage ? { "data-lineage": lineage } : {}),
  },
  level: { default: 0, parseHTML: levelOf, renderHTML: ({ level }) => ({ "data-level": level }) },
  marker: {
    default: "",
    parseHTML: (element) => element.dataset.marker || "",
    renderHTML: ({ marker }) => (marker ? { "data-marker": marker } : {}),
  },
  origin: kept(null),
  merged: kept([]),
});

function levelOf(element) {
  if (element.dataset.level) return Number(element.dataset.level);
  const heading = /^H([1-6])$/.exec(element.tagName);
  if (heading) return Math.min(Math.max(Number(heading[1]) - 1, 1), 5);
  return /^[UO]L$/.test(element.tagName) ? 1 : 0;
}

function kindOf(element) {
  if (element.dataset.kind) return element.dataset.kind;
  const kinds = { UL: "bullet", OL: "ordered", BLOCKQUOTE: "quote" };
  return kinds[element.tagName] ?? (/^H[1-6]$/.test(element.tagName) ? "heading" : "paragraph");
}

// A list item is a list of its own with one item: real list semantics, and still one block.
function drawn({ kind, level, marker }, attributes) {
  const looks = mergeAttributes(attributes, { class: "rb", "data-kind": kind });
  if (kind === "heading") return [`h${level + 1}`, looks, 0];
  if (kind === "bullet") return ["ul", looks, ["li", 0]];
  if (kind === "ordered") return ["ol", { ...looks, start: parseInt(marker, 10) || 1 }, ["li", 0]];
  return [{ quote: "blockquote", note: "div" }[kind] ?? "p", looks, 0];
}

// Words: a heading, a paragraph, a list item, a plain quote or a plain note.
const Para = Node.create({
  name: "para",
  group: "block",
  content: "inline*",
  priority: 1000,
  addAttributes: () => ({ kind: { default: "paragraph", parseHTML: kindOf, renderHTML: () => ({}) }, ...identity() }),
  parseHTML: () => [
    { tag: "ul[data-kind]", contentElement: "li" },
    { tag: "ol[data-kind]", contentElement: "li" },
    { tag: "p, h1, h2, h3, h4, h5, h6, blockquote, div[data-kind=note]" },
  ],
  renderHTML: ({ node, HTMLAttributes }) => drawn(node.attrs, HTMLAttributes),
});

// What cannot be edited richly: shown as it is rendered, its Markdown edited in place (box.js).
const Box = Node.create({
  name: "box",
  group: "block",
  atom: true,
  addAttributes: () => ({ kind: kept("code"), ...identity(), text: kept(""), html: kept("") }),
  renderHTML: ({ node, HTMLAttributes }) => [
    "pre",
    mergeAttributes(HTMLAttributes, { class: "rb rb-box", "data-kind": node.attrs.kind }),
    node.attrs.text,
  ],
});

const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  addAttributes: identity,
  parseHTML: () => [{ tag: "div[data-kind=table]", contentElement: "tbody" }, { tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { class: "rb rb-table", "data-kind": "table" }),
    ["table", ["tbody", 0]],
  ],
});

const TableRow = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)+",
  tableRole: "row",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

const cell = (name, tag, tableRole) =>
  Node.create({
    name,
    content: "inline*",
    tableRole,
    isolating: true,
    addAttributes: () => ({
      colspan: kept(1),
      rowspan: kept(1),
      colwidth: kept(null),
      align: {
        default: "",
        parseHTML: (element) => ["center", "right"].find((side) => element.classList.contains(side)) ?? "",
        renderHTML: ({ align }) => (align ? { class: align } : {}),
      },
    }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, tag === "th" ? { ...HTMLAttributes, scope: "col" } : HTMLAttributes, 0],
  });

// prosemirror-tables asks each node for the part that it plays in a table.
const Roles = Extension.create({
  name: "roles",
  extendNodeSchema: (extension) => (extension.config.tableRole ? { tableRole: extension.config.tableRole } : {}),
});

const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
});

const NoteRef = Node.create({
  name: "noteRef",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    label: { default: "1", parseHTML: (element) => element.textContent, renderHTML: () => ({}) },
  }),
  parseHTML: () => [
    { tag: "sup[data-note]", priority: 80 },
    { tag: "sup", priority: 80, getAttrs: (sup) => (sup.querySelector("a[href^='#note-']") ? null : false) },
  ],
  renderHTML: ({ node }) => ["sup", { "data-note": node.attrs.label }, node.attrs.label],
});

// A place that a link inside the text leads to; it has no words of its own.
const Anchor = Node.create({
  name: "anchor",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    name: { default: "", parseHTML: (element) => element.id.replace(/^t-/, ""), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "a[id]:not([href])", priority: 80 }],
  renderHTML: ({ node }) => ["a", { "data-place": node.attrs.name }],
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  priority: 900,
  addAttributes: () => ({
    href: { default: "", parseHTML: (a) => (a.getAttribute("href") ?? "").replace(/^#t-/, "#") },
  }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (a) => (SAFE.test(a.getAttribute("href")) ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ["a", { ...HTMLAttributes, rel: "noopener noreferrer" }, 0],
});
export const SAFE = /^(?:https?:|mailto:|#)/i;

const Code = Mark.create({
  name: "code",
  excludes: "bold italic link raw",
  parseHTML: () => [{ tag: "code" }],
  renderHTML: () => ["code", 0],
  addKeyboardShortcuts() {
    return { "Mod-e": () => this.editor.commands.toggleMark("code") };
  },
});

// Inline HTML that Markdown lets through: raised, underlined, another language.
const Raw = Mark.create({
  name: "raw",
  excludes: "",
  addAttributes: () => ({
    tag: { default: "u", parseHTML: (element) => element.tagName.toLowerCase(), rendered: false },
    title: { default: null },
    lang: { default: null },
  }),
  parseHTML: () => RAW_TAGS.map((tag) => ({ tag: tag === "span" ? "span[lang]" : tag })),
  renderHTML: ({ mark, HTMLAttributes }) => [mark.attrs.tag, HTMLAttributes, 0],
});

export const NODES = [
  Document, Text, Para, Box, Table, TableRow, cell("tableCell", "td", "cell"), cell("tableHeader", "th", "header_cell"),
  Roles, HardBreak, NoteRef, Anchor, Link, Bold, Italic, Code, Raw,
];
