"""A degree and the change that it is of are one word: ``less of a reduction`` is more of it.

A change that is said to be alike is none between two arms: ``improved similarly in both groups``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.extraction.effects.clauses import OPPOSITE_SIGN
from bot.extraction.effects.lessened import with_lessened
from bot.extraction.effects.outcome_words import words
from bot.extraction.findings.cues import Cue, Token

_DEGREES = ("increase", "decrease")
_ALL = ("all", "both", "also", "each", "not")
_DENIALS = frozenset(("not", "no"))
_AMOUNT = ("by", "of", "in", "%", ".", "points", "percent")
_REACH = 3
"""Words from a degree to its change: ``greater mean reductions``."""
_ALIKE = frozenset(("similarly", "equally", "comparably", "similar", "comparable", "equal", "same"))
_SIGNIFICANT = (["significant"], ["marked"], ["mean"], ["significantly"])
"""Between a likeness and the change that it is of: ``similar significant reductions``."""
_EXTENT = frozenset(("extent", "degree", "amount", "magnitude", "rate", "manner", "way"))
_NO_LESS = (
    "as effective",
    "equally effective",
    "similarly effective",
    "equivalent",
    "comparable",
    "similar",
    "equal",
    "non-inferior",
    "noninferior",
)
_BETTER = ("superior", "inferior", "more effective", "less effective", "more efficacious", "better")
_LOSES = ("lost", "lose", "loses", "losing")
"""Who loses more of something has less of it."""
_LEADS_ON = ("in", "at", "for")
_ADVERBS = frozenset(("similarly", "equally", "comparably"))
_ALIKE_BEHIND, _EXTENT_BEHIND = 2, 12
"""Words behind a change in which it is called alike; in which the extent of it is."""


def with_degrees(own: Sequence[Cue], tokens: Sequence[Token]) -> Iterator[Cue]:
    """Yield the cues of a sentence, each degree joined to the change right behind it."""
    joined: set[Cue] = set()
    own = list(with_lessened(own, tokens))
    own = [_denied_within(cue, tokens) for cue in _with_reserves(own, tokens)]
    own = list(_with_predicates(own, tokens))
    for cue, change in zip(own, [*own[1:], None], strict=False):
        if cue in joined:
            continue
        if cue.sign in _DEGREES and cue.index and tokens[cue.index - 1].word in _LOSES:
            yield replace(cue, sign=OPPOSITE_SIGN[cue.sign])
            continue
        if cue.sign in OPPOSITE_SIGN and _is_alike(cue, tokens):
            yield replace(cue, sign="none")
            continue
        if change and _has_degree_behind(cue, change, tokens):
            joined.add(change)
            sign = cue.sign if change.word == "more" else OPPOSITE_SIGN[cue.sign]
            yield replace(cue, sign=sign, negated=cue.negated or change.negated)
        elif change and _is_as_good_at(cue, change, tokens):
            joined.add(change)
            sign = change.sign if cue.sign == "better" else OPPOSITE_SIGN.get(change.sign, "none")
            sign = "none" if cue.sign == "none" else sign
            yield replace(change, sign=sign, negated=cue.negated)
        elif change and _is_degree_of(cue, change, tokens):
            joined.add(change)
            sign = change.sign if cue.sign == "increase" else OPPOSITE_SIGN[change.sign]
            negated = cue.negated or change.negated
            yield replace(change, sign=sign, start=cue.start, index=cue.index, negated=negated)
        else:
            yield cue


def _with_reserves(own: Sequence[Cue], tokens: Sequence[Token]) -> Iterator[Cue]:
    """Yield the cues of a sentence, without degrees that are taken back before their change.

    ``A greater, but not significant, fall`` is none.
    """
    taken_back = False
    for cue, change in zip(own, [*own[1:], None], strict=False):
        between = {token.word for token in tokens[cue.after : change.index]} if change else set()
        between -= {","}
        denied, taken_back = taken_back, bool(between) and between <= words("reserves")
        taken_back = taken_back and any("significant" in word for word in between)
        if not taken_back:
            yield replace(cue, negated=True) if denied else cue


def _denied_within(cue: Cue, tokens: Sequence[Token]) -> Cue:
    """Return a cue of two words that are parted by a denial: ``the increase was not greater``."""
    first, _, last = cue.word.rpartition(" ")
    following = [token.word for token in tokens[cue.index :]]
    if not first or last not in following:
        return cue
    denied = _DENIALS.intersection(following[: following.index(last)])
    return replace(cue, negated=True) if denied else cue


def _with_predicates(own: Sequence[Cue], tokens: Sequence[Token]) -> Iterator[Cue]:
    """Yield the cues of a sentence, a change that opens it with the degree that is said of it.

    ``The decline in pain and fatigue was smaller with juggling`` is less of a decline.
    """
    first = own[0] if own else None
    opens = (
        first
        and first.form == "noun"
        and first.sign in OPPOSITE_SIGN
        and not _verbs(tokens, first.index)
    )
    degree = next((cue for cue in own[1:] if cue.form == "predicate"), None) if opens else None
    if not (first and degree and degree.sign in _DEGREES and _is_said(degree, tokens)):
        yield from own
        return
    sign = first.sign if degree.sign == "increase" else OPPOSITE_SIGN[first.sign]
    yield replace(first, sign=sign, negated=first.negated or degree.negated)
    yield from (cue for cue in own[1:] if cue is not degree)


def _verbs(tokens: Sequence[Token], end: int) -> list[int]:
    """The places of the plain verbs before an end."""
    lists = ("auxiliaries", "borders")
    return [
        number for number, token in enumerate(tokens[:end])
        if any(token.word in words(each) for each in lists)
    ]  # fmt: skip


def _is_said(degree: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a degree is what the sentence says of its subject: its first verb leads to it."""
    verbs = _verbs(tokens, degree.index)
    between = tokens[verbs[0] + 1 : degree.index] if verbs else tokens
    return all(word.endswith("ly") or word in _ALL for word in _unbracketed(between))


