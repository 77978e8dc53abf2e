// The margin: marks, notes and links of each paragraph beside it where there is room, below the text where there is not.
import { activeOf, numberOf } from "./looks.js";
import { blocksOf } from "./identity.js";

const BESIDE = matchMedia("(min-width: 75rem)");
const APART = 6;

export function createMargin(margin, editor, rows) {
  const cells = new Map(rows.filter(({ margin: cell }) => cell).map(({ lineage, margin: cell }) => [lineage, cell]));
  const busy = new Set([...cells].filter(([, cell]) => cell.querySelector(".note, .tag")).map(([lineage]) => lineage));
  let wanted = 0;
  let active = null;

  // The cells to be seen, in the order of the text: those with something in them, and that of the active paragraph.
  function shown() {
    const found = [];
    for (const { node, pos } of blocksOf(editor.state.doc)) {
      const { lineage } = node.attrs;
      if (cells.has(lineage) && (busy.has(lineage) || lineage === active)) found.push({ lineage, pos, cell: cells.get(lineage) });
    }
    return found;
  }

  function place() {
    wanted = 0;
    active = activeOf(editor.state);
    const list = shown();
    const wantedCells = list.map(({ cell }) => cell);
    if (wantedCells.length !== margin.children.length || wantedCells.some((cell, at) => cell !== margin.children[at])) {
      margin.replaceChildren(...wantedCells);
    }
    for (const { lineage, cell } of list) {
      cell.classList.toggle("is-active", lineage === active);
      cell.dataset.number = numberOf(editor.state, lineage);
    }
    if (BESIDE.matches) beside(list);
    else for (const { cell } of list) cell.style.removeProperty("inset-block-start");
  }

  // All is measured before anything is moved, so that the page is laid out once.
  function beside(list) {
    const top = margin.getBoundingClientRect().top;
    const places = list.map(({ pos, cell }) => [editor.view.nodeDOM(pos).getBoundingClientRect().top - top, cell.offsetHeight]);
    let free = 0;
    list.forEach(({ cell }, at) => {
      const start = Math.max(places[at][0], free);
      cell.style.setProperty("inset-block-start", `${start}px`);
      free = start + places[at][1] + APART;
    });
  }

  const update = () => (wanted ||= requestAnimationFrame(place));
  new ResizeObserver(update).observe(margin.parentElement);
  document.fonts.ready.then(update);
  BESIDE.addEventListener("change", update);
  return { update };
}
