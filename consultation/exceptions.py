"""What the acts on a consultation refuse, in words for the user."""

from organisation.exceptions import ActRefused


class FolderRefused(ActRefused):
    """A policy folder that cannot be read, or cannot be written."""


class LinkRefused(ActRefused):
    """A confirmation link that cannot be used; `status` is the answer's status."""

    status = 404


class LinkUsed(LinkRefused):
    """It has served already."""

    status = 200


class LinkExpired(LinkRefused):
    """Its time is over."""

    status = 410
