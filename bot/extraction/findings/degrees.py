"""The degree that words give a variable: ``worse memory`` is less of it, ``worse pain`` is more."""

import re

_MORE = re.compile(
    r"\b(?:more|higher|greater|increas\w+|longer|larger|stronger|severer|severe|heavier|advanc\w+"
    r"|older|elevated|rising|rises?)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less|lower|fewer|decreas\w+|reduced|reductions?|shorter|smaller|younger|milder|weaker"
    r"|diminished|slower|falls?)\b",
    re.IGNORECASE,
)
_WORSE = re.compile(
    r"\b(?:worse|poor(?:er)?|worsen\w+|impair\w+|deteriorat\w+|declin\w+)\b", re.IGNORECASE
)
_BETTER = re.compile(r"\b(?:better|improve\w*|superior)\b", re.IGNORECASE)
_ABILITY = re.compile(
    r"\b(?:memory|performance|function(?:ing)?|abilit\w+|cogniti\w+|quality|accura\w+|recall"
    r"|retrieval|fluency|learning|outcomes?|mobility|sleep|skills?|attention|speed|health|mood"
    r"|well-?being|control|comprehension|recognition|IQ|intelligence|MMSE|MoCA|strength|gait"
    r"|recovery|capacity|competence|flexibility)\b",
    re.IGNORECASE,
)
"""What people want more of: where it is worse there is less of it."""
_HEAD = 4
"""Words at the beginning of a variable among which its degree stands."""


def degree(variable: str) -> int:
    """Return 1 where the head of a variable says more of it, -1 where less, else 0."""
    head = " ".join(variable.split()[:_HEAD])
    better = 1 if _ABILITY.search(variable) else -1
    signs = [
        (hit.start(), sign)
        for pattern, sign in ((_MORE, 1), (_LESS, -1), (_BETTER, better), (_WORSE, -better))
        if (hit := pattern.search(head))
    ]
    return min(signs)[1] if signs else 0
