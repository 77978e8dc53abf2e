"""Parts that stand on a page many times: of those that are alike one is made, with blanks, and filled in for each."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from secrets import token_hex

from django import template
from django.template import Context
from django.template.defaultfilters import linebreaks_filter, urlize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from consultation.domain.reading import Place
from consultation.domain.showing import Shown

register = template.Library()
# What nobody can guess, so that no text can hold it.
BLANK = f"blank-{token_hex(12)}-"
BLANKS = re.compile(f"{BLANK}(\\w+)-")
# Every address holds one of these; looking for addresses word by word takes longer than all the rest.
IN_ADDRESSES = re.compile(r"[:@]|\.\S")


@register.filter
def as_written(words: str) -> str:
    """Plain words in paragraphs, their addresses as links."""
    if words.startswith(BLANK):
        return words
    return linebreaks_filter(urlize(words) if IN_ADDRESSES.search(words) else words)


PLACE = dict.fromkeys(("number", "anchor", "href", "comment_href", "fetch", "words"), conditional_escape)
COMMENT = dict.fromkeys(
    ("reference", "anchor", "author", "agree_href", "report_href", "reply_href"), conditional_escape
) | {"text": as_written}  # fmt: skip


@register.simple_tag(takes_context=True)
def text_row(context: Context, place: Place) -> SafeString:
    """consultation/_place.html of a place. Uses: page, policy"""
    around = {"page": context["page"], "policy": context["policy"]}
    blanks = PLACE | {"comments": partial(comment_list, context)}
    return filled(context, "consultation/_place.html", {"place": replace(place, row=None)}, blanks, around)


@register.simple_tag(takes_context=True)
def comment_list(context: Context, comments: Iterable[Shown] | str) -> SafeString | str:
    """Comments as the items of a list."""
    if isinstance(comments, str):  # a blank
        return comments
    return mark_safe("".join(f"<li>{one_comment(context, each)}</li>" for each in comments))


def one_comment(context: Context, comment: Shown) -> SafeString:
    """components/comment.html of a comment."""
    return filled(context, "components/comment.html", {"comment": comment}, COMMENT, {})


def filled(
    context: Context, name: str, one: Mapping[str, object], blanks: Mapping[str, Callable], around: Mapping[str, object]
) -> SafeString:
    """The template `name` of `one` thing ({its name there: it}), a dataclass; `around` is the same on the whole page.

    `blanks` are the fields that the template only writes, each with how: things alike in all others share a stencil.
    """
    ((called, thing),) = one.items()
    written = {field: how(value) for field, how in blanks.items() if (value := getattr(thing, field))}
    alike = replace(thing, **{field: f"{BLANK}{field}-" for field in written})
    key = (name, *vars(alike).values())
    stencils = context.render_context.dicts[0]  # the layer that lasts as long as the page is being made
    if key not in stencils:
        made = context.template.engine.get_template(name)
        stencils[key] = BLANKS.split(made.render(context.new({**around, called: alike})))
    pieces = list(stencils[key])
    pieces[1::2] = (written[field] for field in pieces[1::2])
    return mark_safe("".join(pieces))
