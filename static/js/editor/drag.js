// A handle beside the block under the mouse: dragged, the block goes with it. By keyboard: Alt with the arrows.
import { blocksOf } from "./identity.js";
import { moveTo } from "./keys.js";

export function createHandle(frame, editor, icon) {
  const handle = document.createElement("span");
  const line = document.createElement("span");
  handle.className = "ed-handle";
  line.className = "ed-drop";
  handle.ariaHidden = "true";
  handle.append(icon);
  handle.hidden = line.hidden = true;
  frame.append(handle, line);
  let over = null;
  let index = null;

  const boxes = () =>
    blocksOf(editor.state.doc).map(({ node, pos }) => {
      const { top, bottom } = editor.view.nodeDOM(pos).getBoundingClientRect();
      return { node, pos, top, bottom };
    });
  const base = () => frame.getBoundingClientRect().top;

  frame.addEventListener("pointermove", (event) => {
    if (index !== null || event.pointerType === "touch") return;
    const element = event.target.closest("[data-lineage]");
    if (!element || !editor.view.dom.contains(element) || element.dataset.lineage === over) return;
    over = element.dataset.lineage;
    handle.hidden = false;
    handle.style.insetBlockStart = `${element.getBoundingClientRect().top - base()}px`;
  });
  frame.addEventListener("pointerleave", () => {
    if (index === null) handle.hidden = true;
    over = null;
  });
  handle.addEventListener("pointerdown", (event) => {
    const lineage = over;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    index = -1;
    const follow = ({ clientY }) => {
      const all = boxes();
      const at = all.findIndex(({ top, bottom }) => clientY < (top + bottom) / 2);
      index = at < 0 ? all.length : at;
      const edge = index < all.length ? all[index].top : all.at(-1).bottom;
      line.hidden = false;
      line.style.insetBlockStart = `${edge - base()}px`;
    };
    handle.addEventListener("pointermove", follow);
    const end = ({ type }) => {
      handle.removeEventListener("pointermove", follow);
      line.hidden = true;
      const from = blocksOf(editor.state.doc).find(({ node }) => node.attrs.lineage === lineage)?.pos;
      if (type === "pointerup" && index >= 0 && from !== undefined) moveTo(editor.state, editor.view.dispatch, from, index);
      index = null;
    };
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  });
}
