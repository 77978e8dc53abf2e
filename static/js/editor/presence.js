// The words beside the toolbar: what is saved and what is not, who else is here.
import { anchor } from "./looks.js";

const TROUBLE = ["away", "out", "gone", "refused"];
export const put = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? "");
const set = (element, text) => element.textContent !== text && (element.textContent = text);

export function createState(root, words, numberOf) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const news = part("news");
  const alert = part("alert");
  let waiting = "";
  part("state").hidden = false;
  part("close").addEventListener("click", () => (news.hidden = true));

  function state({ how, savedAt, unsaved, open, message, asked }) {
    const trouble = TROUBLE.includes(how);
    if (savedAt) set(part("saved"), put(words.saved, { when: savedAt }));
    part("saved").classList.toggle("is-asked", !!asked);
    const lines = unsaved.filter((lineage, at) => unsaved.indexOf(lineage) === at);
    const numbers = lines.map((lineage) => numberOf(lineage));
    let line = "";
    if (open && lines.length === 1) {
      line = numbers[0] ? put(words.not_saved, { number: numbers[0] }) : lines[0] ? words.new_not_saved : words.title_not_saved;
    } else if (open && lines.length) line = put(words.several_not_saved, { count: lines.length });
    set(part("unsaved"), line);
    part("save").hidden = !line;
    if (trouble) tell(message && how !== "away" ? `${words[how]} ${message}` : how === "away" ? put(savedAt ? words.away : words.never, { when: savedAt }) : words[how], how);
    else if (TROUBLE.includes(news.dataset.how)) {
      news.hidden = true;
      news.dataset.how = "";
      if (waiting) tell(waiting);
      waiting = "";
    }
  }

  // A line under the toolbar: trouble until it is over, news until it is closed; news wait for trouble to end.
  function tell(sentence, how = "news") {
    if (how === "news" && !news.hidden && news.dataset.how !== "news") return (waiting = sentence);
    news.dataset.how = how;
    news.hidden = false;
    set(alert, sentence);
    part("throw-away").hidden = how !== "restored";
  }

  function people(others) {
    const here = part("here");
    here.hidden = !others.length;
    set(part("count"), put(others.length === 1 ? words.one_here : words.more_here, { n: others.length }));
    part("faces").replaceChildren(
      ...others.slice(0, 3).map(({ initials }) => Object.assign(document.createElement("span"), { className: "av av-s", textContent: initials })),
    );
    part("people").replaceChildren(
      ...others.map(({ name, number, unsaved }) => {
        const item = document.createElement("li");
        if (!number) item.textContent = put(words.is_here, { name });
        else {
          const [before, after] = put(unsaved ? words.writes : words.reads, { name, number: "\n" }).split("\n");
          const link = Object.assign(document.createElement("a"), { href: `#${anchor(number)}`, textContent: number });
          item.append(before, link, after);
        }
        return item;
      }),
    );
  }

  // What was said about this is over.
  const over = (how) => news.dataset.how === how && (news.hidden = true);

  return { state, tell, over, people, throwAway: part("throw-away") };
}
