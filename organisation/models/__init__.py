"""Who is speaking: the municipality, its units, its people, its outgoing mail and its log."""

from .event import Event, Seal
from .mail import OutgoingMail
from .municipality import Municipality, Unit
from .public_text import PublicText
from .role import Role
from .user import User

__all__ = ["Event", "Municipality", "OutgoingMail", "PublicText", "Role", "Seal", "Unit", "User"]
