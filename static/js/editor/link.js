// The dialog for a link: address in, address out; Escape changes nothing.
import { SAFE } from "./schema.js";

export function createLinkDialog(dialog, editor) {
  const form = dialog.querySelector("form");
  const field = form.elements.href;
  const error = dialog.querySelector("[data-error]");

  // "www.ekeby.se" and "namn@ekeby.se" are addresses, too.
  function whole(typed) {
    const address = typed.trim();
    if (!address || SAFE.test(address)) return address;
    if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
    return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(address) ? `https://${address}` : null;
  }

  function said(wrong) {
    error.hidden = !wrong;
    field.setAttribute("aria-invalid", `${wrong}`);
    if (wrong) field.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const href = event.submitter?.value === "remove" ? "" : whole(field.value);
    if (href === null) return said(true);
    dialog.close();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!href) chain.unsetMark("link").run();
    else if (editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: field.value.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setMark("link", { href }).run();
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => editor.commands.focus());

  return () => {
    if (!editor.state.selection.$from.parent.inlineContent) return;
    const { href } = editor.getAttributes("link");
    field.value = href ?? "";
    dialog.querySelector("[value=remove]").hidden = !href;
    said(false);
    dialog.showModal();
    field.select();
  };
}
