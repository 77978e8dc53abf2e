// Somebody saved the paragraph, or what it was split from or joined with, first: both texts, the difference and a proposal, in place, with what to do about it.
// Nothing is overwritten before the writer has chosen.
const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

// `choose(what)`: "mine", "theirs", "proposal" or "on".
export function panelOf(stale, words, language, choose) {
  const number = stale.number || "";
  const told = (sentence) => sentence.replace("%(name)s", stale.by ?? "").replace("%(number)s", number).replace("%(when)s", stale.at ?? "");
  const gone = stale.theirs === null;
  const heading = make("p", "cf-h", told(gone ? words.somebody_removed : words.somebody_saved));
  heading.id = `conflict-${stale.lineages[0]}`;
  const panel = make("section", "cf", heading, make("p", "cf-p", words.yours_is_kept));
  panel.contentEditable = "false";
  panel.setAttribute("aria-labelledby", heading.id);
  panel.tabIndex = -1;
  const button = (name, what, isFirst) => {
    const made = make("button", "ds-button", name);
    made.type = "button";
    if (!isFirst) made.dataset.variant = "secondary";
    made.addEventListener("click", () => choose(what));
    return made;
  };
  const acts = make("p", "cf-acts");
  if (!gone) {
    panel.append(version(words.their_text, stale.theirs, language));
    if (stale.difference) panel.append(difference(words.the_difference, stale.difference, language));
    if (stale.proposal && stale.proposal.text !== stale.mine) {
      panel.append(version(stale.proposal.conflicts.length ? words.proposal_with_conflicts : words.proposal, stale.proposal.text, language));
      acts.append(button(words.use_proposal, "proposal", true));
    }
  }
  acts.append(button(words.keep_mine, "mine", !acts.children.length), button(words.take_theirs, "theirs"));
  if (!gone) acts.append(button(words.write_on, "on"));
  panel.append(acts);
  panel.addEventListener("keydown", (event) => event.stopPropagation());
  return panel;
}

function version(name, text, language) {
  const words = make("p", "cf-text", text);
  words.lang = language;
  return make("div", "cf-v", make("p", "cf-n", name), words);
}

// The difference is HTML that the server made and escaped.
function difference(name, html, language) {
  const words = make("p", "cf-text doc-diff");
  words.lang = language;
  words.innerHTML = html;
  return make("div", "cf-v", make("p", "cf-n", name), words);
}

