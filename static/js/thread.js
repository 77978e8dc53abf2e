// An open thread closes on Escape (the focus goes back to its chip), and, where it floats, on a click outside it.
const FLOATS = matchMedia("(min-width: 64rem)");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details.thread[open]") ?? document.querySelector("details.thread[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (!FLOATS.matches) return;
  for (const thread of document.querySelectorAll("details.thread[open]")) {
    if (!thread.contains(event.target)) thread.open = false;
  }
});

// A link to a comment (#s-0042) opens the thread or the fold that it lies in.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", openTarget);
openTarget();
