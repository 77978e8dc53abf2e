"""Reads HTML as far as a reader needs it: words, links, forms, complaints."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from demo.tour.forms import Form

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "template"}
INLINE = {"a", "b", "code", "del", "em", "i", "ins", "mark", "small", "span", "strong", "sub", "sup", "time"}
BUTTONS = {"submit", "button", "image", "reset"}


@dataclass
class Listening:
    """An element that is open: its words are kept until it is closed."""

    tag: str
    done: Callable[[str], None]
    depth: int = 1
    words: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Fills `words`, `heading`, `links`, `forms` and `complaints` from what is fed to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.heading = ""
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.complaints: list[str] = []
        self.listening: list[Listening] = []
        self.form: Form | None = None
        self.named: dict[str, Form] = {}
        self.choosing: tuple[Form, str] | None = None
        self.unread = 0

    @property
    def words(self) -> str:
        """All words of the page with single spaces between them."""
        return " ".join("".join(self.text).split())

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = {name: "" if value is None else value for name, value in attrs}
        self.unread += tag in UNREAD
        for heard in self.listening:
            heard.depth += heard.tag == tag and tag not in VOID
        self.part(tag)
        begin = getattr(self, f"begin_{tag}", None)
        if begin:
            begin(given)
        if tag not in VOID and (given.get("role") == "alert" or "err" in given.get("class", "").split()):
            self.listen(tag, lambda words: self.complaints.append(" ".join(words.split())))

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD
        self.form = None if tag == "form" else self.form
        self.choosing = None if tag == "select" else self.choosing
        for heard in list(self.listening):
            heard.depth -= heard.tag == tag
            if heard.depth == 0:
                self.listening.remove(heard)
                heard.done("".join(heard.words))
        self.part(tag)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.text.append(data)
            for heard in self.listening:
                heard.words.append(data)

    def part(self, tag: str) -> None:
        """Words before and after a block do not run together."""
        self.text.extend([] if tag in INLINE else [" "])

    def listen(self, tag: str, done: Callable[[str], None]) -> None:
        self.listening.append(Listening(tag, done))

    # Elements ------------------------------------------------------------------
    def begin_h1(self, given: dict) -> None:
        self.listen("h1", lambda words: setattr(self, "heading", " ".join(words.split())))

    def begin_a(self, given: dict) -> None:
        if "href" in given:
            self.listen("a", lambda words: self.links.append((given["href"], " ".join(words.split()))))

    def begin_form(self, given: dict) -> None:
        self.form = Form(given.get("action", ""), given.get("method", "get").lower(), given.get("enctype", ""))
        self.forms.append(self.form)
        if "id" in given:
            self.named[given["id"]] = self.form

    def form_of(self, given: dict) -> Form | None:
        """The form that a control belongs to, unless the control is dead or has no name."""
        form = self.named.get(given["form"]) if "form" in given else self.form
        return None if "disabled" in given else form

    def begin_input(self, given: dict) -> None:
        form, kind = self.form_of(given), given.get("type", "text").lower()
        if form is None:
            return
        if kind in BUTTONS:
            form.buttons.append((given.get("name", ""), given.get("value", ""), given.get("value", "")))
        elif given.get("name"):
            form.add_input(given["name"], kind, given.get("value"), chosen="checked" in given)

    def begin_textarea(self, given: dict) -> None:
        form = self.form_of(given)
        if form is not None and given.get("name"):
            # The first line break after the tag is not part of the words.
            self.listen("textarea", lambda words: form.add_words(given["name"], words.removeprefix("\n")))

    def begin_select(self, given: dict) -> None:
        form = self.form_of(given)
        self.choosing = (form, given["name"]) if form is not None and given.get("name") else None
        if self.choosing:
            form.add_choice(given["name"], several="multiple" in given)

    def begin_option(self, given: dict) -> None:
        if self.choosing is None:
            return
        form, name = self.choosing

        def done(words: str) -> None:
            form.add_option(name, given.get("value", words), " ".join(words.split()), "selected" in given)

        self.listen("option", done)

    def begin_button(self, given: dict) -> None:
        form = self.form_of(given)
        if form is not None and given.get("type", "submit") == "submit":
            name, value = given.get("name", ""), given.get("value", "")
            self.listen("button", lambda words: form.buttons.append((name, value, " ".join(words.split()))))
