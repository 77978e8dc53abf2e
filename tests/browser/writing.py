"""Somebody who writes in the editor of a draft, in a browser with scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.test import Client
from playwright.sync_api import Keyboard, Page

from drafts.models import Paragraph, Policy
from organisation.models import User

CATCH = """document.addEventListener("editor:usable", ({ detail }) => {
  Object.assign(window, { caught: detail.editor, stopWriting: detail.stop });
})"""
STOP = "() => window.stopWriting?.()"
LINEAGES = "() => [...document.querySelectorAll('.ed-doc [data-lineage]')].map((each) => each.dataset.lineage)"
WRITTEN = """async () => {
  const { markdownOf } = await import("/static/js/editor/markdown.js");
  const found = [];
  window.caught.state.doc.forEach((node) => found.push([node.attrs.lineage, node.type.name, markdownOf(node)]));
  return found;
}"""
PUT_CURSOR = """([number, offset]) => {
  const { state, commands, view } = window.caught;
  view.focus();
  const block = document.querySelector(`.ed-doc [data-number="${number}"]`).dataset.lineage;
  state.doc.forEach((node, pos) => {
    if (node.attrs.lineage !== block) return;
    commands.focus(pos + 1 + (offset < 0 ? node.content.size : offset), { scrollIntoView: true });
  });
}"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(".ed-doc").dispatchEvent(event);
}"""


def session(page: Page, server, person: User) -> None:
    """Signs that person in, in the page's browser."""
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}])


class Desk:
    """One person's open editor; numbers of paragraphs say where."""

    def __init__(self, page: Page, server, policy: Policy, person: User) -> None:
        session(page, server, person)
        page.context.add_init_script(CATCH)
        page.set_default_timeout(15_000)
        page.goto(f"/staff/policies/{policy.slug}/edit/")
        page.wait_for_selector("[data-usable]", state="attached")
        self.page, self.policy = page, policy

    @property
    def draft(self):
        return self.policy.versions.draft()

    def row(self, number: str) -> Paragraph:
        return self.draft.paragraphs.get(number=number)

    def lineages(self, *numbers: str) -> list[str]:
        return [self.page.locator(f".ed-doc [data-number='{each}']").get_attribute("data-lineage") for each in numbers]

    @staticmethod
    def uuid(lineage: str) -> UUID:
        return UUID(lineage)

    def put(self, number: str, offset: int) -> Keyboard:
        self.page.evaluate(PUT_CURSOR, [number, offset])
        return self.page.keyboard

    def start_of(self, number: str) -> Keyboard:
        return self.put(number, 0)

    def end_of(self, number: str) -> Keyboard:
        return self.put(number, -1)

    def after(self, number: str, words: str) -> Keyboard:
        return self.put(number, len(words))

    def paste(self, html: str) -> None:
        self.page.evaluate(PASTE, html)

    def look(self) -> None:
        """The window comes to the front, and asks what others have done."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/edit/sitting/")):
            self.page.evaluate("dispatchEvent(new Event('focus'))")

    @contextmanager
    def saved(self, status: int = 200) -> Iterator[None]:
        """Until the text has been saved, or refused."""
        with self.page.expect_response(
            lambda answer: answer.url.endswith("/edit/save/") and answer.status != 403
        ) as answer:
            yield
        assert answer.value.status == status, answer.value.text()
