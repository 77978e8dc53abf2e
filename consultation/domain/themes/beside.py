"""The themes of some comments, as a filter beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consultation.models import Comment, Theme


@dataclass
class Tag:
    """A theme and which of the comments have it."""

    theme: Theme
    comments: set[int] = field(default_factory=set)

    @property
    def number(self) -> int:
        return len(self.comments)


def tags(comments: Sequence[Comment]) -> list[Tag]:
    """The themes that any of the comments has, by name; one query."""
    links = Comment.themes.through.objects.filter(comment__in=[comment.pk for comment in comments])
    found: dict[int, Tag] = {}
    for link in links.select_related("theme"):
        found.setdefault(link.theme_id, Tag(link.theme)).comments.add(link.comment_id)
    return sorted(found.values(), key=lambda tag: tag.theme.name)
