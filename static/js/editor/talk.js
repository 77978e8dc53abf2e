// Talking with the server: one JSON post at a time, in the order they were asked for. The answer says how it went:
// "done", "stale", "refused", "gone" (may not, or is not there), "out" (signed out) or "away" (no answer).
const PATIENCE = 20_000;

export function createTalk({ token }) {
  let line = Promise.resolve();
  let key = token;

  async function send(url, body, options = {}) {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": key, Accept: "application/json" },
        body: JSON.stringify(body),
        signal: options.keepalive ? undefined : AbortSignal.timeout(PATIENCE),
        ...options,
      });
      const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
      if (answer.ok && isJson) return { how: "done", said: await answer.json() };
      if (answer.redirected || answer.status === 401) return { how: "out" };
      const said = isJson ? await answer.json() : {};
      if (answer.status === 409 && said.stale?.length) return { how: "stale", said };
      if ([400, 409, 413, 415, 422].includes(answer.status)) return { how: "refused", said };
      if (answer.status === 403) return { how: "forbidden", said };
      return { how: answer.status === 404 || answer.status === 410 ? "gone" : "away", said };
    } catch {
      return { how: "away" };
    }
  }

  // Signed out and in again, the page's token is too old: the page itself has a new one, or is not to be had.
  async function renewed() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-editor] [name=csrfmiddlewaretoken]")?.value;
      if (!answer.ok || !found) return answer.status === 403 || answer.status === 404 ? "gone" : "out";
      key = found;
      return "";
    } catch {
      return "away";
    }
  }

  async function post(url, body) {
    const first = await send(url, body);
    if (first.how !== "forbidden" && first.how !== "out") return first;
    const why = await renewed();
    if (why) return { how: why, said: first.said };
    const second = await send(url, body);
    return second.how === "forbidden" ? { ...second, how: "gone" } : second;
  }

  return {
    post: (url, body) => {
      const asked = line.then(() => post(url, typeof body === "function" ? body() : body));
      line = asked.catch(() => {});
      return asked;
    },
    // On the way out: the browser finishes it after the page is gone (at most 64 kB).
    part: (url, body) => send(url, body, { keepalive: true }),
  };
}
