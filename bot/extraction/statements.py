"""Sentences are cut into statements, where a conjunction, a semicolon or a new verb opens one."""

import re
from functools import lru_cache

from bot.extraction.text import SHOWED, Span, cut

_CHANGED = r"(?<!ly\s)(?:(?:in|de)creased|declined|dropped)\b(?=[,;.]|\s(?:in|with|after|by)\b)"
CAME_BACK = r"(?:returned|reverted|recovered|normali[sz]ed)"
"""Verbs of a statement of what became of a change."""
ALIKE = (
    r"(?:(?:did|do|does)\s(?:\w+ly\s)?not\s(?:\w+ly\s)?differ"
    r"|(?:was|were|is|are)\s(?:not\s(?:\w+ly\s)?different|(?:\w+ly\s)?(?:similar|comparable)))"
)
"""Says of a subject named before that it is the same in others."""
_HARD = re.compile(
    r"(?=[;,\s])(?:"
    r";\s*|,?\s(?=(?:while|whereas|whilst|although|though)\b)|,\s(?=(?:but(?!\s(?:also|rather)\b)|however|yet)\b)"
    r"|,\s(?=(?:and\s)?(?:which|suggesting|indicating|implying|supporting|reflecting)\b)"
    r"|(?P<back>,\s(?=and\s(?:an?\s)?(?:smaller|larger|lower|higher|reduced|increased|decreased"
    r"|thinner|thicker|greater|weaker|stronger)\s))"
    r"|,\s(?=and\s(?:this|these|it|they|those|that)\b)"
    rf"|,\s(?=who,?\s(?:in turn,?\s)?(?:(?:had|{SHOWED})\s(?:\w+ly\s)?(?:\w+er"
    rf"|reduced|increased|decreased|more|less)|{ALIKE})\b)"
    rf"|,?\s(?=(?:and|but)\s{ALIKE}\sbetween\b)"
    r"|,?\s(?=(?:and|but)\s(?:[\w-]+\s){1,3}(?:restored|normali[sz]ed|reversed)\s(?:it|this|them)\b)"
    r"|,?\s(?=(?:but\s)?(?:without|with\sno)\s(?:(?:an?|any|significant|clear)\s)*differences?\b)"
    r"|,?\s(?=(?:and|but)\s(?:\w+ly\s|then\s|later\s)?"
    rf"{CAME_BACK}(?:[,;.]|\s(?:to|after|following|with|by|at)\b))"
    rf"|(?P<new>,?\s(?=and\s(?:(?!and\s(?:was|were|did|{SHOWED})\b)"
    rf"[^\s,;.()]{{1,30}}\s){{1,9}}?(?<!\sand\s)(?:(?:was|were|fell|rose|{SHOWED}"
    rf"|demonstrated|revealed|correlated|did|remained|differed)\b|{_CHANGED}))))"
)
_FINITE = re.compile(
    rf"\b(?:was|were|fell|rose|{SHOWED}|had|did|correlated"
    rf"|remained|differed)\b(?!\sthat\b)|\b{_CHANGED}"
)
_BETWEEN = re.compile(r"\bbetween\s(?:(?!\sand\s).)*\Z", re.DOTALL)
"""What goes on behind ``and``: ``connectivity between A and B was``."""
_CONCEDES = re.compile(
    r"\s*(?P<clause>(?:even )?though|although|even if|while|whilst|whereas)\b"
    r"|\s*(?:despite|in spite of|notwithstanding|in the absence of)\b",
    re.IGNORECASE,
)
"""What opens a clause that only stands beside what the sentence says."""
_MAIN_CLAUSE = re.compile(r",\s(?!(?:and|or|but|nor|which|who|whose|as|such|including)\b)")
_SAID = re.compile(
    rf"\b(?:was|were|is|are|fell|rose|{SHOWED}|had|did"
    r"|correlated|found|observed|detected|remained|differed|identified|attained|achieved|reported"
    r"|experienced)\b"
)


@lru_cache(maxsize=256)
def statements(sentence: Span) -> tuple[Span, ...]:
    """Cut a sentence where a conjunction, a semicolon or a new verb opens another statement."""
    begun = _main_clause(sentence.text)
    cuts = [begun] if begun else []
    for joint in _HARD.finditer(sentence.text, begun):
        if _in_brackets(sentence.text, joint.start()):
            continue
        if _cuts(sentence.text, begun, joint):
            cuts.append(joint.end())
            begun = joint.end()
    return tuple(cut(sentence, cuts))


def _main_clause(text: str) -> int:
    """Where the main clause begins behind one that concedes: 0 where none stands before it."""
    opened = _CONCEDES.match(text)
    commas = list(_MAIN_CLAUSE.finditer(text, opened.end())) if opened else []
    for number, comma in enumerate(commas):
        if _in_brackets(text, comma.start()):
            continue
        whole = not (opened and opened["clause"]) or _SAID.search(text, 0, comma.start())
        end = commas[number + 1].start() if number + 1 < len(commas) else len(text)
        if whole and _SAID.search(text, comma.end(), end):
            return comma.end()
    return 0


def _in_brackets(text: str, at: int) -> bool:
    return any(text.count(a, 0, at) > text.count(b, 0, at) for a, b in ("()", "[]"))


def _cuts(text: str, begun: int, joint: re.Match[str]) -> bool:
    """Whether a joint opens another statement; ``, and a smaller B`` does behind ``which``."""
    if joint.lastgroup == "back":
        return text.startswith("which ", begun)
    return joint.lastgroup != "new" or _opens(text, begun, joint.start())


def _opens(text: str, begun: int, joint: int) -> bool:
    """Whether a new verb behind a joint is that of another statement: the last has one already."""
    return bool(_FINITE.search(text, begun, joint)) and not _BETWEEN.search(text, begun, joint)
