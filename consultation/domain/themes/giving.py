"""Themes by hand: made, given, taken back, renamed, merged and removed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from consultation.models import Comment, Consultation, Theme
from organisation.domain import log
from organisation.exceptions import ActRefused
from organisation.models import User

LONGEST = 60


@transaction.atomic
def make(consultation: Consultation, name: str, *, by: User) -> Theme:
    """The theme of that name, made unless there is one; upper and lower case are the same. Refused without a name."""
    name = named(name)
    theme = same_name(consultation, name)
    if theme is None:
        theme, _made = Theme.objects.get_or_create(consultation=consultation, name=name)
        log.record(consultation.version.policy.uuid, "theme made", by=by, theme=theme.pk)
    return theme


@transaction.atomic
def give(comments: Sequence[Comment], theme: Theme, *, by: User) -> int:
    """Gives the comments (of the theme's consultation) the theme; how many did not have it. Refused without any."""
    rows = chosen(comments, theme).exclude(themes=theme)
    fresh = list(rows)
    links = Comment.themes.through
    links.objects.bulk_create(
        [links(comment_id=row.pk, theme_id=theme.pk) for row in fresh], ignore_conflicts=True, batch_size=2000
    )
    tell(theme, "theme given", fresh, by=by)
    return len(fresh)


@transaction.atomic
def take(comments: Sequence[Comment], theme: Theme, *, by: User) -> int:
    """Takes the theme from the comments; how many had it. Refused without any."""
    rows = list(chosen(comments, theme).filter(themes=theme))
    Comment.themes.through.objects.filter(theme=theme, comment__in=[row.pk for row in rows]).delete()
    tell(theme, "theme taken", rows, by=by)
    return len(rows)


@transaction.atomic
def rename(theme: Theme, name: str, *, by: User) -> Theme:
    """Gives the theme another name. Refused without one, and when another theme has it."""
    name = named(name)
    if same_name(theme.consultation, name) not in (None, theme):
        raise ActRefused(_("There is a theme called %(name)s already. Merge the two instead.") % {"name": name})
    theme.name = name
    theme.save(update_fields=["name"])
    tell(theme, "theme renamed", (), by=by, always=True)
    return theme


@transaction.atomic
def merge(theme: Theme, *, into: Theme, by: User) -> int:
    """All comments of the theme get the other one, and the theme goes; how many comments it had."""
    if theme.pk == into.pk or theme.consultation_id != into.consultation_id:
        raise ActRefused(_("Choose another theme of the same consultation."))
    rows = list(theme.comments.order_by("pk"))
    if rows:
        give(rows, into, by=by)
    tell(theme, "theme merged", rows, by=by, always=True, into=into.pk)
    theme.delete()
    return len(rows)


@transaction.atomic
def remove(theme: Theme, *, by: User) -> int:
    """Removes the theme; its comments stay, without it. How many comments had it."""
    rows = list(theme.comments.order_by("pk"))
    tell(theme, "theme removed", rows, by=by, always=True)
    theme.delete()
    return len(rows)


def same_name(consultation: Consultation, name: str) -> Theme | None:
    """The theme of that name, whatever its case; SQLite itself folds only a to z."""
    return next((theme for theme in consultation.themes.all() if theme.name.casefold() == name.casefold()), None)


def named(name: str) -> str:
    """A name on one line; refused when it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise ActRefused(_("Give the theme a name."))
    if len(name) > LONGEST:
        raise ActRefused(_("The name of a theme has %(n)s signs at most.") % {"n": LONGEST})
    return name


def chosen(comments: Sequence[Comment], theme: Theme):
    """The rows of the comments as far as they belong to the theme's consultation."""
    if not comments:
        raise ActRefused(_("Choose at least one comment."))
    pks = [comment.pk for comment in comments]
    return Comment.objects.filter(consultation=theme.consultation_id, pk__in=pks).order_by("pk")


def tell(theme: Theme, verb: str, rows: Sequence[Comment], *, by: User, always: bool = False, **facts) -> None:
    """Writes it into the log, when anything happened."""
    if rows or always:
        policy = theme.consultation.version.policy
        numbers = [row.number for row in rows]
        log.record(policy.uuid, verb, by=by, theme=theme.pk, comments=numbers, **facts)
