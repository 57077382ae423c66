"""Plain ``controls`` where all others of a study of cancer pain have cancer and no pain."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.arms.arm import CONTROL_ARMS, Arm, ArmMention
from bot.extraction.arms.group_categories import GroupCategory
from bot.extraction.arms.profile import Profile

CONTROLS = re.compile(r"(?:the )?control(?:s|\s(?:groups?|subjects|participants|women|men))")
"""Words for controls that do not say who these are, in small letters."""
_PAINLESS = "cancer_no_pain"
_OTHERS = CONTROL_ARMS | {"healthy_control"}


def are_painless(sized: Sequence[Arm], paper: Profile) -> bool:
    """Whether the only controls of a study of cancer pain are people with cancer and no pain."""
    roles = {arm.role for arm in sized}
    healthy = GroupCategory.HEALTHY in paper.categories
    alone = _PAINLESS in roles and roles.isdisjoint(_OTHERS)
    return paper.cancer_pain and alone and not healthy


def of_the_painless(mention: ArmMention, text: str) -> ArmMention:
    """Return a mention of plain controls as one of them, and without other controls any other."""
    if CONTROLS.fullmatch(text[mention.start : mention.end]):
        return replace(mention, roles=(_PAINLESS,))
    if not mention.everyone:
        return mention
    return replace(mention, roles=tuple(role for role in mention.roles if role not in _OTHERS))
