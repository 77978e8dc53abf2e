// What Word (and any other page) puts on the clipboard, made into flat blocks: headings, paragraphs, list items with
// their levels, tables. Only structure, bold, italic and links are taken over; how it looked is not.
import { SAFE } from "./schema.js";

const BLOCKS = "p,div,ul,ol,li,table,h1,h2,h3,h4,h5,h6,blockquote,pre,section,article,main,header,footer,dl,dt,dd,figure,hr";
const DROPPED = "style,script,title,meta,link,img,svg,object,iframe,template,input,button,select,textarea,del,xml,[class^=MsoToc]";
const KEPT = { B: "strong", STRONG: "strong", I: "em", EM: "em", SUB: "sub", SUP: "sup", CODE: "code", BR: "br" };

// The HTML of the clipboard as flat blocks; what comes from the editor itself is left as it is.
export function flattened(html) {
  if (html.includes("data-pm-slice")) return html;
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  for (const each of page.querySelectorAll(DROPPED)) each.remove();
  const out = page.createElement("div");
  read(page.body, out, { level: 0 });
  return out.innerHTML;
}

// The content policy complains of a style attribute as soon as it is read, so it is given another name.
function inert(html) {
  return html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-on="));
}

function read(container, out, list) {
  let loose = null;
  for (const node of [...container.childNodes]) {
    const isBlock = node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCKS) || node.querySelector(BLOCKS));
    if (!isBlock) {
      loose ??= out.ownerDocument.createElement("p");
      inline(node, loose);
      continue;
    }
    put(out, loose, {});
    loose = null;
    block(node, out, list);
  }
  put(out, loose, {});
}

function block(element, out, list) {
  const tag = element.tagName;
  if (tag === "TABLE") return out.append(table(element));
  if (tag === "UL" || tag === "OL") return items(element, out, list);
  if (tag === "HR") return;
  if (element.querySelector(BLOCKS)) return read(element, out, list);
  const made = out.ownerDocument.createElement("p");
  const role = roleOf(element);
  inline(element, made);
  put(out, made, role.kind === "paragraph" && list.level ? { kind: "paragraph", level: list.level } : role);
}

// What a paragraph of Word is: its list level and marker stand in its style, a heading's level in tag or style.
function roleOf(element) {
  const style = element.dataset.style ?? "";
  const heading = /^H([1-6])$/.exec(element.tagName)?.[1] ?? /mso-outline-level:\s*([1-6])/.exec(style)?.[1] ?? /MsoHeading([1-6])?/.exec(element.className)?.slice(1);
  const listed = /mso-list:\s*(?!none)[^;]*?level(\d)/i.exec(style);
  const marker = markerOf(element);
  if (heading) return { kind: "heading", level: Math.min(Number([].concat(heading)[0] ?? 1) || 1, 5) };
  if (/MsoTitle/.test(element.className)) return { kind: "heading", level: 1 };
  if (listed || /MsoList(?:Bullet|Number)/.test(element.className)) {
    const level = Number(listed?.[1] ?? /(\d)$/.exec(element.className)?.[1] ?? 1);
    const counts = /^[\p{L}\p{N}]{1,5}[.)]/u.test(marker) || /MsoListNumber/.test(element.className);
    return { kind: counts ? "ordered" : "bullet", level: Math.min(level, 6), marker: /^\d+[.)]/.exec(marker)?.[0] ?? "" };
  }
  if (element.tagName === "BLOCKQUOTE" || /MsoQuote|MsoIntenseQuote/.test(element.className)) return { kind: "quote" };
  return { kind: "paragraph" };
}

// The bullet or number that Word wrote out before the words; it is taken away from them.
function markerOf(element) {
  const written = [...element.querySelectorAll("[data-style]")].filter((each) => /mso-list:\s*Ignore/i.test(each.dataset.style));
  const marker = written.map((each) => each.textContent).join("").replace(/\s+/g, " ").trim();
  for (const each of written) each.remove();
  return marker;
}

