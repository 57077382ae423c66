"""Contrasts of people told apart by age, sex or how much of something they have."""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.arms.arm import PARTICIPANTS, ArmMention
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.reading import Arms

_AGE_OR_SEX = re.compile(
    r"\b(?:than|(?:compared|relative|in contrast) (?:with|to)|versus|vs\.?)\s"
    r"(?:(?:in|the|those|their)\s)*"
    r"(?:young(?:er)?|older|elderly|(?:fe)?males?|boys|girls|(?:wo)?men)(?![\w-])"
    r"(?!\s(?:healthy|patients|controls|with))"
    r"|\bbetween (?:(?:wo)?men|(?:fe)?males|boys|girls) and \b"
)
_RELATED_TO_AGE = re.compile(
    r"\b(?:age|ageing|aging|sex|gender)[- ]"
    r"(?:related|dependent|(?:group )?(?:differences?|effects?))\b"
)
_WITH_AGE = re.compile(
    r"\bfrom (?:the )?(?:age|childhood|infancy|adolescence|birth|youth|young adulthood)\b"
    r"[^,;.]{0,25}? to (?:age \d+|adulthood|adolescence|childhood|old(?:er)? age|late life)\b"
    r"|\bacross (?:the (?:adult )?life-?span|development|adulthood)\b"
)
_BY_DEGREE = re.compile(
    r"\b(?:participants|subjects|individuals|people|adults|adolescents|children|volunteers|those)"
    r" (?:with|who (?:had|showed|reported|scored)) (?:\w+ )?(?:high(?:er)?|more|great(?:er)?"
    r"|strong(?:er)?) ?\(?(?:vs\.?|versus|than|compared (?:with|to)|relative to)"
    r" (?:those )?(?:with )?(?:low(?:er)?|less|few(?:er)?|weak(?:er)?)\b"
)
"""People told apart by how much of something they have."""

_MORE_PAIN = re.compile(
    r"\b(?:severe|high|strong|intense)(?: pain)?,?\s(?:(?:as |when )?compared (?:with|to)|versus"
    r"|vs\.?|as against|than|rather than)\s(?:(?:in|those|with|patients|to)\s)*"
    r"(?:mild|low|little|minor)\b"
)
_NO_PAIN_AGAINST = re.compile(
    r"\bpainful,?\s(?:(?:as |when )?compared (?:with|to)|relative to|versus|vs\.?|than)"
    r"\s(?:(?:in|those|with|patients|to)\s)*(?:asymptomatic|painless|pain-?free|non-?painful)\b"
)
_CONDITION = (
    r"\s(?:[\w-]+\s){0,3}?(?:\w*metasta\w+|lesions?|\w*neuropath\w+|cipn|tumou?rs?|cancers?"
    r"|\w*mucositis|lympho?edema|neuromas?)\b"
)
"""Behind "painful": what people have, and not what is done to them, as ``painful heat``."""
_AGAINST = r"(?:(?:compared|relative|in contrast) (?:with|to)|versus|vs\.?|than|as against)\s"
_THE = r"(?:the |in |with |those with )*"
_PAINFUL, _PAINLESS = (
    rf"painful{_CONDITION}",
    rf"(?:asymptomatic|painless|non-?painful){_CONDITION}",
)


def _set_against(first: str, second: str) -> re.Pattern[str]:
    """Match what has ``first`` where it is held against what has ``second``, in either order."""
    return re.compile(
        rf"\b{first}[^.;:]{{0,160}}?\b{_AGAINST}{_THE}{second.removesuffix(_CONDITION)}\b"
        rf"|\b{_AGAINST}{_THE}{second}[^.;:]{{0,60}}?,\s{_THE}{first}"
    )


_OF_PAINFUL, _OF_PAINLESS = _set_against(_PAINFUL, _PAINLESS), _set_against(_PAINLESS, _PAINFUL)
"""``painful metastases had a higher uptake than painless ones``, and told the other way round."""


def among_people(arms: Arms, mentions: Sequence[ArmMention], words: str) -> Iterator[Contrast]:
    """Yield the comparison of people told apart by nothing but age or sex."""
    roles = {role for mention in mentions for role in mention.roles}
    groups = not roles and (_RELATED_TO_AGE.search(words) or _WITH_AGE.search(words))
    groups = groups or (roles <= {PARTICIPANTS} and _BY_DEGREE.search(words))
    people = "healthy_control" not in roles and _AGE_OR_SEX.search(words)
    if not arms.paper.cancer_pain and (groups or people):
        yield Contrast(comparison="other")


def by_degree_of_pain(arms: Arms, words: str) -> Iterator[Contrast]:
    """Yield the comparison of ``severe versus mild pain``, or of ``painful`` with ``painless``."""
    turned = bool(_OF_PAINLESS.search(words))
    told = turned or _NO_PAIN_AGAINST.search(words) or _OF_PAINFUL.search(words)
    if arms.paper.cancer_pain and told:
        yield Contrast(
            comparison="pain_vs_cancer_no_pain",
            index="pain",
            comparator="cancer_no_pain",
            reversed=turned,
        )
    if arms.paper.cancer_pain and _MORE_PAIN.search(words):
        yield Contrast(comparison="pain_high_vs_low", index="pain", comparator="pain_controlled")
