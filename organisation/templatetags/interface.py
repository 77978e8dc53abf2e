"""Tags of every page: icons, form controls, figures, and the municipality whose site it is."""

from functools import cache

from django import template
from django.core.paginator import Page
from django.forms import Field
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.forms import BaseForm
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from organisation.models import Municipality, User
from organisation.permissions import can_administer
from organisation.views.theme import theme_address

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from the sprite (static/icons/icons.svg); always beside words, so hidden from screen readers."""
    return picture("i", name)


@register.simple_tag
def glyph(outcome: str) -> SafeString:
    """The sign of an outcome (met, partly, not_met, answered, noted, outside)."""
    return picture("o", outcome)


@cache
def picture(kind: str, name: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        kind,
        static("icons/icons.svg"),
        name,
    )


@register.filter
def administers(user: User) -> bool:
    """Whether the person keeps settings and the site's own texts."""
    return can_administer(user)


@register.simple_tag
def control(field: BoundField | BoundWidget) -> SafeString:
    """A field's input, select or textarea (or one choice of a list) with the look of the site."""
    if isinstance(field, BoundWidget):
        attributes = field.data["attrs"]
        attributes["class"] = f"ds-input {attributes.get('class', '')}".strip()
        return field.tag()
    own = field.field.widget.attrs.get("class", "")
    if field.field.widget.attrs.get("placeholder") == field.label:
        del field.field.widget.attrs["placeholder"]
    return field.as_widget(attrs={"class": f"ds-input {own}".strip()})


@register.filter
def mistakes(form: BaseForm) -> list[dict]:
    """What must be put right: {"words", "address"} for each error, in the order of the fields.

    Far from its field, the sentence that is the same for all of them says which it is about.
    """
    found = [{"words": words, "address": ""} for words in form.non_field_errors()]
    for field in form:
        named = {str(Field.default_error_messages["required"]): f"{field.label}: "}
        found += [{"words": named.get(words, "") + words, "address": f"#{first_id(field)}"} for words in field.errors]
    return found


def first_id(field: BoundField) -> str:
    """The id that a link to the field can move the focus to: for a list of choices its first one."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def figures(number: int | None) -> str:
    """A number with its thousands apart: 2 318 (Swedish), 2,318 (English)."""
    if number is None:
        return ""
    apart = "\N{NO-BREAK SPACE}" if get_language() == "sv" else ","
    return f"{number:,}".replace(",", apart)


@register.filter
def nearby(page: Page) -> list[int]:
    """The pages of a long list that its pager may name: the first, the last, and those about this one."""
    last = page.paginator.num_pages
    return sorted({1, last, *range(max(page.number - 2, 1), min(page.number + 2, last) + 1)})


@register.filter
def initials(name: str) -> str:
    """Dan Åkerström -> DÅ."""
    words = str(name).split()
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper() if words else ""


@register.simple_tag(takes_context=True)
def municipality(context) -> Municipality:
    """The municipality: the one that the view gave, else the one of this installation."""
    return context.get("municipality") or Municipality.current()


@register.simple_tag
def theme(whose: Municipality) -> str:
    """The address of the municipality's colours."""
    return theme_address(whose)
