"""The reader takes modalities, groups and findings from an abstract, each with its words.

An invented sign is the worst mistake, so it keeps silent wherever a clause can be read
in two ways: two signs, a negation, a correlation, or the comparator as the subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.studies import (
    LONGEST_QUOTE,
    Direction,
    Fact,
    Finding,
    Group,
    Quote,
    Reading,
)
from bot.extraction.text import DECREASE, INCREASE, Span, clauses, sentences, statements
from bot.extraction.vocabulary import Match, Vocabulary, load

VERSION = "reader 1"

_UP = re.compile(rf"(?<![\w-])(?:{INCREASE})(?![\w-])", re.IGNORECASE)
_DOWN = re.compile(rf"(?<![\w-])(?:{DECREASE})(?![\w-])", re.IGNORECASE)
_ALTERED = re.compile(
    r"(?<![\w-])(?:alter(?:ed|ations?)|abnormal(?:ly|it(?:y|ies))?|aberrant|disrupt(?:ed|ions?)"
    r"|change[ds]?|differed|differences?)(?![\w-])",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no (?:[\w-]+ ){0,3}?(?:differences?|changes?|alterations?)|unchanged"
    r"|(?:did|does|do) not (?:[\w-]+ ){0,2}?(?:differ|change)"
    r"|(?:was|were) not (?:\w+ly )?(?:altered|changed|different))\b",
    re.IGNORECASE,
)
_OTHER_OBJECT = re.compile(
    r"(?:\s[\w-]+)?\s(?:pain|scores?|symptoms?|anxiety|depress\w+|severity|intensity|ag(?:e|ing)"
    r"|thresholds?|doses?|risk|distress|quality|sensitivity|numbers?|sample|education|fatigue"
    r"|back|limbs?|extremit\w+|order|than \d\S*|p|levels? of)(?![\w-])",
    re.IGNORECASE,
)
"""What a direction word may belong to instead of the brain measure behind it."""
_OTHER_SUBJECT = re.compile(r"\b(?:scores?|ratings?|intensity|severity|symptoms?|thresholds?)\b")
_NEGATED = re.compile(
    r"\b(?:no|not|nor|neither|never|fail(?:ed|s)? to|lack(?:ed|s|ing)?|absen(?:ce|t)|instead of"
    r"|rather than|non-?significant\w*|insignificant\w*|unlike|except|other than|apart from|if)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:normali[sz]|revers|restor|recover|prevent|rescu|alleviat|ameliorat|counteract|mitigat"
    r"|deactivat|suppress|inhibit|negative|less\b|anti-?correlat|abolish|block)|\bhypothes",
    re.IGNORECASE,
)
"""Words that may turn a sign round."""
_LINKED = re.compile(
    r"correlat|\bassociat|(?<!-)\brelat(?:ed|es|ing) (?:to|with)|relationship|regress|mediat"
    r"|moderat(?:ed|ion)|predict|classif|accurac|\bAUC\b|\bROC\b"
    r"|\bwith (?:longer|increasing|greater|higher|worse|more severe|lower)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:may|might|could|suggest\w*|trend\w*|exploratory)\b", re.IGNORECASE)
_TREND = re.compile(r"\btrend\w*\b", re.IGNORECASE)
_COMPARATOR = re.compile(
    r"\b(?:controls?|(?:HC|NC)s?|volunteers|healthy (?:subjects|participants|individuals|women|men"
    r"|adults|people|persons|adolescents|children|group)|sham|placebo|vehicle|saline|na[i\u00ef]ve"
    r"|wait(?:ing)?[- ]?list|usual care|pain-?free|painless|non-\w+(?:ers|ants|group)|low[- ]pain"
    r"|mild(?:er)? pain|without|(?:who|that) did not|before|prior to)\b"
)
_SUBJECT = re.compile(
    r"\s(?:\([^)]{0,30}\)\s)?(?:\w+ly )?(?:showed|exhibited|had|displayed|demonstrated|presented"
    r"|revealed|show|exhibit|have)\b"
)
_AGAINST = re.compile(
    r"\b(?:than|(?:compar(?:ed|ison|ing)|contrast(?:ed)?|relative|relation|respect) (?:with|to)"
    r"|versus|vs\.?|over|from|against|between)\s(?P<words>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PATIENTS = re.compile(r"\b(?:patients?|survivors|sufferers|participants)\b", re.IGNORECASE)
_CONTINUED = re.compile(r"(?:They|The (?:former|latter|same|other)|Conversely|In contrast)\b")
_LATER = re.compile(r"\b(?:after|post-?\w*|follow-?up)\b", re.IGNORECASE)
