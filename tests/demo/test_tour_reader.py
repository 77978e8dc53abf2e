"""The tour's browser sends what a real one would send, and nothing that the page does not offer."""

import zlib
from email.message import Message

import pytest

from demo.tour.browser import Page
from demo.tour.failure import Failed
from demo.tour.paper import holds

HTML = """<h1>Lämna <em>synpunkt</em></h1><p>Ett<br>två</p><script>if (1 < 2) "no"</script>
<form method="post" action="/send/" id="f"><input type="hidden" name="csrf" value="k&amp;y">
<input name="name" value="Paula"><input name="off" value="x" disabled>
<textarea name="words">
First line
&lt;b&gt;</textarea>
<label><input type="radio" name="act" value="show" checked> Show</label><input type="radio" name="act" value="hide">
<input type="checkbox" name="why" value="1"><input type="checkbox" name="why" value="2" checked>
<select name="kind"><option value="a">Riktlinje</option><option value="b" selected>Policy</option></select>
<select name="unit"><option value="">Choose</option><option value="7">Kommunstyrelsen</option></select>
<button name="do" value="save">Save</button><button type="button" name="no" value="no">No</button></form>
<input type="hidden" name="late" value="1" form="f"><p role="alert">Write <b>what</b> you think.</p>
<a href="p/2.1/#s">2.1</a><a href="/confirm/abc/">link</a>"""


@pytest.fixture
def page():
    headers = Message()
    headers["Content-Type"] = "text/html; charset=utf-8"
    return Page("http://demo/v/1/#top", 200, headers, HTML.encode())


def test_a_page_is_read(page):
    assert page.heading == "Lämna synpunkt"
    assert "Ett två" in page.words
    assert "no" not in page.words.split()
    assert page.complaints == ["Write what you think."]
    assert page.address == "http://demo/v/1/"
    assert page.link(r"/p/2\.1/$") == "http://demo/v/1/p/2.1/#s"


def test_an_untouched_form_sends_what_stands_in_it(page):
    form = page.form(["words"], "do=save", r"/send/$")
    assert form.filled({}, "do=save") == [
        ("csrf", "k&y"),
        ("name", "Paula"),
        ("words", "First line\n<b>"),
        ("act", "show"),
        ("why", "2"),
        ("kind", "b"),
        ("unit", ""),
        ("late", "1"),
        ("do", "save"),
    ]


def test_a_choice_is_made_by_its_value_or_its_words(page):
    form = page.form(["words"], "", "")
    filled = form.filled({"act": "hide", "why": ["1", "2"], "kind": "Riktlinje", "unit": "7"})
    assert [pair for pair in filled if pair[0] in ("act", "why", "kind", "unit")] == [
        ("act", "hide"),
        ("why", "1"),
        ("why", "2"),
        ("kind", "a"),
        ("unit", "7"),
    ]


@pytest.mark.parametrize(
    ("names", "press", "action"), [(["off"], "", ""), (["no"], "", ""), ([], "no=no", ""), ([], "", r"/other/$")]
)
def test_a_form_that_is_not_there_fails_the_step(page, names, press, action):
    with pytest.raises(Failed):
        page.form(names, press, action)


def test_what_is_not_offered_cannot_be_chosen(page):
    with pytest.raises(Failed):
        page.form(["act"], "", "").filled({"act": "destroy"})


def test_the_streams_of_a_pdf_are_searched_packed_or_not():
    packed = zlib.compress(b"Lotten ska vara brukad")
    pdf = b"1 0 obj <<>> stream\n" + packed + b"\nendstream endobj 2 0 obj <<>> stream\r\nplain\r\nendstream"
    assert holds(pdf, b"vara brukad")
    assert holds(pdf, b"plain")
    assert not holds(pdf, b"other")
