"""Looking at a page as screens.md asks: axe, sideways scroll, the focus, what the policy refused."""

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.axe import AXE, broken
from tests.browser.test_styleguide import SPACED
from tests.conftest import LISTEN_FOR_VIOLATIONS
from tests.doors.walk import client_of
from tests.doors.world import World

SPACE = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"
# Every page is met narrow and wide, in both schemes; every other one in English.
LOOKS = [
    [("/sv", [(320, "light"), (1280, "dark")])],
    [("", [(320, "dark"), (1280, "light")])],
]
TOO_WIDE = """() => [...document.querySelectorAll("main *")].filter(
  (each) => each.getBoundingClientRect().right > innerWidth && !each.children.length
).map((each) => each.outerHTML.slice(0, 120)).slice(0, 3)"""
# Of a field taller than what is left of the screen the browser shows the line that is written on: that part counts;
# of a link on two lines, one of them.
HIDDEN_FOCUS = """() => {
  const focused = document.activeElement;
  const seen = [...focused.getClientRects()].some((box) => {
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const above = document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
    return bottom - top > 8 && above && (focused.contains(above) || above.closest("label")?.control === focused);
  });
  return seen ? "" : focused.outerHTML.slice(0, 80);
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
MOST_TABS = 150


def context_of(browser: Browser, server: str, world: World, role: str) -> BrowserContext:
    """A browser in which that person is signed in."""
    context = browser.new_context(base_url=server, reduced_motion="reduce")
    context.add_init_script(LISTEN_FOR_VIOLATIONS)
    if role != "reader":
        session = client_of(world, role).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
    return context


def listen(page: Page, complaints: list[str]) -> None:
    """Notes what the policy refused, errors of scripts, and files that are missing; not that a page itself refuses."""

    def heard(said) -> None:
        if said.type == "error" and said.location["url"] != page.url:
            complaints.append(said.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def faults(page: Page, path: str, status: int = 200, turn: int = 0) -> list[str]:
    """What is wrong with the page at `path`, in every look of its turn. The page has axe in it (`bring_axe`)."""
    found: list[str] = []
    for prefix, looks in LOOKS[turn % len(LOOKS)]:
        for number, (width, scheme) in enumerate(looks):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if number == 0:
                answer = page.goto(prefix + path)
                if answer.status != status:
                    return [f"{prefix}{path}: {answer.status}"]
            look = f"{prefix}{path} {width} {scheme}"
            found += [f"{look}: {violation}" for violation in broken(page)]
            if width == 320:
                page.evaluate(SPACE, SPACED)
                wide = page.evaluate("document.documentElement.scrollWidth")
                found += [f"{look}: {wide} px wide: {page.evaluate(TOO_WIDE)}"] if wide > width else []
                page.evaluate("document.adoptedStyleSheets = []")
    return found


def bring_axe(page: Page) -> None:
    """Every document that the page opens from now on has axe in it; sending it each time would take longer."""
    page.add_init_script(path=AXE)


def hidden_stops(page: Page) -> list[str]:
    """The places of a walk by Tab through the whole page where the focus cannot be seen."""
    hidden, seen = [], 0
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen += 1
        page.evaluate(SETTLED)
        hidden.append(page.evaluate(HIDDEN_FOCUS))
    assert seen > 5
    return [stop for stop in hidden if stop]
