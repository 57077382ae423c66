"""The arms of a study, where the text names them, and what its sentences compare.

``read_arms`` reads the groups of a title and abstract; ``Arms.mentions`` tells where a stretch of
the abstract names some of them; ``contrasts`` tells what a statement compares with what.
"""

from bot.extraction.arms.arm import Arm, ArmMention, MentionKind
from bot.extraction.arms.comparison_ids import comparison_of, within
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.contrasts import contrasts
from bot.extraction.arms.reading import Arms, read_arms

__all__ = [
    "Arm",
    "ArmMention",
    "Arms",
    "Contrast",
    "MentionKind",
    "comparison_of",
    "contrasts",
    "read_arms",
    "within",
]
