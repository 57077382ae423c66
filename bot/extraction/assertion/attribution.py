"""Whose result a statement tells: this study's, that of others, or what was only expected."""

import re

from bot.extraction.assertion.words import BESIDE_OTHERS, EXPECTED, NOT_EXPECTED, OTHERS

_CLAUSE_END = re.compile(r"[,;]")
_SCOPE_END = re.compile(
    r";|,?\s(?:but|whereas|while|however|yet)\b"
    r"|,\s(?:\w+,?\s)?(?:we|(?:the |our )?(?:results|data|analys[ei]s|patients|participants))\s"
    r"(?:\w+ly\s|only\s|instead\s)?(?:found|observed|saw|detected|identified|noted|showed|had"
    r"|exhibited|displayed|revealed|demonstrated)\b"
)
"""Where what was expected ends, and what was found begins."""
_ADJUNCT = re.compile(r"\b(?:contrary to|against|despite)(?:\s\w+){0,3}$")
_RELATIVE = re.compile(r"(?:^|,\s)(?:which|who|that)\s\w$|,$")
"""Before what is only said beside the rest: ``the insula, predicted to respond, did not``."""
_ADJUNCT_END = re.compile(r"[,;]|\s(?:but|whereas|while|however|yet)\b")
_EXPECTED_BEHIND = re.compile(
    r"\b(?:would|was|were|is|are|had|has|have)\s(?:be\s|been\s|\w+ly\s)*(?:expected|hypothesi[sz]ed"
    r"|predicted|anticipated|assumed|postulated|presumed|plausible|conceivable)\b"
    r"(?!\s(?:by|from)\b)"
)
_EXPECTED_OF_ANOTHER = re.compile(
    r";|,\s(?:as|which|who|whereas|while|although|though|but|so|with|where|this|that|we|it)\b"
)
"""Behind what was found, before something else that was expected."""
_PASSIVE = re.compile(r"(?:has|have|had|is|are)\b")
_CITED = re.compile(r"\([a-z][\w.'\u2019& -]{1,60},? (?:19|20)\d\d[a-z]?\)")
_ELSEWHERE = re.compile(
    r"\b(?:unlike|in contrast to|as opposed to)\s[^,;]{3,80},"
    r" (?:in which|in whom|where|who|which)\b[^,;]*"
)
"""What is said of people or conditions that this study did not examine."""
_NEAR = 4
"""Words that may stand between "in line with" and those it names."""
_OURS = re.compile(
    r"\b(?:we|our|here|present study|this study|current study|in our)\b(?! (?:previous|earlier"
    r"|prior|own (?:previous|earlier)))"
)


def of_others(text: str, start: int) -> bool:
    """Whether the words at a place of a statement in small letters tell what others found."""
    if any(hit.start() <= start < hit.end() for hit in _ELSEWHERE.finditer(text)):
        return True
    if any(
        start < hit.start() and not _CLAUSE_END.search(text, start, hit.start())
        for hit in _CITED.finditer(text)
    ):
        return True
    return any(_reaches(text, hit, start) for hit in OTHERS.finditer(text))


def _reaches(text: str, hit: re.Match[str], start: int) -> bool:
    """Whether one mention of others speaks of the words at a place."""
    if hit[0].startswith("as "):
        return not (hit.start() < start and _OURS.search(text, hit.end()))
    if _PASSIVE.match(hit[0]):
        low, high = sorted((start, hit.start()))
        return not _CLAUSE_END.search(text, low, high)
    before = text[max(0, hit.start() - 40) : hit.start()]
    beside = list(BESIDE_OTHERS.finditer(before))
    if beside and len(before[beside[-1].end() :].split()) <= _NEAR:
        stop = _CLAUSE_END.search(text, hit.end())
        return hit.start() <= start < (stop.start() if stop else len(text))
    return start >= hit.start() or _opens_adjunct(text, start, hit.start())


def expected(text: str, start: int) -> bool:
    """Whether the words at a place tell what was expected or asked, and not what was found."""
    allowed = [match.span() for match in NOT_EXPECTED.finditer(text)]
    for hit in EXPECTED.finditer(text):
        if any(low <= hit.start() < high for low, high in allowed):
            continue
        adjunct = _ADJUNCT.search(text, 0, hit.end()) or _RELATIVE.search(text[: hit.start() + 1])
        stop = (_ADJUNCT_END if adjunct else _SCOPE_END).search(text, hit.end())
        if hit.start() <= start < (stop.start() if stop else len(text)):
            return True
    behind = _EXPECTED_BEHIND.search(text, start)
    return behind is not None and not _EXPECTED_OF_ANOTHER.search(text, start, behind.start())


def _opens_adjunct(text: str, start: int, others: int) -> bool:
    """Whether a place stands in ``unlike the lower thickness that others found``."""
    if _CLAUSE_END.search(text, start, others):
        return False
    low = max(text.rfind(",", 0, start), text.rfind(";", 0, start)) + 1
    return bool(BESIDE_OTHERS.match(text, low + len(text[low:]) - len(text[low:].lstrip())))
