"""Writing a policy: the policy, its versions, their paragraphs, and the papers made of them."""

from .approval import Approval
from .descent import Descent
from .edition import Edition
from .membership import Membership
from .paragraph import Paragraph
from .policy import DocumentType, Policy
from .version import Version

__all__ = [
    "Approval",
    "Descent",
    "DocumentType",
    "Edition",
    "Membership",
    "Paragraph",
    "Policy",
    "Version",
]
