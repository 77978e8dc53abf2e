"""What the acts on a text refuse, in words for the user."""

from organisation.exceptions import ActRefused


class TextRefused(ActRefused):
    """A text that cannot be taken in as it stands."""
