// Going elsewhere: by a link or a form of the page the text is saved first; else the buffer is sent, and the browser
// asks when there are words that nobody has got yet.
import { leaveBehind } from "./restoring.js";

export function guard({ editor, saving, sitting }) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || link.target || !saving.everything().length) return;
    if (link.href.split("#")[0] === location.href.split("#")[0] || editor.view.dom.contains(link)) return;
    event.preventDefault();
    await saving.flush();
    location.assign(link.href);
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !saving.everything().length) return;
    event.preventDefault();
    await saving.flush();
    const { submitter } = event;
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  });
  addEventListener("beforeunload", (event) => {
    const asks = saving.isOpen() && saving.everything().length; // back at what is saved: nothing to lose
    saving.part(true);
    if (asks) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    leaveBehind(sitting, editor.state.doc, saving.everything());
    saving.part(true);
  });
  addEventListener("visibilitychange", () => (document.hidden ? saving.part(false) : saving.buffer()));
  addEventListener("focus", () => saving.buffer());
  addEventListener("online", () => saving.retryNow());
}
