// components/begin_from.html: puts the chosen reason into its field at once, below what stands there; without this
// script the button asks the server for the same.
const words = document.querySelector("#reasons")?.content;

function outcomeOf(form, name, value) {
  const fields = [...form.elements].filter((field) => field.name === name);
  const isChosen = fields.some((field) => (field.type === "radio" ? field.checked : field.value));
  if (!value || isChosen) return;
  for (const field of fields) {
    if (field.type !== "radio") field.value = value;
    else if (field.value === value) field.checked = true;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=begin]");
  const part = button?.closest("[data-begin]");
  const field = part && document.getElementById(part.dataset.begin);
  const choice = part?.querySelector("select");
  const reason = choice?.value && words?.querySelector(`[data-reason="${CSS.escape(choice.value)}"]`);
  if (!field || !reason) return;
  event.preventDefault();
  const typed = field.value.trimEnd();
  field.value = typed ? `${typed}\n\n${reason.textContent}` : reason.textContent;
  outcomeOf(button.form, part.dataset.beginOutcome, reason.dataset.outcome);
  choice.value = "";
  field.closest(".is-empty")?.classList.remove("is-empty");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
