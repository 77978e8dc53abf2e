"""Somebody at a browser of their own without scripts: reads, follows links, fills in forms, presses buttons."""

import re

from playwright.sync_api import Browser, Locator, expect

from tests.conftest import LISTEN_FOR_VIOLATIONS

PASSWORD = "blommor i backen"
REFUSED = "Content Security Policy"


class Person:
    """One person on the live server; `complaints` are what the browser said was wrong."""

    def __init__(self, browser: Browser, server: str, *, scripts: bool = False) -> None:
        self.context = browser.new_context(
            base_url=server, java_script_enabled=scripts, viewport={"width": 1280, "height": 900}
        )
        if scripts:
            self.context.add_init_script(LISTEN_FOR_VIOLATIONS)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if REFUSED in said.text else None)

    def sign_in(self, email: str) -> "Person":
        """Through the one door for officials, to the desk."""
        self.page.goto("/accounts/login/")
        self.fill(login=email, password=PASSWORD)
        self.press(to=r"/staff/$")
        return self

    def open(self, path: str, status: int = 200) -> "Person":
        answer = self.page.goto(path)
        assert answer.status == status, f"{path}: {answer.status}"
        return self

    def link(self, pattern: str, words: str = "") -> Locator:
        """The first link whose address ends as `pattern` says (and whose words hold `words`)."""
        links = self.page.locator("a[href]")
        for link in links.all():
            if re.search(pattern, link.get_attribute("href")) and words in link.inner_text():
                return link
        raise AssertionError(f"no link {pattern} {words} on {self.page.url}")

    def follow(self, pattern: str, words: str = "") -> "Person":
        self.link(pattern, words).click()
        return self

    def fill(self, **fields: str) -> "Person":
        """Each field by its name; of a choice the option or button with that value."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]:not([type=hidden])")
            kind = field.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                self.page.locator(f"main [name={name}][value='{value}'], main [name={name}]:not([value])").first.check()
            elif field.first.evaluate("field => field.tagName") == "SELECT":
                field.first.select_option(label=value)
            else:
                field.first.fill(value)
        return self

    def press(self, button: str = "main form[method=post] button", *, to: str = "") -> "Person":
        """Presses a button (a selector; else the form's first) and comes to the address that `to` describes."""
        self.page.locator(button).first.click()
        if to:
            assert re.search(to, self.path), f"came to {self.path}: {self.words()[:400]}"
        return self

    def sees(self, *words: str) -> "Person":
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def misses(self, *words: str) -> "Person":
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)
        return self

    def words(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        return "/" + self.page.url.partition("#")[0].split("/", 3)[3]

    def fetch(self, path: str):
        """What lies at an address, as this person gets it, without showing it."""
        return self.context.request.get(path)
