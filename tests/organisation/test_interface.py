"""Icons, form controls and numbers are drawn as the pages need them."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from consultation.domain.showing import Shown
from organisation.models import Municipality
from organisation.templatetags import interface


class SampleForm(forms.Form):
    words = forms.CharField(help_text="In your own words.")
    kind = forms.ChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect, required=False)


def drawn(name: str, **values) -> str:
    return Template(f'{{% include "components/{name}.html" %}}').render(Context(values))


def test_an_icon_is_hidden_from_screen_readers():
    assert interface.icon("mail") == (
        '<svg class="i" aria-hidden="true" focusable="false"><use href="/static/icons/icons.svg#mail"/></svg>'
    )


def test_the_name_of_an_icon_is_escaped():
    assert "<script" not in interface.icon('"><script>')


def test_a_field_ties_help_and_error_to_its_control():
    html = SampleForm({})["words"].as_field_group()
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_words_helptext"' in html
    assert 'id="id_words_error"' in html
    assert 'class="ds-input"' in html


def test_optional_fields_say_so_and_required_ones_do_not():
    form = SampleForm()
    assert "(optional)" in form["kind"].as_field_group()
    assert "(optional)" not in form["words"].as_field_group()


def test_each_choice_has_a_label_of_its_own():
    html = SampleForm()["kind"].as_field_group()
    assert '<label for="id_kind_1">Two</label>' in html
    assert html.count('class="ds-input"') == 2


def test_the_error_summary_leads_to_the_field():
    assert '<a href="#id_words">' in drawn("error_summary", form=SampleForm({}))


def test_the_error_summary_of_a_right_form_is_nothing():
    assert drawn("error_summary", form=SampleForm({"words": "So it is."})).strip() == ""


@pytest.mark.parametrize(("language", "said"), [("sv", "2\N{NO-BREAK SPACE}318"), ("en", "2,318")])
def test_thousands_stand_apart(language, said):
    with translation.override(language):
        assert interface.figures(2318) == said


@pytest.mark.parametrize(
    ("name", "letters"), [("Dan Åkerström", "DÅ"), ("Meja", "M"), ("", ""), ("Anna Maria Ek", "AE")]
)
def test_initials_are_of_first_and_last_name(name, letters):
    assert interface.initials(name) == letters


def test_what_a_citizen_wrote_is_escaped_and_its_links_are_links():
    html = drawn("comment", comment={"text": "<b>See</b> https://ekeby.example", "anchor": "s-1", "reference": "S-1"})
    assert "&lt;b&gt;See&lt;/b&gt;" in html
    assert '<a href="https://ekeby.example" rel="nofollow">' in html


def test_a_hidden_comment_shows_its_stub_but_keeps_its_replies():
    day = date(2026, 8, 1)
    reply = Shown("S-2", "s-2", "Sven", "Private person", day, "shown", text="We agree.")
    hidden = Shown("S-1", "s-1", "Paula", "Private person", day, "hidden", text="Secret", replies=(reply,))
    html = drawn("comment", comment=hidden)
    assert "Secret" not in html
    assert "We agree." in html


@pytest.mark.django_db
def test_the_theme_is_kept_for_a_year_under_its_own_address(client):
    response = client.get(interface.theme(Municipality.current()))
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_an_old_address_of_the_theme_is_not_kept(client):
    assert client.get("/theme-0123456789ab.css").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.django_db
def test_the_theme_is_only_read(client):
    assert client.post("/theme-0123456789ab.css").status_code == 405
