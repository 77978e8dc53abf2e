"""The door for officials in a real browser: no word from the policy, the right language, a plain refusal."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("address", "language"), [("/accounts/login/", "en"), ("/sv/accounts/login/", "sv")])
def test_a_wrong_password_is_refused_in_the_language_of_the_page(page, address, language):
    page.goto(address)
    page.locator("input[name=login]").fill("nobody@example.se")
    page.locator("input[name=password]").fill("fel")
    page.locator("main form button[type=submit]").click()
    page.locator("[aria-invalid=true], [role=alert], .error-summary, .errorlist").first.wait_for()
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("input[name=login]").input_value() == "nobody@example.se"
