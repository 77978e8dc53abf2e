"""Whose address a request has, and in which language it is answered."""

import pytest
from django.http import HttpResponse
from django.utils import translation

from config.middleware import ClientAddressMiddleware, LanguageMiddleware


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_client_is_found_by_counting_our_proxies(rf, settings, proxies, forwarded, expected):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"X-Forwarded-For": forwarded})
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    assert (request.META["REMOTE_ADDR"], "HTTP_X_FORWARDED_FOR" in request.META) == (expected, False)


@pytest.mark.parametrize(
    ("address", "expected"), [("/", "en"), ("/sv/policies/", "sv"), ("/xx/", "en"), ("/sverige/", "en")]
)
def test_the_address_says_the_language_and_the_browser_does_not(rf, address, expected):
    request = rf.get(address, headers={"Accept-Language": "fr"})
    answer = LanguageMiddleware(lambda request: HttpResponse(translation.get_language()))(request)
    assert (answer.content.decode(), answer.headers["Content-Language"]) == (expected, expected)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/policies/?lang=sv&q=x", "/sv/policies/?q=x"),
        ("/sv/policies/?lang=en", "/policies/"),
        ("/nowhere/?lang=sv", "/nowhere/"),
    ],
)
def test_a_wish_for_a_language_leads_to_its_address(client, address, leads_to):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_a_wish_for_a_language_never_leads_to_another_site(rf):
    request = rf.get("/?lang=sv")
    request.path = request.path_info = "//evil.example/"
    answer = LanguageMiddleware(lambda request: HttpResponse())(request)
    assert answer.headers["Location"].startswith("/evil.example/")
