// What is pasted into an empty box with headings, lists or tables is sent as it was copied, beside its plain words.
const box = document.querySelector("textarea[name=text]");
const rich = document.querySelector("input[name=rich]");
const said = document.querySelector("[data-rich-words]");
const STRUCTURE = /<(h[1-6]|ul|ol|table)\b|mso-list|MsoHeading|MsoTitle/i;

const take = (html) => {
  rich.value = html;
  said.textContent = html ? said.dataset.richWords : "";
};

box?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const whole = box.selectionEnd - box.selectionStart === box.value.length;
  if (!whole || !STRUCTURE.test(html)) return take("");
  take(html);
});
box?.addEventListener("input", (event) => {
  if (event.inputType !== "insertFromPaste") take("");
});
