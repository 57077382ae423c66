"""Why a push failed: git tells it in words alone, and they are read here and nowhere else."""

from bot.errors import Failure, Overtaken
from bot.ports import BRANCH

_OVERTAKEN = (
    "[rejected]", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref",
    "incorrect old value",
)  # fmt: skip
"""What git says of a push that came second."""
_REFUSED = ("hook declined", "protected branch", "GH006", "GH013", "denied", "refusing to allow")
"""What git and GitHub say where rights or rules stand in the way."""


class PushRefused(Failure):
    """The remote does not take commits from the bot."""


def push_error(remote: str, words: str) -> Overtaken | PushRefused | None:
    """The error for what git printed; None where the remote may answer another time."""
    if any(sign in words for sign in _OVERTAKEN):
        return Overtaken(
            f"{BRANCH} was moved on '{remote}' in the meantime",
            hint="Nothing was lost. Run again.",
        )
    if any(sign in words for sign in _REFUSED):
        return PushRefused(
            f"the remote '{remote}' refuses: {words}",
            hint=f"The bot must be allowed to push {BRANCH}: check rights and rules.",
        )
    return None
