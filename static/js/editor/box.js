// A block that cannot be edited richly: shown as it is rendered, its Markdown opened in place by a button.
export const boxView = (words, language) => ({ node: first, editor, getPos }) => {
  let node = first;
  const dom = document.createElement("div");
  const shown = document.createElement("div");
  const open = Object.assign(document.createElement("button"), { type: "button", className: "textbtn", textContent: words.edit_markdown });
  dom.className = "rb rb-box";
  dom.contentEditable = "false";
  shown.className = "doc-text";
  dom.append(shown, open);
  draw();
  open.addEventListener("click", write);

  function draw() {
    dom.dataset.kind = node.attrs.kind;
    dom.dataset.level = node.attrs.level;
    if (node.attrs.html) shown.innerHTML = node.attrs.html;
    else shown.replaceChildren(Object.assign(document.createElement("pre"), { textContent: node.attrs.text }));
  }

  function write() {
    const field = document.createElement("textarea");
    field.className = "ds-input doc-input";
    field.value = node.attrs.text;
    field.rows = Math.min(Math.max(node.attrs.text.split("\n").length + 1, 3), 20);
    field.lang = language;
    field.ariaLabel = words.markdown_of_block;
    const done = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: words.done });
    shown.replaceChildren(field, done);
    open.hidden = true;
    field.focus();
    // Every key stroke counts as a change, so that it is kept like all other words.
    field.addEventListener("input", () => set({ text: field.value, html: "" }));
    field.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    done.addEventListener("click", shut);
  }

  function shut() {
    editor.emit("left");
    open.hidden = false;
    draw();
    open.focus();
  }

  function set(attributes) {
    const { tr } = editor.state;
    editor.view.dispatch(tr.setNodeMarkup(getPos(), null, { ...node.attrs, ...attributes }));
  }

  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      const field = shown.querySelector("textarea");
      if (!field) draw();
      else if (field.value !== node.attrs.text) field.value = node.attrs.text;
      return true;
    },
    stopEvent: (event) => dom.contains(event.target) && event.target !== dom,
    ignoreMutation: () => true,
  };
};
