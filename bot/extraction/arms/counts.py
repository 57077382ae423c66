"""People are counted in print as ``24 patients``, ``(n = 24)``, and ``24 patients and 22 without``.

Each number of a sentence is judged by the words around it, within a short reach, so that time grows
with the length of the text only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extraction.arms.nouns import PEOPLE, PLAIN, SEX, THINGS, UNITS
from bot.extraction.arms.numbers import FIGURES, HYPHEN, WORDED, numbers, size

_ADJECTIVE = (
    rf"(?:[\w{HYPHEN}]{{1,30}}(?:ed|al|ic|ive|\u00efve|ing|thy|er|ult|ian|free)"
    r"|young|old|male|female)"
)
# What may stand between a number and the people: no verb, no unit, nothing else that is counted.
_BEFORE_NOUN = (
    rf"(?:(?:head and neck|(?:age|sex|gender|young|old|older|male|female|right|left)-? and"
    rf"|{PLAIN})"
    rf"(?:\s{{1,3}}\((?![nN]s?\s?=)[^()]{{1,45}}\))?|{_ADJECTIVE},"
    rf"|[\w]{{2,20}}[{HYPHEN}]\w{{2,20}},|(?:type|stage|grade)\s\d"
    rf"|(?:\w{{2,15}}-?,\s){{1,3}}(?:\w{{2,15}}-?\s)?and\s(?:\w{{2,15}}\s){{0,2}}\w{{2,15}}[{HYPHEN}]?\s?matched"
    rf"|\d{{1,2}}[{HYPHEN}](?:day|week|month|year)s?(?:[{HYPHEN}]| )old)\s{{1,4}}"
)
_OF = r"(?:an? )?(?:histor(?:y|ies)|diagnos[ei]s|symptoms|onset|risk|lack) of\b(?: an?\b)?"
# Counted elsewhere, but a disease behind "with".
_ILL = r"(?:metastases|tumou?rs|lesions)\b"
# Whether a group has pain must not be cut off its name.
_PAIN = (
    rf"(?:\sand\s(?:{PLAIN}\s){{0,4}}(?:pain|neuropathy|neuralgia|arthralgia|mucositis)\b)?"
    rf"(?:\s(?:without|but no|and no)(?:\s{PLAIN}){{1,4}})?"
)
_NAMED = re.compile(
    rf"\s{{1,4}}(?P<label>(?:{_BEFORE_NOUN}){{0,8}}?{PEOPLE}\b(?![-/'\u2019])"
    rf"(?:\s(?:and|or)\s(?:{_BEFORE_NOUN}){{0,2}}?{PEOPLE}\b(?![-/'\u2019]))?"
    rf"(?:\s(?:with|without)(?:\s(?:head and neck|(?:mild"
    rf"|moderate)[{HYPHEN} ]to[{HYPHEN} ](?:moderate|severe)|{_OF}|{_ILL}"
    rf"|{PLAIN})){{1,8}})?{_PAIN})",
    re.IGNORECASE,
)
# "17 DLB and 20 healthy controls": the words before the next number of people.
_LISTED = re.compile(
    rf"\s{{1,4}}(?P<label>(?:{PLAIN}\s{{1,3}}){{0,5}}{PLAIN}(?<!(?-i:[a-rt-z])s))"
    r"(?:\s?\([^()]{0,40}\))?\s?(?:,|,?\s(?:and|or|versus|vs\.?|with|to))\s{1,4}",
    re.IGNORECASE,
)
_TOOK = (
    r"(?:completed|underwent|participated|took part|received|were (?:included|enrolled|recruited"
    r"|analy[sz]ed|scanned|studied|randomi[sz]ed|assigned|allocated))"
)
_TAKING = (
    rf"(?:taking|receiving)(?:\s(?:the same|{PLAIN})){{1,5}}"
    rf"(?:\s(?:with|without)(?:\s{PLAIN}){{1,5}})?"
)
_BECAME = (
    rf"(?:(?:later |had )?(?:developed|reported|experienced)\b(?:\s{PLAIN}){{1,5}}"
    r"|(?:did|had) (?:not|none)\b|(?:stayed|remained) (?:free of|without)\b(?:\s\w+)?)"
)
# "30 women with pain and 28 without", "of whom 32 completed", "26 developed pain".
_REST = re.compile(
    rf"\s{{1,4}}(?P<label>(?:with|without|free of)\b"
    rf"(?:\s(?:{_ILL}|{PLAIN})){{0,6}}(?:\sbut\s(?:without|no)(?:\s{PLAIN}){{1,5}})?|{_TAKING}|{_BECAME}|{_TOOK}\b(?:\s{PLAIN}){{0,3}})",
    re.IGNORECASE,
)
# "of whom 12 were responders and 9 were not treated"
_IN_GROUP = re.compile(
    rf"\s{{1,4}}(?P<label>in (?:the )?(?:{PLAIN}\s{{1,3}}){{1,4}}(?:groups?|arms?)\b)",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(rf"\s{{1,4}}(?P<label>(?:were|had|was)\b(?:\s{PLAIN}){{1,5}})", re.IGNORECASE)
_WHOM = re.compile(r"\b(?:whom|which)\b")
_CLASSED = re.compile(
    r"\s(?:(?:of them |patients |participants |subjects )?(?:were|was) (?:\w+ )?(?:classified"
    r"|categori[sz]ed|diagnosed|grouped"
    r"|defined|identified|labell?ed|rated) )?(?:as"
    r"|into)\s(?:the\s)?(?P<label>[A-Za-z][\w+\u2212\u2013-]*(?:\s(?!and\b"
    r"|or\b)[A-Za-z][\w+-]*){0,3})"
)
_BEFORE_AS = re.compile(r"\b(?:and|,)\s$")
_ASSIGNED = re.compile(
    r"\b(?:PEOPLE)\b[^().]{0,30}\((?P<list>[A-Za-z][^()=]{2,50}=\s?\d{1,4}(?:[;,]\s?[A-Za-z][^()=]{2,50}=\s?\d{1,4})+)\)".replace(
        "PEOPLE", PEOPLE
    )
)
_ASSIGNED_ITEM = re.compile(r"(?P<label>[A-Za-z][^()=;,]{2,50}?)\s?=\s?(?P<n>\d{1,4})(?!\.)")
_REST_OPENS = re.compile(r"(?:[,;:(]\s?|\b(?:and|or|but|vs\.?|versus|whom|which)\s)$")
_BRACKET = re.compile(
    rf"\((?P<n>{FIGURES})\s(?P<label>(?!{UNITS}\b)[^\W\d][^()\d,;]{{1,50}}?)(?:,|;|,?\s?\band)\s"
    rf"(?P<n2>{FIGURES})\s(?P<label2>(?!{UNITS}\b)[^\W\d][^()\d,;]{{1,60}})\)"
)
_SEXES = re.compile(
    rf"(?<![\w.,/])(?P<n>\d{{1,4}})\s?/\s?(?P<n2>\d{{1,4}})\s(?P<label>{SEX})\s?/\s?(?P<label2>{SEX})\b",
    re.IGNORECASE,
)

_EQUALS = re.compile(
    rf"(?<!\w)[nN]s?\s{{0,5}}=\s{{0,5}}(?P<n>{FIGURES})(?!\d|[.,/]\d"
    rf"|\s?%)(?!\s(?:{PLAIN}\s)?{THINGS}\b)"
)
_NAMED_BEHIND = re.compile(
    r"\s(?P<label>[A-Z][\w+/\u2212\u2013-]{1,15}(?:\s(?:patients|controls|group))?)(?=\s?[,;)]"
    r"|\sand\b)"
)
_PEOPLE_BEHIND = re.compile(
    rf"\s?\)\s(?:(?:and|or|versus|vs\.?)\s)?(?:{PLAIN}\s){{0,4}}(?:\(\s?[nN]\s?=\s?\d+\s?\)\s)?(?:{PLAIN}\s){{0,3}}{PEOPLE}\b"
)
_EACH = re.compile(
    r"\s{0,3},?\s?(?P<label>(?:(?:in|per|for|from) )?(?:each|both|either)"
    r"(?: (?:group|arm|cohort)s?)?|(?:per|a) (?:group|arm)|/(?:group|arm))\b"
)
# Where the words that name the group before "(n = 24)" begin.
_LABEL_EDGE = re.compile(
    r"[\n#;,=<>]|\.(?!\d)|(?<!\bhead)(?<!\bhundred)\sand\s|\bas well as\s|(?<!moderate "
    r")(?<!mild )\b(?:or|into|between|of"
    r"|in|from|to|were|was|included|recruited|enrolled|versus|vs|the|an?|by|for|we|compared|than"
    r"|both|either"
    r"|including|across|among|which|who|whom|that|\d+(?!\s?(?:mg|ml|mcg|g)\b))\s",
    re.IGNORECASE,
)
_GROUP_NOUN = re.compile(
    rf"\b(?:(?i:{PEOPLE}|groups?|arm|cohort|sample|total)|\w{{0,9}}[A-Z]\w{{0,9}}[A-Z]\S*)\b"
)
# "(group A; n = 24": what stands in the bracket names the group.
_STRETCH_EDGE = re.compile(r"[()\[\];:]|=\s?\d+|\d%")
_COUNTS_THINGS = re.compile(
    rf"\b(?!(?:groups?|cohorts|arms|samples)$)(?:{THINGS}|study|trial|task|contrast|scan|session"
    rf"|test)$",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(
    r"(?:[\W\d]*|[A-Z]{2,8}(?:\sscores?)?[\s<>=\u2264\u2265]+\d[\d\s.\u2013-]*"
    r"|years?|yrs?|y|SD(?: mm.*)?|n|(?:mean|median|aged?|range)\b.*)",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"\s?[(\[][^()\[\]]{1,30}[)\]]$")
_SOMEONE = re.compile(rf"\b(?:{PEOPLE}|sample|cohorts?|groups?|population)\b", re.IGNORECASE)
_REMARK = re.compile(rf"\((?!(?:{FIGURES}|{WORDED})\s{SEX}\b)[^()]*[,;]\s?$", re.IGNORECASE)
_REACH = 200
_LONGEST_LABEL = 90


@dataclass(frozen=True, slots=True)
class Count:
    """One printed number of people: the words that name them, and the place of all the words."""

    label: str
    size: int
    start: int
    end: int

    @property
    def is_sex(self) -> bool:
        """Whether no more is said of these people than their sex."""
        return bool(re.fullmatch(SEX, self.label, re.IGNORECASE))


def counts(text: str) -> list[Count]:
    """Read the people counted in one sentence, in their order."""
    printed = numbers(text)
    counted = [*_named(text, printed), *_equals(text)]
    counted += _rest(text, printed, counted)
    taken = {count.start for count in counted}
    counted += [count for count in _classed(text, printed) if count.start not in taken]
    counted += _listed(text)
    if not counted:
        counted = [*_pairs(text, _BRACKET), *(_pairs(text, _SEXES) if "/" in text else ())]
    kept = (
        count for count in counted if count.size and not (count.is_sex and _is_remark(text, count))
    )
    return sorted(kept, key=lambda count: count.start)


def _is_remark(text: str, count: Count) -> bool:
    """Whether a sex is told in passing: ``(20 to 30 years, 8 female)``."""
    return bool(_REMARK.search(text[max(0, count.start - 80) : count.start]))


def _named(text: str, printed: list[re.Match[str]]) -> Iterator[Count]:
    """Yield ``24 patients``, and from the last to the first what is listed with them."""
    following: re.Match[str] | None = None
    for number in reversed(printed):
        match = _NAMED.match(text[number.end() : number.end() + _REACH])
        if not match and following:
            gap = text[number.end() : following.start()][:_REACH]
            match = _LISTED.fullmatch(gap)
            match = None if match and _COUNTS_THINGS.search(match["label"]) else match
        following = number if match else None
        if match:
            yield _count(number, match)


def _rest(text: str, printed: list[re.Match[str]], known: list[Count]) -> list[Count]:
    """Read ``and 28 without`` and ``32 completed`` behind people counted before them."""
    someone = [hit.start() for hit in (printed and _SOMEONE.search(text),) if hit]
    first = min((*someone, *(count.start for count in known)), default=len(text))
    taken = {count.start for count in known}
    rest = []
    for number in printed:
        if number.start() > first and number.start() not in taken and size(number["n"]) > 1:
            words = text[number.end() : number.end() + _REACH]
            behind = _REST.match(words) or _IN_GROUP.match(words)
            if not behind and _WHOM.search(_before(text, number, 80)):
                behind = _OF_WHOM.match(words)
            if behind and _REST_OPENS.search(_before(text, number, 10)):
                rest.append(_count(number, behind))
    return rest


def _classed(text: str, printed: list[re.Match[str]]) -> Iterator[Count]:
    """Yield ``eight were classified as mild``, and ``twelve as severe`` behind it."""
    known = False
    for number in printed:
        behind = _CLASSED.match(text[number.end() : number.end() + _REACH])
        verb = bool(behind) and not text[number.end() :].lstrip().startswith(("as", "into"))
        if behind and (verb or (known and _BEFORE_AS.search(_before(text, number, 6)))):
            known = True
            yield _count(number, behind)


def _listed(text: str) -> Iterator[Count]:
    """Yield ``patients (mild form = 33; severe form = 16)``."""
    for bracket in _ASSIGNED.finditer(text) if "=" in text else ():
        for item in _ASSIGNED_ITEM.finditer(text, bracket.start("list"), bracket.end("list")):
            if not _NO_LABEL.fullmatch(item["label"]):
                yield Count(item["label"].strip(), size(item["n"]), item.start(), item.end())


def _count(number: re.Match[str], match: re.Match[str]) -> Count:
    label = _short(match["label"])
    end = number.end() + match.start("label") + len(label)
    return Count(label, size(number["n"]), number.start(), end)


def _equals(text: str) -> Iterator[Count]:
    """Yield ``controls (n = 24)``, named by the words beside it, or by ``in each group``."""
    for match in _EQUALS.finditer(text) if "=" in text else ():
        before = _before(text, match, 120)
        behind = _EACH.match(text, match.end(), match.end() + 40)
        behind = behind or _NAMED.match(text, match.end(), match.end() + _REACH)
        if behind:
            if _SOMEONE.search(before + behind["label"]):
                label = _short(behind["label"])
                end = behind.start("label") + len(label)
                yield Count(label, size(match["n"]), match.start(), end)
            continue
        own = _NAMED_BEHIND.match(text, match.end(), match.end() + 40)
        if own and _SOMEONE.search(before):
            yield Count(own["label"], size(match["n"]), match.start(), own.end())
            continue
        label = _label(before)
        people = bool(label) and bool(_PEOPLE_BEHIND.match(text, match.end(), match.end() + 120))
        if people or _names_people(label, before):
            start = match.start() - len(before) + before.rindex(label)
            yield Count(label, size(match["n"]), start, match.end())


def _names_people(label: str, before: str) -> bool:
    """Whether a label names a group, or at least nothing else behind words about people."""
    if not label or _COUNTS_THINGS.search(label):
        return False
    return bool(_GROUP_NOUN.search(label) or _SOMEONE.search(before))


def _label(before: str) -> str:
    """The words that name a group just before its size, or nothing when they name none."""
    before = _SHORT_FORM.sub("", before.rstrip(" ,;:([\u00a0\u2009"))
    if before.endswith("%"):
        return ""
    for stretch in reversed(_STRETCH_EDGE.split(before)[-3:]):
        pieces = (piece.strip() for piece in _LABEL_EDGE.split(stretch))
        parts = [piece for piece in pieces if not _NO_LABEL.fullmatch(piece)]
        if parts and _COUNTS_THINGS.search(parts[-1]):
            return ""
        if parts:
            named = (part for part in reversed(parts[-3:]) if _GROUP_NOUN.search(part))
            label = next(named, parts[-1])
            return label if len(label) <= _LONGEST_LABEL else ""
    return ""


def _pairs(text: str, pattern: re.Pattern[str]) -> Iterator[Count]:
    """Yield both numbers of ``women (50 young, 36 old)`` and of ``patients: 15/12 men/women``."""
    for match in pattern.finditer(text):
        labels = match["label"] + " / " + match["label2"]
        if _SOMEONE.search(_before(text, match, 60)) and not re.search(rf"\b{THINGS}\b", labels):
            for n, label in (("n", "label"), ("n2", "label2")):
                start = min(match.start(n), match.start(label))
                yield Count(match[label], size(match[n]), start, match.end(label))


def _before(text: str, match: re.Match[str], reach: int) -> str:
    return text[max(0, match.start() - reach) : match.start()]


def _short(label: str) -> str:
    """Trim a label to whole words within the longest length."""
    label = label.rstrip()
    return label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rpartition(" ")[0]
