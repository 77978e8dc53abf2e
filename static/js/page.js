// The small conveniences of every page. Each works on what is there; without them every page works too.
import "./copy-link.js";
import "./error-summary.js";
import "./thread.js";
import "./unsaved-words.js";
