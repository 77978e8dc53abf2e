"""Putting a frozen version before the public, hearing, answering, merging and deciding."""

from .change import Change
from .comment import Comment
from .comment_counter import CommentCounter
from .confirmation import Confirmation
from .consultation import Consultation
from .decision import Decision
from .disposition import Disposition
from .letter import Letter
from .merge_act import MergeAct
from .moderation_act import ModerationAct
from .override import Override
from .standard_reason import StandardReason
from .submission import Submission
from .theme import Theme

__all__ = [
    "Change",
    "Comment",
    "CommentCounter",
    "Confirmation",
    "Consultation",
    "Decision",
    "Disposition",
    "Letter",
    "MergeAct",
    "ModerationAct",
    "Override",
    "StandardReason",
    "Submission",
    "Theme",
]
