"""A form as a browser sends it: only what the page offers can be filled in, chosen and pressed."""

import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from demo.tour.failure import expect

Filled = dict[str, "str | list[str]"]


@dataclass
class Form:
    """A form of a page: what each field holds, what each choice offers, the buttons as (name, value, words)."""

    action: str
    method: str
    enctype: str
    values: dict[str, list[str]] = field(default_factory=dict)
    offers: dict[str, dict[str, str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    preset: set[str] = field(default_factory=set)

    def add_input(self, name: str, kind: str, value: str | None, *, chosen: bool) -> None:
        """A field of one line, a file, or one of the boxes and dots of a choice."""
        if kind == "file":
            self.files.append(name)
        elif kind in ("checkbox", "radio"):
            value = "on" if value is None else value
            self.offers.setdefault(name, {})[value] = value
            self.values.setdefault(name, []).extend([value] if chosen else [])
        else:
            self.values.setdefault(name, []).append(value or "")

    def add_words(self, name: str, words: str) -> None:
        self.values.setdefault(name, []).append(words)

    def add_choice(self, name: str, *, several: bool) -> None:
        self.offers[name], self.values[name] = {}, []
        if several:
            self.preset.add(name)

    def add_option(self, name: str, value: str, words: str, chosen: bool) -> None:
        """One line of a list; the first one stands until another is chosen."""
        self.offers[name][value] = words
        if chosen and name not in self.preset:
            self.values[name] = [value]
        elif chosen or not (self.values[name] or name in self.preset):
            self.values[name].append(value)

    def offers_button(self, press: str) -> bool:
        """Whether it has the button `name=value`, or the one that bears these words."""
        return any(press in (f"{name}={value}", words) for name, value, words in self.buttons)

    def has(self, names: list[str]) -> bool:
        return all(name in self.values for name in names)

    def filled(self, values: Filled, press: str = "") -> list[tuple[str, str]]:
        """The pairs to send: what stood there, changed by `values`, and the button that was pressed."""
        held = {name: list(old) for name, old in self.values.items()}
        for name, new in values.items():
            wanted = [new] if isinstance(new, str) else new
            held[name] = [self.offered(name, each) for each in wanted]
        pairs = [(name, value) for name, all_of_it in held.items() for value in all_of_it]
        pressed = [(name, value) for name, value, words in self.buttons if press in (f"{name}={value}", words)]
        return pairs + ([pressed[0]] if press and pressed[0][0] else [])

    def offered(self, name: str, value: str) -> str:
        """The value to send: for a choice it must be offered, by its value or its words."""
        if name not in self.offers:
            return value
        offers = self.offers[name]
        by_words = {words: key for key, words in offers.items()}
        expect(value in offers or value in by_words, f"“{value}” among the choices of {name}", ", ".join(by_words))
        return value if value in offers else by_words[value]

    def body(self, pairs: list[tuple[str, str]]) -> tuple[bytes, str]:
        """The encoded form and its content type. A line break is two signs, as browsers send it."""
        pairs = [(name, value.replace("\r\n", "\n").replace("\n", "\r\n")) for name, value in pairs]
        if self.enctype != "multipart/form-data":
            return urlencode(pairs).encode(), "application/x-www-form-urlencoded"
        boundary = uuid.uuid4().hex
        parts = [f'name="{name}"\r\n\r\n{value}' for name, value in pairs]
        parts += [
            f'name="{name}"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n' for name in self.files
        ]
        body = "".join(f"--{boundary}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
        return f"{body}--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
