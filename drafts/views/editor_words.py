"""What the editor's script says; it has no catalogue of its own, so the page gives it the words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# What a script puts in stays as it is until it is put in: %(number)s, %(name)s, %(when)s.


def words() -> dict[str, str]:
    """Sentences and names for static/js/editor, in the language of the page."""
    return (
        status()
        | people()
        | conflict()
        | {
            "text": _("The text"),
            "edit_markdown": _("Write this block in Markdown"),
            "markdown_of_block": _("Markdown of this block"),
            "done": _("Done writing"),
            "restored": _("What you wrote at %(when)s and had not saved is back in the text."),
            "restored_just_now": _("What you had not saved is back in the text."),
        }
    )


def status() -> dict[str, str]:
    return {
        "saved": _("Saved %(when)s"),
        "not_saved": _("%(number)s is not saved"),
        "several_not_saved": _("%(count)s paragraphs are not saved"),
        "new_not_saved": _("A new paragraph is not saved"),
        "title_not_saved": _("The title is not saved"),
        "away": _("Not saved since %(when)s, trying again. Your words are kept here."),
        "never": _("Not saved yet, trying again. Your words are kept here."),
        "out": _("You are signed out. Sign in in another window; what you wrote is kept here and is saved after that."),
        "gone": _("You may not write in this text any more. Copy what you wrote before you leave the page."),
        "stale": _("Somebody else saved first. Choose below what is to stand."),
        "refused": _("This cannot be saved."),
    }


def people() -> dict[str, str]:
    return {
        "one_here": ngettext("%(n)s more is here", "%(n)s more are here", 1),
        "more_here": ngettext("%(n)s more is here", "%(n)s more are here", 2),
        "writes": _("%(name)s writes in %(number)s"),
        "reads": _("%(name)s reads %(number)s"),
        "is_here": _("%(name)s is here"),
        "writes_here": _("%(name)s is writing here now"),
        "others_changed": _("%(name)s has changed the text."),
        "somebody_changed": _("Somebody else has changed the text. You see it as it is now."),
    }


def conflict() -> dict[str, str]:
    return {
        "removed_yours": _(
            "Somebody has removed %(number)s, where you are writing. Your text stays; remove it if it shall go."
        ),
        "somebody_saved": _("%(name)s saved %(number)s at %(when)s, while you were writing"),
        "somebody_removed": _("%(name)s removed this paragraph at %(when)s, while you were writing"),
        "title_changed": _("Somebody has changed the title meanwhile: “%(title)s”. Yours is not saved."),
        "yours_is_kept": _("What you wrote is above, word for word. It is not saved in the text yet."),
        "their_text": _("The text as it is saved"),
        "the_difference": _("From the saved text to yours"),
        "proposal": _("Both together"),
        "proposal_with_conflicts": _("Both together; where you both changed the same words, yours stand"),
        "use_proposal": _("Use both together"),
        "keep_mine": _("Keep mine"),
        "take_theirs": _("Take the saved text"),
        "write_on": _("Write on in mine"),
    }
