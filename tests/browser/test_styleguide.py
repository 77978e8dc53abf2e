"""Every component is accessible, keeps to the content policy and fits the narrowest screen, in both schemes."""

import pytest

from tests.browser.axe import broken, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/styleguide/", "/styleguide/staff/"]
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
HIDDEN_FOCUS = """() => {
  const focused = document.activeElement;
  const box = focused.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const seen = top && (focused.contains(top) || top.contains(focused) || top.closest("label")?.control === focused);
  return seen || focused === document.body ? "" : focused.outerHTML.slice(0, 80);
}"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, live_server, path, scheme):
    context = chromium.new_context(
        base_url=live_server.url, bypass_csp=True, color_scheme=scheme, viewport={"width": 320, "height": 900}
    )
    page = context.new_page()
    page.goto(path)
    found = {320: violations(page)}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = broken(page)
    context.close()
    assert found == {320: [], 390: [], 1280: []}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_refused_by_the_policy(page, path):
    page.goto(path)
    assert page.locator("svg.i use").count() > 5
    # The fixture fails on anything the browser complained of; here: what was loaded was used.
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")


@pytest.mark.parametrize("path", PAGES)
def test_the_narrowest_screen_needs_no_sideways_scroll(chromium, live_server, path):
    context = chromium.new_context(base_url=live_server.url, bypass_csp=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(path)
    page.add_style_tag(content=SPACED)
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 320


@pytest.mark.parametrize("path", PAGES)
def test_a_walk_by_tab_never_hides_the_focus(page, path):
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    hidden = []
    for _press in range(60):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(HIDDEN_FOCUS))
    assert [element for element in hidden if element] == []


def test_the_theme_is_kept_for_a_year_under_its_own_address(page):
    with page.expect_response("**/theme-*.css") as caught:
        page.goto("/styleguide/")
    assert "immutable" in caught.value.headers["cache-control"]


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page):
    page.goto("/styleguide/")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.click("[data-error-summary] a >> nth=-1")
    assert page.evaluate("document.activeElement.name") == "email"


def test_an_open_thread_closes_on_escape(page):
    page.goto("/styleguide/")
    page.click("details.thread > summary")
    page.keyboard.press("Escape")
    assert page.locator("details.thread[open]").count() == 0