function items(listElement, out, list) {
  const level = Math.min(Number(listElement.querySelector(":scope > li[aria-level]")?.getAttribute("aria-level") ?? list.level + 1), 6);
  const kind = listElement.tagName === "OL" ? "ordered" : "bullet";
  let number = Number(listElement.getAttribute("start")) || 1;
  for (const child of [...listElement.children]) {
    if (child.matches("ul, ol")) items(child, out, { level });
    if (!child.matches("li")) continue;
    const held = out.ownerDocument.createElement("div");
    read(child, held, { level });
    const first = held.firstElementChild;
    if (first?.matches("p") && (first.dataset.kind ?? "paragraph") === "paragraph") {
      put(held, first, { kind, level, marker: kind === "ordered" ? `${number}.` : "" }, true);
      number += 1;
    }
    out.append(...held.childNodes);
  }
}

// A block in the form that the schema reads; an empty one is left out.
function put(out, made, { kind = "paragraph", level = 0, marker = "" }, inPlace = false) {
  if (!made || !made.textContent.replace(/[\s\u200b]+/g, "")) return;
  const tag = { heading: `h${level + 1}`, bullet: "ul", ordered: "ol", quote: "blockquote" }[kind] ?? "p";
  const element = out.ownerDocument.createElement(tag);
  Object.assign(element.dataset, { kind, level, ...(marker ? { marker } : {}) });
  const holder = ["ul", "ol"].includes(tag) ? element.appendChild(out.ownerDocument.createElement("li")) : element;
  holder.append(...made.childNodes);
  if (inPlace) made.replaceWith(element);
  else out.append(element);
}

function inline(node, into) {
  if (node.nodeType === Node.TEXT_NODE) into.append(node.data.replace(/[\t\n\r ]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (/mso-list:\s*Ignore/i.test(node.dataset?.style ?? "")) return;
  const style = node.dataset?.style ?? "";
  const href = node.tagName === "A" && node.getAttribute("href");
  const tags = [];
  if (href && SAFE.test(href) && !href.startsWith("#")) tags.push("a"); // places of another text lead nowhere here
  if (KEPT[node.tagName] && !/font-weight:\s*normal/.test(style)) tags.push(KEPT[node.tagName]);
  if (/font-weight:\s*(?:bold|[6-9]00)/.test(style)) tags.push("strong");
  if (/font-style:\s*italic/.test(style)) tags.push("em");
  let place = into;
  for (const tag of tags) {
    place = place.appendChild(into.ownerDocument.createElement(tag));
    if (tag === "a") place.setAttribute("href", href);
  }
  for (const child of node.childNodes) inline(child, place);
}

// A table of plain cells: what spanned several leaves empty ones, blocks in a cell become lines.
function table(element) {
  const page = element.ownerDocument;
  const made = page.createElement("table");
  const taken = [];
  [...element.rows].forEach((row, y) => {
    const line = made.appendChild(page.createElement("tr"));
    const cells = [...row.cells];
    for (let x = 0; cells.length || taken[y]?.[x]; x++) {
      const place = line.appendChild(page.createElement(y ? "td" : "th"));
      if (taken[y]?.[x]) continue;
      const cell = cells.shift();
      for (let down = 0; down < Math.min(cell.rowSpan || 1, 100); down++) {
        for (let along = 0; along < Math.min(cell.colSpan || 1, 50); along++) (taken[y + down] ??= [])[x + along] = true;
      }
      lines(cell, place);
    }
  });
  return made;
}

function lines(cell, place) {
  const held = cell.ownerDocument.createElement("div");
  read(cell, held, { level: 0 });
  [...held.children].forEach((block, at) => {
    if (at) place.append(cell.ownerDocument.createElement("br"));
    const kind = block.dataset.kind;
    if (kind === "bullet") place.append("• ");
    if (kind === "ordered" && block.dataset.marker) place.append(`${block.dataset.marker} `);
    place.append(...(block.querySelector("li") ?? block).childNodes);
  });
}
