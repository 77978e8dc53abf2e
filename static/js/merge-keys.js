// The merge workspace by single keys, outside fields only. The box [data-keys-on] switches them off, for this browser;
// what a key does is on the page: [data-key="n"] is clicked, a <details> is opened.
const STORE = "samrad-merge-keys";
const box = document.querySelector("[data-keys-on]");
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

if (box) {
  try {
    box.checked = localStorage.getItem(STORE) !== "off";
  } catch {
    // A browser that stores nothing: they are on until the page is left.
  }
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, box.checked ? "on" : "off");
    } catch {}
  });
}

document.addEventListener("keydown", (event) => {
  if (!box?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
  if (event.target.closest(FIELDS)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : "";
  const asked = key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!asked) return;
  event.preventDefault();
  if (asked instanceof HTMLDetailsElement) {
    asked.open = !asked.open;
    asked.querySelector("summary").focus();
  } else asked.click();
});
