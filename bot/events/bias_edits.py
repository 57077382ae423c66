"""A person's judgement of a study's risk of bias: ``randomisation low``."""

import re
from dataclasses import replace

from bot.domain.nearest_name import nearest_name
from bot.domain.risk_of_bias import BIAS_DOMAINS, BiasJudgement, RiskOfBias
from bot.domain.studies import Study
from bot.events.study_edits import EditRejected, StudyEdit, with_checked

ALL = "all"
"""In place of a domain: every one."""
FIELD = "risk_of_bias"
_WORDS = re.compile(r"([a-z_ ]+?)[\s:=]+(low|some(?: concerns)?|high)", re.IGNORECASE)


def judged_bias(study: Study, words: str) -> StudyEdit:
    """``study`` with one domain of its risk of bias judged by a person, or all of them.

    Raises:
        EditRejected: the words name no domain or no judgement.
    """
    match = _WORDS.fullmatch(words.strip())
    if match is None:
        raise EditRejected(
            f"Write a domain and low, some or high, as in “randomisation low”. {_KNOWN}"
        )
    spoken = match[1].strip().lower().replace(" ", "_")
    domain = spoken if spoken == ALL else nearest_name(spoken, BIAS_DOMAINS)
    if not domain:
        raise EditRejected(f"There is no domain “{match[1].strip()}”. {_KNOWN}")
    level = next(level for level in BiasJudgement if level.startswith(match[2].lower()))
    domains = tuple(BIAS_DOMAINS) if domain == ALL else (domain,)
    after = replace(study.risk_of_bias or RiskOfBias(), **dict.fromkeys(domains, level))
    named = "every domain" if domain == ALL else domain.replace("_", " ")
    overall = f"; overall {after.overall}" if after.overall else ""
    return StudyEdit(
        study=with_checked(replace(study, risk_of_bias=after), FIELD),
        sentence=f"risk of bias, {named}: {level}{overall}",
    )


_KNOWN = f"Domains are {', '.join(BIAS_DOMAINS)}, or {ALL}."
