"""Who takes part in the tour, what has come of it so far, and how it is told."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from demo.municipality import PASSWORD
from demo.tour.browser import Browser
from demo.tour.failure import Failed

LONGEST_WAIT_SECONDS = 120
BETWEEN_LOOKS_SECONDS = 0.3
Found = TypeVar("Found")


@dataclass
class Play:
    """The tour as it goes: each person's browser, and what later steps must know of earlier ones.

    `rest` passes the time between two looks at something that the worker makes.
    """

    address: str
    folder: Path
    rest: Callable[[], object] = lambda: time.sleep(BETWEEN_LOOKS_SECONDS)
    browsers: dict[str, Browser] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Browser:
        """`play.dan`: the browser of Dan, his own from the first look on."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.browsers.setdefault(name, Browser(self.address))

    @property
    def slug(self) -> str:
        return self.known["slug"]

    @property
    def public(self) -> str:
        """The address of the policy's public page."""
        return f"/policies/{self.slug}/"

    @property
    def staff(self) -> str:
        """The address of the policy's page for officials."""
        return f"/staff/policies/{self.slug}/"

    def sign_in(self, name: str, email: str) -> None:
        """Signs an official in, from the page that asks for it."""
        browser = getattr(self, name)
        browser.open("/staff/")
        browser.send({"login": email, "password": PASSWORD}, to=r"/staff/$")

    def wait_for(self, look: Callable[[], Found], expected: str) -> Found:
        """What `look` finds, looking again and again until it finds something or the patience ends."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while not (found := look()):
            if time.monotonic() > deadline:
                raise Failed(expected, f"nothing within {LONGEST_WAIT_SECONDS} seconds")
            self.rest()
        return found


def perform(play: Play, steps: Iterable[Callable[[Play], str]], say: Callable[[str], object]) -> bool:
    """Plays the steps in order, one line each; whether all went well. The first that fails ends the tour."""
    for number, step in enumerate(steps, start=1):
        title = step.__doc__.partition("\n")[0].rstrip(".")
        try:
            came = step(play)
        except Failed as failure:
            say(f"{number:2}. {title}: FAILED\n    expected: {failure.expected}\n    came:     {failure.came}")
            return False
        except Exception as fault:  # whatever goes wrong is told in the same way
            say(f"{number:2}. {title}: FAILED\n    expected: no fault\n    came:     {type(fault).__name__}: {fault}")
            return False
        say(f"{number:2}. {title} … {came}")
    return True
