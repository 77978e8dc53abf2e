"""What is filled into a stencil is as if it had been made by itself."""

from dataclasses import replace
from datetime import date

from django.template import engines
from django.utils.safestring import mark_safe

from consultation.domain.course import Step
from consultation.domain.entering.origins import Origin
from consultation.domain.showing import Shown
from consultation.templatetags.stencils import as_written

PLAIN = Shown(
    "S-0001", "s-0001", "Paula", "Privatperson", date(2026, 9, 1), "shown", text="Två dagar är för kort tid.",
    agree_href="/1/agree/", report_href="/1/report/", steps=(Step("now", "Kom in 1 sep"), Step("next", "Besvaras")),
)  # fmt: skip
BOLD = "<b>\"&' blank-text- {{ author }} \\1 \ue000"


def alone(comments) -> str:
    made = engines["django"].get_template("components/comment.html")
    return "".join("<li>" + made.render({"comment": comment}) + "</li>" for comment in comments)


def together(comments) -> str:
    every = engines["django"].from_string("{% load stencils %}{% comment_list comments %}")
    return every.render({"comments": comments})


def test_comments_are_as_each_made_by_itself():
    second = replace(PLAIN, reference="S-0002", anchor="s-0002", author=BOLD, text=f"{BOLD}\n\nhttps://a.example/?b&c")
    comments = [
        PLAIN,
        second,
        replace(second, report_href="", reply_href="/2/comment/?reply=S-0002&x"),
        replace(second, text="", agreements=2),
        replace(second, agreements=3, agree_href="", role=BOLD, calls_it="question"),
        replace(PLAIN, steps=(Step("done", BOLD, href="/#<"),), when=date(2026, 9, 2), edited_on=date(2026, 9, 3)),
        replace(PLAIN, suggestion=mark_safe("<ins>tre</ins>"), origin=Origin(how="kom in per brev", letter="/letter/")),
        replace(PLAIN, replies=(second, replace(second, state="hidden", hidden_reason=BOLD, hidden_on=date.today()))),
        replace(second, about="om 1.2", about_href="/2/"),
        PLAIN,
    ]
    assert together(comments) == alone(comments)


def test_addresses_become_links_wherever_they_stand():
    linked = ["se www.a.example", "x@y.example", "(http://a.example/?a=1&b)", "www.-x", "ekeby.net/x."]
    assert [as_written(words).count("<a ") for words in [*linked, 'Slut."\n\n<b>Nytt & "eget"']] == [1] * 5 + [0]


def test_nobody_finds_the_words_of_another():
    assert together([PLAIN, replace(PLAIN, text="Tre dagar.", author="Sam")]).count("Två dagar är för kort tid.") == 1
