"""What a comment from a folder says and suggests, in the form that Samråd keeps it."""

from django.utils import translation
from django.utils.translation import gettext as _

from consultation.domain.folder.entries import CommentEntry
from consultation.domain.folder.placing import Place, parts_of
from drafts.domain import texts
from drafts.exceptions import TextRefused
from drafts.models import Paragraph


def body_and_suggestion(comment: CommentEntry, place: Place, *, language: str) -> tuple[str, str]:
    """The comment's words, and its suggested wording for the paragraph that it stands on.

    A suggestion that does not fit that paragraph is kept as words; so is the text that it was about. An
    empty form is kept with a word that says so. The few words of our own are in the policy's language.
    """
    body, suggestion = comment.body, comment.new if comment.old is None else suggested(comment, place)
    with translation.override(language):
        if comment.old is not None and not suggestion:
            body = "\n\n".join(part for part in (body, *kept_as_words(comment, place)) if part.strip())
        if not body.strip() and not suggestion:
            body = _("(empty)")
    return body, suggestion


def suggested(comment: CommentEntry, place: Place) -> str:
    """The paragraph with `new` in place of `old`, or `new` for the whole of it; "" when that makes no paragraph."""
    paragraph = place.paragraph
    if paragraph is None:
        return ""
    old, new = alone(comment.old), alone(comment.new)
    if old and new is not None and old in paragraph.text:
        wanted = paragraph.text.replace(old, new, 1)
    else:
        wanted = new if place.how in ("exact", "likeness") else ""
    return fitting(wanted, paragraph) if wanted else ""


def alone(text: str) -> str | None:
    """The inner Markdown of a piece that is one block; None when it is several."""
    if not text.strip():
        return ""
    found = parts_of(text)
    return found[0].text if len(found) == 1 else None


def fitting(wanted: str, paragraph: Paragraph) -> str:
    """The wording as one block of the paragraph's kind; "" when it is not, or says nothing new."""
    try:
        block = texts.one_block(wanted, like=paragraph)
    except TextRefused:
        return ""
    return block.text if block.text != paragraph.text else ""


def kept_as_words(comment: CommentEntry, place: Place) -> list[str]:
    """The old and the new wording, each under a word that says which it is."""
    about = comment.texts[0].strip() if comment.texts else ""
    known = place.paragraph is not None and about and alone(about) == place.paragraph.text
    if not comment.new.strip() and comment.old.strip():
        return [_("Suggested to be removed:") + "\n" + comment.old.strip()]
    parts = [_("About this text:") + "\n" + about] if about and not known else []
    if comment.new.strip():
        parts.append(_("Suggested wording:") + "\n" + comment.new.strip())
    return parts
