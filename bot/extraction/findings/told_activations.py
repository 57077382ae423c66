"""Whether an activation is a finding itself, or what another cue says more or less of."""

from collections.abc import Sequence

from bot.domain.studies import CORRELATIONS
from bot.extraction.findings.cue_vocabulary import BE, CUE_SIGNS, words_around
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.findings.graded_changes import BESIDE, SUBJECT, says_how_much

_MODIFIES = 4
"""Words between a sign and the activation right behind it."""
_AHEAD = 3
"""Words before an activation that tell in what groups differ."""
_OPENS_CLAUSE = frozenset(("when", "as", "while", "that", "which", "if", "because", "who", ","))
_FINITE = frozenset(
    ("fell", "rose", "dropped", "declined", "grew", "shrank", "waned", "subsided", "dwindled")
)
"""Verbs that are never participles of a subject: ``activation to sounds fell``."""
_EITHER_FORM = frozenset(("increased", "decreased"))
_OF_TIMES = frozenset(("after", "following", "from", "more", "less"))
"""Make these the verb of their subject: ``activation of A decreased after``."""
_TOLD = frozenset((*CORRELATIONS, *CUE_SIGNS))
"""Signs of what may be told of an activation, which then is none itself."""
_TELLS = BE | {"be", "been", "did", "does", "do"}


def is_modified(words: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether another cue says how much activation there is: ``reduced recruitment``."""
    signed = [sign for sign in cues if _is_signed(words, sign) and not sign.activates]
    if cue.form != "noun":  # "the interactions activated the insula" is of more of it
        signed = [sign for sign in signed if sign.form != "noun" or sign.index > cue.index]
    return any(
        (0 <= cue.index - sign.after <= _MODIFIES or _differ_in(words, sign, cue))
        if sign.index < cue.index
        and not (cue.sign == "decrease" and says_how_much(sign, cue, words))
        else cue.form == "noun"
        and cue.sign == "increase"
        and _is_told(words, sign)
        and _is_subject(words, cue, sign)
        for sign in signed
    )


def _is_signed(words: Sequence[Token], sign: Cue) -> bool:
    """Whether a cue may be told of an activation: a sign, or that it goes with nothing."""
    denied = sign.index > 0 and words[sign.index - 1].word == "not"
    return sign.sign in _TOLD or (sign.sign == "related" and denied)


def _is_told(words: Sequence[Token], sign: Cue) -> bool:
    """Whether a cue says something of a subject: ``was reduced``, ``did not change``."""
    denied = sign.sign == "altered" and sign.index > 0 and words[sign.index - 1].word == "not"
    return sign.form == "predicate" or denied


def _differ_in(words: Sequence[Token], sign: Cue, cue: Cue) -> bool:
    """Whether groups differ in an activation: ``patients differed from controls in activation``."""
    between = [token.word for token in words[sign.after : cue.index]]
    near = "in" in between[-_AHEAD:]
    return (
        sign.word.startswith("differ") and near and len(between) <= SUBJECT and ";" not in between
    )


def _is_subject(words: Sequence[Token], cue: Cue, sign: Cue) -> bool:
    """Whether a predicate speaks of an activation: ``activation in A and B was reduced``."""
    between = [token.word for token in words[cue.after : sign.index]]
    if len(between) <= _MODIFIES:
        return True
    near = between[-BESIDE:]
    plain = words_around("reporting").isdisjoint(between) and ";" not in between
    behind = words[sign.after].word if sign.after < len(words) else ""
    finite = sign.word in _FINITE or (sign.word in _EITHER_FORM and behind in _OF_TIMES)
    finite = finite or sign.sign in CORRELATIONS
    opens = _OPENS_CLAUSE - {","} if "and" in between else _OPENS_CLAUSE  # "in A, B and C fell"
    finite = finite and opens.isdisjoint(between)
    told = finite or not _TELLS.isdisjoint(near)
    return plain and len(between) <= SUBJECT and told
