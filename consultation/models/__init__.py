"""Putting a frozen version before the public, hearing, answering, merging and deciding."""

from .agreement import Agreement
from .alike_group import AlikeGroup
from .attachment import Attachment
from .change import Change
from .channel_feed import ChannelEntry, ChannelFeed
from .comment import Comment
from .comment_counter import CommentCounter
from .comment_text import CommentText
from .complaint import Complaint
from .confirmation import Confirmation
from .consultation import Consultation
from .decision import Decision
from .disposition import Disposition
from .earlier_answer import EarlierAnswer
from .extension import Extension
from .following import Following
from .invitation import Invitation
from .letter import Letter
from .likeness import Likeness, LikenessKey
from .masking import Masking
from .merge_act import MergeAct
from .moderation_act import ModerationAct
from .override import Override
from .standard_reason import StandardReason
from .submission import Submission
from .theme import Theme
from .theme_proposal import ThemeProposal
from .unsent_comment import UnsentComment
from .visits import Visits

__all__ = [
    "Agreement",
    "AlikeGroup",
    "Attachment",
    "Change",
    "ChannelEntry",
    "ChannelFeed",
    "Comment",
    "CommentCounter",
    "CommentText",
    "Complaint",
    "Confirmation",
    "Consultation",
    "Decision",
    "Disposition",
    "EarlierAnswer",
    "Extension",
    "Following",
    "Invitation",
    "Letter",
    "Likeness",
    "LikenessKey",
    "Masking",
    "MergeAct",
    "ModerationAct",
    "Override",
    "StandardReason",
    "Submission",
    "Theme",
    "ThemeProposal",
    "UnsentComment",
    "Visits",
]
