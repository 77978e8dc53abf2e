// <a href="#s-0042" data-copy-link="The link is copied">: following the link also copies its whole address, and says so.
// <button value="https://…" data-copy-link="The link is copied" hidden>: copies its value; seen only where that works.
const SAID_FOR = 2500;

if (navigator.clipboard) document.querySelectorAll("button[data-copy-link]").forEach((button) => (button.hidden = false));

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link || event.ctrlKey || event.metaKey || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href ?? link.value);
  } catch {
    return;
  }
  const said = document.createElement("span");
  said.className = "small muted";
  said.setAttribute("role", "status");
  link.after(said);
  said.textContent = link.dataset.copyLink;
  setTimeout(() => said.remove(), SAID_FOR);
});
