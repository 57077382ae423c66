"""One printed number of people, and the patterns that tell people from other things counted."""

import re
from dataclasses import dataclass

from bot.extraction.arms.nouns import METHOD, PEOPLE, PLAIN, SEX, THINGS
from bot.extraction.arms.numbers import AGED, HYPHEN

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
ILL = r"(?:metastases|tumou?rs|lesions)\b"
# Whether a group has pain must not be cut off its name.
_PAIN = (
    rf"(?:\sand\s(?:{PLAIN}\s){{0,4}}(?:pain|neuropathy|neuralgia|arthralgia|mucositis)\b)?"
    rf"(?:\s(?:without|but no|and no|not on|spared by)(?:\s{PLAIN}){{1,4}})?"
)
_TAKEN_IN = r"(?:(?:enrolled|recruited|included|randomi[sz]ed|studied|scanned)\s{1,4})?"
NAMED = re.compile(
    rf"\s{{1,4}}{_TAKEN_IN}(?P<label>(?:{_BEFORE_NOUN}){{0,8}}?{PEOPLE}\b(?![-/'\u2019])"
    rf"(?:\s(?:and|or)\s(?:{_BEFORE_NOUN}){{0,2}}?{PEOPLE}\b(?![-/'\u2019]))?"
    rf"(?:{AGED}?\s(?:with(?!\s{METHOD}\b(?!-))|without)(?:\s(?:head and neck|(?:mild"
    rf"|moderate)[{HYPHEN} ]to[{HYPHEN} ](?:moderate|severe)|{_OF}|{ILL}"
    rf"|{PLAIN})){{1,8}})?{_PAIN})",
    re.IGNORECASE,
)
SOMEONE = re.compile(rf"\b(?:{PEOPLE}|sample|cohorts?|groups?|population)\b", re.IGNORECASE)
COUNTS_THINGS = re.compile(
    rf"\b(?!(?:groups?|cohorts|arms|samples)$)(?:{THINGS}|study|trial|task|contrast|scan|session"
    rf"|test)$",
    re.IGNORECASE,
)
NO_LABEL = re.compile(
    r"(?:[\W\d]*|[A-Z]{2,8}(?:\sscores?)?[\s<>=\u2264\u2265]+\d[\d\s.\u2013-]*"
    r"|years?|yrs?|y|SD(?: mm.*)?|n|(?:mean|median|aged?|range)\b(?!-).*)",
    re.IGNORECASE,
)
REACH = 200
"""Letters behind a number within which its people are named."""
LONGEST_LABEL = 90


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


def text_before(text: str, match: re.Match[str], reach: int) -> str:
    """Return what stands before a match, so many letters of it."""
    return text[max(0, match.start() - reach) : match.start()]


def short_label(label: str) -> str:
    """Trim a label to whole words within the longest length."""
    label = label.rstrip()
    return label if len(label) <= LONGEST_LABEL else label[:LONGEST_LABEL].rpartition(" ")[0]
