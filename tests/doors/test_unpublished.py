"""What is not published answers exactly like what does not exist, by every route."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from consultation.domain import moderation
from drafts.domain import versions
from tests.base import Cast, approve, comment, make_policy
from tests.doors.table import DOORS
from tests.doors.walk import addresses, arguments, client_of, path_of
from tests.doors.world import World, build, freeze, print_papers

pytestmark = pytest.mark.django_db
SHOWN_TO_ALL = [name for name, door in DOORS.items() if door.who[0] == "everybody"]
WITH_SLUG = [name for name, pattern in addresses() if "slug" in arguments(pattern)]


def said(client: Client, path: str, *, method: str = "GET", known: str, unknown: str) -> tuple:
    """Status, headers and body, with what was asked for (`known` or `unknown`) made one word of the same length."""
    answer = client.generic(method, path)
    body = b"".join(answer) if answer.streaming else answer.content
    word = "?" * len(known)
    return (
        answer.status_code,
        {name: value.replace(known, word).replace(unknown, word) for name, value in answer.headers.items()},
        body.decode().replace(known, word).replace(unknown, word),
    )


def differing(client: Client, paths: dict[str, tuple[str, str]], *, known: str, unknown: str) -> list[str]:
    """The names of the pairs (path of what is there, path of what is not) that are answered differently."""
    assert len(known) == len(unknown)
    return [
        f"{method} {name}"
        for name, (there, nowhere) in paths.items()
        for method in ("GET", "HEAD", "POST", "PUT")
        if said(client, there, method=method, known=known, unknown=unknown)
        != said(client, nowhere, method=method, known=known, unknown=unknown)
    ]


def pairs(world: World, names: list[str], unknown: str) -> dict[str, tuple[str, str]]:
    slug = world.policy.slug
    paths = {name: path_of(name, world) for name in names}
    return {name: (path, path.replace(slug, unknown)) for name, path in paths.items()}


@pytest.mark.parametrize("stage", ["draft", "frozen"])
def test_an_unpublished_policy_answers_like_none(stage):
    world = build(stage)
    unknown = "x" * len(world.policy.slug)
    names = [name for name in WITH_SLUG if name in SHOWN_TO_ALL]
    assert {"policy", "version-pdf", "edition", "thread", "comment", "report-pdf"} <= set(names)
    found = pairs(world, names, unknown)
    assert differing(Client(), found, known=world.policy.slug, unknown=unknown) == []


@pytest.mark.parametrize("role", ["sam", "eva", "meja", "kim", "ada"])
def test_officials_who_may_not_know_of_it_are_told_the_same(role):
    world = build("frozen")
    unknown = "x" * len(world.policy.slug)
    client = client_of(world, role)
    found = pairs(world, WITH_SLUG, unknown)
    assert differing(client, found, known=world.policy.slug, unknown=unknown) == []


def test_a_frozen_version_that_is_not_published_answers_like_none():
    world = build("compiling")
    approve(world.cast, world.policy)
    versions.freeze(world.policy, by=world.cast.dan)
    print_papers(world.policy)
    slug = world.policy.slug
    names = [name for name in SHOWN_TO_ALL if "version" in arguments(dict(addresses())[name])]
    paths = {name: path_of(name, world) for name in names}
    paths["compare"] = reverse("compare", args=[slug, 1, 2])
    for number, path in paths.items():
        paths[number] = (path.replace("/v/1", "/v/2"), path.replace("/v/1", "/v/9").replace("/1/2/", "/1/9/"))
    differing_ones = [
        name
        for name, (there, nowhere) in paths.items()
        if said(Client(), there, known="/2", unknown="/9") != said(Client(), nowhere, known="/2", unknown="/9")
    ]
    assert (differing_ones, len(paths) >= 8) == ([], True)


@pytest.mark.parametrize("kind", ["marked", "report"])
def test_a_paper_that_is_not_public_yet_answers_like_an_unknown_kind(kind):
    world = build("compiling")
    there, unknown = reverse("edition", args=[world.policy.slug, 1, kind]), "x" * len(kind)
    assert differing(Client(), {kind: (there, there.replace(kind, unknown))}, known=kind, unknown=unknown) == []


@pytest.mark.parametrize("name", ["report", "report-pdf"])
def test_a_report_before_its_day_answers_like_that_of_no_consultation(name):
    world = build("compiling")
    unknown = "x" * len(world.policy.slug)
    assert differing(Client(), pairs(world, [name], unknown), known=world.policy.slug, unknown=unknown) == []


@pytest.mark.parametrize("name", ["front", "policies", "answers", "search", "how"])
def test_lists_are_the_same_with_and_without_an_unpublished_policy(name, client):
    cast = Cast()
    asked = {"q": "sociala medier", "type": "", "unit": "", "sort": ""}
    before = client.get(reverse(name), asked)
    policy = make_policy(cast)
    freeze(World("frozen", cast, policy))
    after = client.get(reverse(name), asked)
    assert (after.status_code, after.content, after.headers) == (200, before.content, before.headers)


def test_only_the_key_that_was_given_out_opens_a_receipt(client):
    world = build("open")
    known, tried = str(world.values["key"]), str(uuid.uuid4())
    path = reverse("receipt", args=[known])
    assert client.get(path).status_code == 200
    nowhere = path.replace(known, tried)
    assert client.get(nowhere).status_code == 404
    other = str(uuid.uuid4())
    found = {"receipt": (nowhere, nowhere.replace(tried, other))}
    assert differing(client, found, known=tried, unknown=other) == []


@pytest.mark.parametrize("state", ["unconfirmed", "held", "hidden"])
def test_words_that_are_not_shown_stand_on_no_public_page(state, client):
    world = build("open")
    words = "Tvåhundrafemtioen ovanliga ord"
    sent = comment(world.consultation, "1.1", words, suggestion=words, name="Xerxes", confirmed=state != "unconfirmed")
    if state == "held":
        moderation.hold(sent, by=world.cast.meja)
    if state == "hidden":
        moderation.hide(sent, reason="off_matter", by=world.cast.meja)
    apart = ("receipt", "confirm", "edition", "attachment")
    pages = [path_of(name, world) for name in SHOWN_TO_ALL if name not in apart]
    pages += [reverse("search") + "?q=ovanliga", reverse("search") + "?q=Xerxes"]
    found = {path: client.get(path).content.decode(errors="replace") for path in pages}
    assert [path for path, body in found.items() if words in body or "Xerxes</" in body] == []
