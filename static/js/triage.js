// The list of all comments: how many are chosen, and single keys (merge-keys.js knows whether they are on, and the
// ones that press something). j and k go through the rows, x chooses, o opens a pile, a goes to the answer.
const form = document.querySelector(".tri-main");
const number = document.querySelector("[data-chosen]");
const boxes = () => [...form.querySelectorAll("input[name=comment]")];
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select";

function count() {
  const whole = new Set(boxes().filter((box) => box.closest(".tri-c") && box.checked).map((box) => box.closest(".tri")));
  const alone = boxes().filter((box) => box.checked && (box.closest(".tri-c") || !whole.has(box.closest(".tri"))));
  for (const row of form.querySelectorAll(".tri")) row.classList.toggle("is-sel", whole.has(row));
  if (number) number.textContent = alone.reduce((sum, box) => sum + Number(box.dataset.number), 0);
}

function move(step) {
  const rows = [...form.querySelectorAll(".tri")];
  const at = rows.indexOf(document.activeElement?.closest(".tri"));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.querySelector("input[name=comment]")?.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  x: () => document.activeElement?.closest(".tri")?.querySelector("input[name=comment]")?.click(),
  o: () => document.activeElement?.closest(".tri")?.querySelector("details > summary")?.click(),
  a: () => document.getElementById("id_outcome")?.focus(),
};

if (form) {
  form.addEventListener("change", count);
  count();
  document.addEventListener("keydown", (event) => {
    const on = document.querySelector("[data-keys-on]")?.checked;
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return;
    const act = KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
