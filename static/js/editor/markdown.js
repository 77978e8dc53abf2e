// From a block of the editor to the project's Markdown (drafts/domain/blocks.py reads it): its inner words,
// without marker and indentation. Words that look like a mark of Markdown are escaped, so that they stay words.
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const ORDER = ["link", "raw", "bold", "italic", "code"];

// The Markdown of one block. `links`: the text has link definitions, which a word in brackets could meet.
export function markdownOf(node, { links = false } = {}) {
  if (node.type.name === "box") return node.attrs.text;
  if (node.type.name === "table") return table(node, links);
  const words = inline(node, { links, oneLine: node.attrs.kind === "heading" });
  if (node.attrs.kind === "heading") return plainStart(words.replace(/(^|\s)(#+)$/, "$1\\$2"), 0);
  return words.split("\n").map((line) => line.replace(/^[ \t]+/, "")).map(plainStart).join("\n");
}

function table(node, links) {
  const rows = [];
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => {
      cells.push(inline(cell, { links, oneLine: true }).replace(/\|/g, "\\|"));
      for (let more = 1; more < cell.attrs.colspan; more++) cells.push("");
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map((cells) => cells.length));
  const sides = [];
  node.firstChild.forEach((cell) => sides.push({ center: ":-:", right: "--:" }[cell.attrs.align] ?? "---"));
  const line = (cells, empty = "") => `| ${[...cells, ...Array(width - cells.length).fill(empty)].join(" | ")} |`;
  return [line(rows[0]), line(sides, "---"), ...rows.slice(1).map((cells) => line(cells))].join("\n");
}

function inline(node, options) {
  const runs = runsOf(node, options);
  const isBlank = (run) => run && (run.isBreak || (!run.raw && !run.text.trim()));
  while (isBlank(runs.at(-1))) runs.pop();
  while (isBlank(runs[0])) runs.shift();
  // Several spaces read as one, here and on every page.
  return spans(runs, { ...options, inLink: false }).replace(/^[ \t\n]+|[ \t\n]+$/g, "").replace(/ {2,}/g, " ");
}

// The words and small things of a block in order, each with its marks, outermost first.
function runsOf(node, { oneLine }) {
  const runs = [];
  node.forEach((child) => {
    const marks = [...child.marks].sort((a, b) => ORDER.indexOf(a.type.name) - ORDER.indexOf(b.type.name));
    if (child.isText) runs.push(...loosened(child.text.replace(CONTROL, "").replace(/[\t\n\r]+/g, " "), marks));
    else if (child.type.name === "hardBreak") {
      const again = runs.at(-1)?.isBreak;
      runs.push({ marks: marks.filter((mark) => mark.type.name === "raw"), isBreak: true, raw: oneLine || again ? "<br>" : "\\\n" });
    } else if (child.type.name === "noteRef") runs.push({ marks: [], raw: `[^${child.attrs.label}]` });
    else if (child.type.name === "anchor") runs.push({ marks: [], raw: `<a id="${child.attrs.name}"></a>` });
  });
  return runs;
}

// Bold and italic cannot begin or end with a blank: the blanks of a marked run stand outside the marks.
function loosened(text, marks) {
  const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
  const loose = marks.filter((mark) => !["bold", "italic", "code"].includes(mark.type.name));
  if (loose.length === marks.length) return [{ marks, text }];
  return [
    { marks: loose, text: before },
    { marks, text: words },
    { marks: loose, text: after },
  ].filter((run) => run.text);
}

function spans(runs, options) {
  let written = "";
  for (let at = 0; at < runs.length; ) {
    const outer = runs[at].marks[0];
    let end = at + 1;
    if (outer) while (end < runs.length && runs[end].marks[0]?.eq(outer)) end++;
    const next = runs[end];
    if (outer) {
      const inner = runs.slice(at, end).map((run) => ({ ...run, marks: run.marks.slice(1) }));
      if (outer.type.name === "link") written = written.replace(/!$/, "\\!");
      written += marked(outer, inner, options, written, next);
    } else written += runs[at].raw ?? escaped(runs[at].text, { ...options, isLast: !next });
    at = end;
  }
  return written;
}

function marked(mark, runs, options, before, next) {
  switch (mark.type.name) {
    case "link":
      return `[${spans(runs, { ...options, inLink: true })}](${target(mark.attrs.href)})`;
    case "code":
      return ticked(runs.map((run) => run.text ?? " ").join(""));
    case "raw":
      return `<${mark.attrs.tag}${attribute("title", mark)}${attribute("lang", mark)}>${spans(runs, options)}</${mark.attrs.tag}>`;
  }
  const words = spans(runs, options);
  const [star, tag] = mark.type.name === "bold" ? ["**", "strong"] : ["*", "em"];
  const beside = before.endsWith("*") || ["bold", "italic"].includes(next?.marks[0]?.type.name);
  const both = mark.type.name === "bold" && runs.length === 1 && runs[0].marks.length === 1;
  if (beside || (!both && (words.startsWith("*") || words.endsWith("*")))) return `<${tag}>${words}</${tag}>`;
  return star + words + star;
}

const attribute = (name, mark) => (mark.attrs[name] ? ` ${name}="${mark.attrs[name].replace(/["<>&]/g, "")}"` : "");

function target(href) {
  const safe = href.replace(/[\s<>\\`]/g, encodeURIComponent);
  return /[()]/.test(safe) ? `<${safe}>` : safe;
}

function ticked(words) {
  const longest = Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = words.startsWith("`") || words.endsWith("`") ? " " : "";
  return fence + room + words + room + fence;
}

function escaped(text, { links, inLink, isLast }) {
  let written = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    const rest = text.slice(at);
    if (sign === "&" && /^&#?\w+;/.test(rest)) written += "&amp;";
    else written += needsEscape(sign, rest, text[at - 1] ?? "", { links, inLink, isLast }) ? `\\${sign}` : sign;
  }
  return written;
}

function needsEscape(sign, rest, before, { links, inLink, isLast }) {
  switch (sign) {
    case "\\":
      return rest.length < 2 || PUNCTUATION.test(rest[1]);
    case "*":
    case "`":
      return true;
    case "_":
      return !(/[\p{L}\p{N}]/u.test(before) && /^_+[\p{L}\p{N}]/u.test(rest));
    case "<":
      return /^<[A-Za-z/!?]/.test(rest) || rest.length < 2;
    case ":":
      return !before;
    case "[":
      return links || inLink || !(/^\[[^[\]^][^[\]]*\](?![[(:])./s.test(rest) || (isLast && /^\[[^[\]^][^[\]]*\]$/.test(rest)));
    case "]":
      return inLink;
  }
  return false;
}

// What would begin a block of another kind at the start of a line.
function plainStart(line, at) {
  if (at && /^[-:|\s]+$/.test(line)) return `\\${line}`;
  if (/^(?:#{1,6}(?:\s|$)|[-+](?:\s|$)|>|~~~|-+\s*$|=+\s*$)/.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
