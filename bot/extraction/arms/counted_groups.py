"""Groups are read with their sizes as printed: ``24 patients`` and ``controls (n = 26)``.

Which sentences describe the people of this study is told by their section, or else their wording.
"""

import re
from collections.abc import Iterable, Iterator

from bot.domain.facts import Group, Quote
from bot.extraction.arms.numbers import FIGURES, WORDED
from bot.extraction.arms.people_count import Count
from bot.extraction.arms.sentence_counts import counts
from bot.extraction.text import LONGEST_SENTENCE, Span

_DESCRIBING = re.compile(
    r"TITLE|METHOD|PARTICIP|PATIENT|SUBJECT|DESIGN|SAMPLE|POPULATION|HIGHLIGHT|MATERIAL|PROCEDURE|SETTING"
)
_ELSEWHERE = re.compile(
    r"\b(?:(?:previous(?:ly)?|prior|earlier|recent|past|several|many|most|other) (?:\w+ ){0,2}?"
    r"(?:stud(?:y|ies)|work|research|reports?|reported|shown|published|findings?|described|trials?)"
    r"|literature|meta-analy\w+|systematic review|et al|little is|others have|articles|papers"
    r"|publications|(?:studies|trials),? (?:involving|totall?ing|included|reporting)"
    r"|included (?:trial|study)"
    r"|studies (?:have|that|of|in|on|show\w*|suggest\w*|report\w*|using|with)"
    r"|(?:is|are) known|have been (?:shown|reported|found|implicated|associated)"
    r"|\d+ (?:\w+ ){0,2}?(?:studies|RCTs)|(?:each|every|per) year"
    r"|annually|worldwide|globally)\b",
    re.IGNORECASE,
)
_TOOK_PART = re.compile(
    rf"^(?:[Oo]f|[Aa]mong)\s(?:the\s)?(?i:{FIGURES}|{WORDED})\s"
    r"|\b(?:included|enrolled|recruited|analy[sz]ed|completed|scanned|participated|randomi[sz]ed"
    r"|classified|obtained|took part|data (?:of|from))\b"
    r"|\b[nN]\s{0,5}="
)
_LEFT_OUT = (
    r"screen(?:ed|ing)|invited|approached|contacted|excluded|eligible|dropped out|withdr[ae]wn?"
    r"|lost|discarded|removed|rejected"
)
_NO_PART_BEFORE = re.compile(
    rf"\b(?:(?:{_LEFT_OUT})(?: phase)?\s?\(?|(?:registry|register|database|biobank|pool) of\s)$"
)
_NO_PART_BEHIND = re.compile(rf"(?:\s\w+){{0,2}}?\s(?:{_LEFT_OUT})\b")
_TOLD_APART = re.compile(
    r"\s(?:who|whose|in whom|of (?!the\b|th[eo]se\b|\d)|taking|receiving"
    r"|(?:after|following)\s(?:[\w-]+\s){1,4}(?:with|without|but|free)\b)"
)
"""Behind women or men who make a group of their own: ``20 women who never had pain``."""
_NO_PART = re.compile(rf"(?:were|was|had)\s(?:\w+\s)?(?:{_LEFT_OUT})\b")
# Of those who did better or worse, no group was formed before.
_OUTCOME = re.compile(
    r"[^.,;()]{0,60}?\b(?:showed|exhibited|demonstrated|developed|experienced|responded|improved"
    r"|reported|died|relapsed|had|displayed|revealed|presented)\b"
)


def groups(spans: Iterable[Span]) -> Iterator[Group]:
    """Yield the groups whose size is printed beside them; nothing is added up."""
    seen: set[tuple[str, int]] = set()
    whole = False
    for span in spans:
        counted = counts(span.text) if _describes_groups(span) else []
        if counted and _ELSEWHERE.search(span.text):
            continue
        known = bool(seen)
        for count in counted:
            if _took_no_part(span.text, count) or (known and _is_outcome(span.text, count)):
                continue
            only_sex = count.is_sex and not _TOLD_APART.match(span.text, count.end)
            whole = whole or not only_sex
            key = (count.label.lower(), count.size)
            if key not in seen and not (whole and only_sex):
                seen.add(key)
                quote = Quote(
                    text=span.text[count.start : count.end], start=span.start + count.start
                )
                yield Group(label=count.label, n=count.size, quote=quote)


def _describes_groups(span: Span) -> bool:
    if len(span.text) > LONGEST_SENTENCE:
        return False
    if not span.section or _DESCRIBING.search(span.section):
        return True
    return "RESULT" in span.section and bool(_TOOK_PART.search(span.text))


def _took_no_part(text: str, count: Count) -> bool:
    """Whether people are counted who were only asked, or left: ``90 women were screened``."""
    before = text[max(0, count.start - 30) : count.start]
    behind = _NO_PART_BEHIND.match(text, count.end, count.end + 60)
    return bool(behind or _NO_PART_BEFORE.search(before) or _NO_PART.match(count.label))


def _is_outcome(text: str, count: Count) -> bool:
    """Whether people are counted for what became of them: ``six patients improved``."""
    named = "=" not in text[count.start : count.end]
    return named and bool(_OUTCOME.match(text, count.end, count.end + 80))
