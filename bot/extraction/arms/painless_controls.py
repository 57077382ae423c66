"""Plain ``controls`` where all others of a study of cancer pain have cancer and no pain."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.arms.arm import CONTROL_ARMS, Arm, ArmMention

CONTROLS = re.compile(r"(?:the )?control(?:s|\s(?:groups?|subjects|participants|women|men))")
"""Words for controls that do not say who these are, in small letters."""
_PAINLESS = "cancer_no_pain"
_OTHERS = CONTROL_ARMS | {"healthy_control"}


def are_painless(sized: Sequence[Arm]) -> bool:
    """Whether the only controls whose number is printed are people with cancer and no pain."""
    roles = {arm.role for arm in sized}
    return _PAINLESS in roles and roles.isdisjoint(_OTHERS)


def of_the_painless(mention: ArmMention, text: str) -> ArmMention:
    """Return a mention of plain controls as one of them, and without other controls any other."""
    if CONTROLS.fullmatch(text[mention.start : mention.end]):
        return replace(mention, roles=(_PAINLESS,))
    if not mention.everyone:
        return mention
    return replace(mention, roles=tuple(role for role in mention.roles if role not in _OTHERS))
