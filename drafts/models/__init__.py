"""Writing a policy: the policy, its versions, their paragraphs, and the papers made of them."""

from .approval import Approval
from .attached_text import AttachedText
from .comparison import Comparison
from .descent import Descent
from .edition import Edition
from .imports import Import
from .membership import Membership
from .note import Note
from .paragraph import Paragraph
from .policy import DocumentType, Policy
from .preview import PreviewLink
from .review import ReviewAnswer, ReviewRound
from .sitting import Sitting
from .version import Version

__all__ = [
    "Approval",
    "AttachedText",
    "Comparison",
    "Descent",
    "DocumentType",
    "Edition",
    "Import",
    "Membership",
    "Note",
    "Paragraph",
    "Policy",
    "PreviewLink",
    "ReviewAnswer",
    "ReviewRound",
    "Sitting",
    "Version",
]
