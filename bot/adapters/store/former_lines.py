"""Lines of the ledgers as former versions wrote them, in the form of this one."""

import json
from collections.abc import Callable, Mapping

from bot import json_input
from bot.adapters.store.former_votes import with_votes
from bot.domain.decisions import Decision
from bot.domain.reviewer_actions import ReviewerAction

_SAID = b'"said"'
"""What a reviewer action called its command."""
_CRITERIA = {"kind of publication": "publication type"}
"""Names that criteria of the program had, and their present ones."""


def current_form(kind: type, line: bytes) -> bytes:
    """``line`` of the ledger of ``kind`` as this version writes it; a sound new one as it is."""
    return _FORMER[kind](line) if kind in _FORMER else line


def _with_command(line: bytes) -> bytes:
    if _SAID not in line:
        return line
    try:
        action = json_input.loads(line)
        action["command"] = action.pop("said")
    except (ValueError, KeyError, TypeError, AttributeError):
        # Whoever reads the line says what is wrong with it.
        return line
    return json.dumps(action).encode()


def _with_criterion(line: bytes) -> bytes:
    if not any(former.encode() in line for former in _CRITERIA):
        return line
    try:
        decision = json_input.loads(line)
        decision["criterion"] = _CRITERIA.get(decision["criterion"], decision["criterion"])
    except (ValueError, KeyError, TypeError):
        # Whoever reads the line says what is wrong with it.
        return line
    return json.dumps(decision).encode()


def _decision(line: bytes) -> bytes:
    return _with_criterion(with_votes(line))


_FORMER: Mapping[type, Callable[[bytes], bytes]] = {
    Decision: _decision,
    ReviewerAction: _with_command,
}
