// From the rows of the page, and from what the server answers, to blocks of the editor.
import { DOMParser } from "../../vendor/editor.js";

const BLOCKS = "p, ul, ol, table, pre, div, blockquote";

// Every row of the page: what is known of its paragraph, and the element that holds its words.
export function rowsOf(sheet) {
  return [...sheet.querySelectorAll("[data-lineage][data-revision]")].map((row) => ({
    lineage: row.dataset.lineage,
    revision: Number(row.dataset.revision),
    kind: row.dataset.kind,
    level: Number(row.dataset.level),
    marker: row.dataset.marker,
    number: row.dataset.number,
    text: row.dataset.text,
    words: row.querySelector("[data-words]"),
    margin: row.querySelector(".er-n"),
    isChanged: row.classList.contains("is-changed"),
  }));
}

// Makes blocks of paragraphs: {lineage, kind, level, marker, text} and `words` (an element) or `html`.
export function reader(schema) {
  const parser = DOMParser.fromSchema(schema);
  return function block(paragraph) {
    const { kind, lineage, level, marker, text } = paragraph;
    const words = paragraph.words ?? parsed(paragraph.html ?? "");
    if (!isPlain(kind, text, words)) return boxed(schema, { ...paragraph, html: words.innerHTML });
    if (kind === "table") {
      const table = schema.nodes.table.create({ lineage, level, marker });
      const read = parser.parse(words.querySelector("table"), { topNode: table });
      return read.childCount && read.firstChild.childCount ? read : boxed(schema, { ...paragraph, html: words.innerHTML });
    }
    const only = words.children.length === 1 && words.firstElementChild.matches("p") ? words.firstElementChild : words;
    return parser.parse(only, { topNode: schema.nodes.para.create({ kind, lineage, level, marker }) });
  };
}

export const boxed = (schema, { kind, lineage, level, marker, text, html = "" }) =>
  schema.nodes.box.create({ kind, lineage, level, marker, text, html });

// A template's content is inert: nothing in it is loaded or run.
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const holder = document.createElement("div");
  holder.append(template.content);
  return holder;
}

// Whether the editor knows all that the paragraph holds: else it is edited as Markdown.
function isPlain(kind, text, words) {
  if (kind === "code" || [...words.querySelectorAll("[id]")].some((each) => each.textContent || each.matches("[href]"))) return false;
  if (kind === "table") return true;
  const inside = [...words.querySelectorAll(BLOCKS)];
  if (kind === "quote" || kind === "note") {
    return !text.includes("\n\n") && inside.every((each) => each.matches("p") && inside.length === 1);
  }
  return !inside.length;
}
