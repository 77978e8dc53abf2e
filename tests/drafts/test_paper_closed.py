"""The press reads its own table and nothing else, whatever a text asks for."""

import socket
import threading

import pytest

from drafts.domain.paper import Attachment, PaperRefused, Profile, render
from tests.drafts.papers import DATE, page
from tests.drafts.pdf_tree import Tree

SECRET = "the secret of the house"
ASKING = [
    '<img src="{0}" alt="a picture">',
    '<object data="{0}">a thing</object>',
    '<embed src="{0}">',
    '<iframe src="{0}"></iframe>',
    '<p style="background: url({0})">a ground</p>',
    '<p style="content: url({0})">a content</p>',
    '<ul style="list-style-image: url({0})"><li>an item</li></ul>',
    '<a rel="attachment" href="{0}">a file</a>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title><image href="{0}" width="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title><use href="{0}#a"/></svg>',
    '<style>@import url({0});@font-face {{ font-family: Sans; src: url({0}) }}</style>',
    '<link rel="stylesheet" href="{0}">',
    '<link rel="attachment" href="{0}">',
]  # fmt: skip


@pytest.fixture
def listener():
    """A server on this machine that remembers whether anybody came."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    came, done = [], threading.Event()

    def listen():
        while not done.is_set():
            try:
                connection, _address = server.accept()
            except TimeoutError:
                continue
            came.append(connection)
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/x.svg", came
    done.set()
    thread.join()
    server.close()


def test_nothing_is_fetched_from_the_network(listener):
    address, came = listener
    made = render(page("".join(asking.format(address) for asking in ASKING)), date=DATE)
    assert Tree(made).reader.attachments == {}
    assert came == []


def test_base_that_leads_elsewhere_leads_nowhere(listener):
    address, came = listener
    with pytest.raises(PaperRefused):
        render(page(f'<base href="{address}"><link rel="stylesheet" href="other.css">'), date=DATE)
    assert came == []


def test_no_file_of_the_machine_comes_into_the_paper(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><text y="9">{SECRET}</text></svg>'
    )
    made = render(page("".join(asking.format(secret.as_uri()) for asking in ASKING)), date=DATE)
    assert Tree(made).reader.attachments == {}
    assert SECRET not in Tree(made).words()


def test_hostile_svgs_as_arms_fetch_nothing(shared, listener):
    address, came = listener
    for svg in sorted((shared / "corpora" / "ssrf").glob("*.svg")):
        hostile = svg.read_text().replace("https://", "http://").encode()
        for host in (b"example.com", b"google.com", b"169.254.169.254", b"localhost"):
            hostile = hostile.replace(host, address.split("/")[2].encode())
        body = '<div class="sender"><img src="arms" alt="The arms"></div>'
        assert render(page(body), date=DATE, profile=Profile(arms=hostile)).startswith(b"%PDF-")
    assert came == []


def test_colour_of_the_profile_cannot_carry_a_style(listener):
    address, came = listener
    made = render(page("<p>words</p>"), date=DATE, profile=Profile(colour=f"red; background: url({address})"))
    assert made == render(page("<p>words</p>"), date=DATE)
    assert came == []


def test_press_knows_no_secret_of_its_parent(monkeypatch):
    from drafts.domain import paper

    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "DATABASE_URL" not in paper._surroundings("/nowhere", DATE)


def test_hostile_name_of_an_attachment_is_only_a_name():
    hostile = Attachment("../../étc/pässwd\r\n<x>.md", b"words", description="a (parenthesis) \\ and more")
    [file] = Tree(render(page(""), date=DATE, attachments=[hostile])).root["/AF"]
    assert file.get_object()["/EF"]["/F"].get_data() == b"words"