def _unbracketed(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words that stand in no brackets: ``significantly (p < 0.05) greater``."""
    opened = False
    for token in tokens:
        opened = opened or token.word == "("
        if not opened:
            yield token.word
        opened = opened and token.word != ")"


def _is_alike(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a change is said to be as great as another: ``similarly``, ``to the same extent``."""
    near = [token.word for token in tokens[max(0, cue.index - 2) : cue.index]]
    if near[:1] == ["and"] and near[-1].endswith("ly"):  # "equally and effectively reduced"
        near = [token.word for token in tokens[max(0, cue.index - 4) : cue.index - 2]]
    before = near[0] if near[-1:] in _SIGNIFICANT else near[-1] if near else ""
    behind = [token.word for token in tokens[cue.after : cue.after + _EXTENT_BEHIND]]
    extent = any(word in _ALIKE and following in _EXTENT for word, following in pairwise(behind))
    last = any(
        word in _ADVERBS and not following[0].isalnum()
        for word, following in pairwise([*behind, *"."[len(behind) == _EXTENT_BEHIND :]])
    )
    return before in _ALIKE or extent or last or not _ADVERBS.isdisjoint(behind[:_ALIKE_BEHIND])


def _has_degree_behind(cue: Cue, degree: Cue, tokens: Sequence[Token]) -> bool:
    """Whether "more" or "less" right behind a change says how much of it: ``improved more``.

    So it does behind an amount: ``a decrease of 11% more``.
    """
    if cue.sign not in OPPOSITE_SIGN or degree.word not in ("more", "less"):
        return False
    between = [token.word for token in tokens[cue.after : degree.index]]
    amount = all(word.isdigit() or word in _AMOUNT for word in between)
    return len(between) <= 1 or (amount and between[0] in ("by", "of", "in"))


def _is_as_good_at(cue: Cue, change: Cue, tokens: Sequence[Token]) -> bool:
    """Whether one thing brings a change about better than another, or as well.

    ``as effective in reducing``; ``more effective than rest at relieving``.
    """
    leads = change.index and tokens[change.index - 1].word in _LEADS_ON
    compared = cue.word in _NO_LESS or cue.word in _BETTER
    return compared and bool(leads) and change.word.endswith("ing") and change.sign in OPPOSITE_SIGN


def _is_adverb_of(cue: Cue, change: Cue, tokens: Sequence[Token]) -> bool:
    """Whether "more" belongs to how something changed: ``more effectively reduced``."""
    between = [token.word for token in tokens[cue.after : change.index]]
    adverb = len(between) == 1 and between[0].endswith("ly")
    return adverb and change.word.endswith("ed") and change.sign in OPPOSITE_SIGN


def _is_degree_of(cue: Cue, change: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a word for more or less stands before a noun of change, with nothing between."""
    pronounced = cue.word.endswith(" pronounced")
    if cue.word in ("more", "less") and _is_adverb_of(cue, change, tokens):
        return True
    before = pronounced or cue.form in ("modifier", "transitive")
    if not before or cue.sign not in _DEGREES:
        return False
    between = tokens[cue.after : change.index]
    close = len(between) <= _REACH and all(token.word[0].isalpha() for token in between)
    return close and change.form == "noun" and change.sign in OPPOSITE_SIGN
