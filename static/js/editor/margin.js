// The margin: marks, notes and links of each paragraph beside it where there is room, below the text where there is not.
import { activeOf, numberOf } from "./looks.js";
import { blocksOf } from "./identity.js";

const BESIDE = matchMedia("(min-width: 75rem)");
const APART = 6;

export function createMargin(margin, editor, rows) {
  const cells = new Map();
  for (const { lineage, margin: cell } of rows) {
    if (!cell) continue;
    cells.set(lineage, cell);
    margin.append(cell);
  }
  let wanted = 0;

  function place() {
    wanted = 0;
    const { state, view } = editor;
    const active = activeOf(state);
    const top = margin.getBoundingClientRect().top;
    let free = 0;
    const seen = new Set();
    for (const { node, pos } of blocksOf(state.doc)) {
      const { lineage } = node.attrs;
      const cell = cells.get(lineage);
      if (!cell) continue;
      seen.add(lineage);
      cell.hidden = false;
      cell.classList.toggle("is-active", lineage === active);
      if (cell.dataset.number !== numberOf(state, lineage)) cell.dataset.number = numberOf(state, lineage);
      if (!BESIDE.matches) {
        cell.style.removeProperty("inset-block-start");
        continue;
      }
      const at = Math.max(view.nodeDOM(pos).getBoundingClientRect().top - top, free);
      cell.style.setProperty("inset-block-start", `${at}px`);
      if (cell.offsetHeight) free = at + cell.offsetHeight + APART;
    }
    for (const [lineage, cell] of cells) if (!seen.has(lineage)) cell.hidden = true;
  }

  const update = () => (wanted ||= requestAnimationFrame(place));
  new ResizeObserver(update).observe(margin.parentElement);
  document.fonts.ready.then(update);
  BESIDE.addEventListener("change", update);
  return { update };
}
