"""Lines of the ledgers as former versions wrote them, in the form of this one."""

import json
from collections.abc import Callable, Mapping

from bot.adapters.store.former_votes import with_votes
from bot.domain.decisions import Decision
from bot.domain.reviewer_actions import ReviewerAction

_SAID = b'"said"'
"""What a reviewer action called its command."""


def current_form(kind: type, line: bytes) -> bytes:
    """``line`` of the ledger of ``kind`` as this version writes it; a sound new one as it is."""
    return _FORMER[kind](line) if kind in _FORMER else line


def _with_command(line: bytes) -> bytes:
    if _SAID not in line:
        return line
    try:
        action = json.loads(line)
        action["command"] = action.pop("said")
    except (ValueError, KeyError, TypeError, AttributeError):
        # Whoever reads the line says what is wrong with it.
        return line
    return json.dumps(action).encode()


_FORMER: Mapping[type, Callable[[bytes], bytes]] = {
    Decision: with_votes,
    ReviewerAction: _with_command,
}
