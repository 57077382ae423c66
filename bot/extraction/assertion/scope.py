"""How far a word that denies reaches, and where another direction begins to be told."""

import re

from bot.extraction.text import DECREASE, INCREASE, SHOWED

TWO_SIDED = (
    r"(?:differ\w*|chang\w*|alter\w*|effects?|correlat\w*|associat\w*|relat(?:ed|ion\w*|es)"
    r"|link\w*|interact\w*"
    r"|affect\w*|influenc\w*|modulat\w*|vari(?:ed|es)|deviat\w*|abnormal\w*)"
)
_SIGN = (
    rf"(?:{INCREASE}|{DECREASE}|correlat\w+|associat\w+|differ\w*|chang\w+|alter\w+|hyper\w+"
    r"|hypo\w+|activat\w+|deactivat\w+)"
)
CUE = re.compile(rf"(?<![\w-]){_SIGN}(?!\w)")
_SAME = re.compile(
    r"(?:\b(?:the|this|that|these|those|such|its|their|mean|, an?|\(an?)\s(?:\w+\s)?|\()$"
)
_EFFECT = re.compile(
    r"(?:difference|effect|change|reduction|increase|decrease|correlation|association"
    r"|alteration)s?"
)
ENDS = re.compile(
    r"[;]|\b(?:but|yet|however|whereas|while|whilst|although|though|except|because|since"
    r"|instead)\b(?! not| no\b| neither)"
    rf"|,?\s(?:and|or)\s(?:(?:an?|also|the|more|had|showed|with|there (?:was|were)|\w+ly|rather"
    rf"|exhibited|displayed|found|was|were|did show|we found)\s)*(?={_SIGN})"
    r"|,?\sas\s(?:reflected|indicated|evidenced|evident|shown|seen)\b"
    rf"|,?\sand\s(?:was|were|had|{SHOWED}|did|there)\b|,\s(?:but|with|which)\b"
)
_ADJACENT = re.compile(
    rf"(?:\s|\w+ly\s|or\s|and\s|any\s|significant\s|group\s|the\s)*(?:{_SIGN})?\s?$"
)


def later_cue(text: str, start: int, end: int) -> bool:
    """Whether another direction is told between two places; "the difference" is the same one."""
    for hit in CUE.finditer(text, start, end):
        before = text[max(start, hit.start() - 25) : hit.start()]
        if not (_SAME.search(before) and _EFFECT.fullmatch(hit[0])):
            return True
    return False


def reach(text: str, negator_end: int) -> int:
    """Where the scope of a word that denies what stands behind it ends."""
    for stop in ENDS.finditer(text, negator_end):
        before = text[negator_end : stop.start()]
        if stop[0].lstrip(" ,").startswith(("and", "or")) and _ADJACENT.fullmatch(before):
            continue  # "no increases or decreases"
        return stop.start()
    return len(text)
