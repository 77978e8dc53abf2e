// The contents column follows the headings; the one that is written under is marked.
import { blocksOf } from "./identity.js";
import { anchor, numberOf } from "./looks.js";

export function createOutline(list, editor, { whole }) {
  let last = "";

  function update() {
    const { state } = editor;
    const at = state.selection.$from.index(0);
    const found = [];
    let current = -1;
    state.doc.forEach((node, offset, index) => {
      if (node.attrs.kind !== "heading" || node.attrs.level > 2) return;
      found.push({ level: node.attrs.level, number: numberOf(state, node.attrs.lineage), words: node.textContent });
      if (index <= at) current = found.length - 1;
    });
    if (whole) draw(found);
    [...list.querySelectorAll("a")].forEach((link, index) => {
      if (whole && index === current) link.setAttribute("aria-current", "true");
      else if (whole) link.removeAttribute("aria-current");
    });
  }

  function draw(headings) {
    const is = JSON.stringify(headings);
    if (is === last) return;
    last = is;
    list.replaceChildren(
      ...headings.map(({ level, number, words }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        item.className = `ol-${level}`;
        if (number) link.href = `#${anchor(number)}`;
        link.textContent = `${number} ${words.slice(0, 60)}`;
        item.append(link);
        return item;
      }),
    );
  }
  // A heading that is chosen gets the cursor.
  list.addEventListener("click", (event) => {
    const index = [...list.querySelectorAll("a")].indexOf(event.target.closest("a"));
    if (!whole || index < 0) return;
    const headings = blocksOf(editor.state.doc).filter(({ node }) => node.attrs.kind === "heading" && node.attrs.level < 3);
    editor.commands.focus(headings[index].pos + 1);
  });
  return { update };
}
