"""Noun phrases of a clause, told by the small words around them: subjects, lists, objects."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.extraction.effects.amounts import before_amount, is_plain
from bot.extraction.effects.names import names_nothing
from bot.extraction.effects.outcome_words import words
from bot.extraction.effects.treatments import leads_to_treatment
from bot.extraction.findings.cues import Token

_REACH = 24
"""Words behind a noun of change in which a preposition may lead on to what changed."""
_TIMED = 6
"""Words of a time that opens a sentence: ``At 12 weeks pain was ...``."""
_COMPOUND = 4
"""Words before a noun of change that may form one name with it."""
_GOING_ON = ("to", "at", "in", "from", "for", "with", "on", "until")
"""Prepositions that go on with a name behind certain nouns: ``time to relapse``."""
_ASIDES = ("with", "without")
"""Behind a comma, words that open what is told of something else."""
_NEXT_CLAUSE = ("but", "whereas", "while", "although", "however")
_NO_NOUN = ("leads_on", "determiners", "ends", "auxiliaries", "joins")


def pieces(
    tokens: Sequence[Token], *, resume: bool = False, verbs: bool = False
) -> list[list[Token]]:
    """Cut a list at its joints, up to where it ends; brackets do not belong to it.

    With ``resume`` a preposition ends only its own piece, as in a subject; with ``verbs`` what
    people do is a name too: ``more likely to be admitted to hospital``.
    """
    cut: list[list[Token]] = [[]]
    skipping = False
    for number, token in _outside_brackets(tokens):
        if _joins(tokens, number, cut[-1]):
            cut.append([])
            skipping = False
        elif token.word in ".;:" and not _is_inside_a_word(tokens, number):
            break
        elif _ends(tokens, number, cut[-1], verbs=verbs):
            leads = (resume or len(cut) == 1) and _leads_on(cut[-1], token)
            if not (resume or leads):
                break
            skipping = not leads
            if leads:
                cut[-1].clear()
        elif not skipping:
            cut[-1].append(token)
    return cut


def _joins(tokens: Sequence[Token], number: int, piece: Sequence[Token]) -> bool:
    """Whether a word parts two names of a list, or a name from what it holds: ``such as``."""
    word, before = tokens[number].word, tokens[number - 1].word if number else ""
    if word == "including" or (word == "as" and before == "such"):
        return True
    following = tokens[number + 1].word if number + 1 < len(tokens) else ""
    amount = before[:1].isdigit() and following in ("more", "greater", "fewer", "less")
    return word in words("joins") and not amount and not _is_of_parts(piece)


def _is_of_parts(piece: Sequence[Token]) -> bool:
    """Whether words name one thing made of several: ``the composite of stroke and death``."""
    return any(
        token.word in words("wholes") and following.word in words("of_parts")
        for token, following in pairwise(piece)
    )


def _is_inside_a_word(tokens: Sequence[Token], number: int) -> bool:
    """Whether a mark stands between letters: ``fat:lean ratio``."""
    mark = tokens[number]
    return (
        0 < number < len(tokens) - 1
        and tokens[number - 1].end == mark.start
        and tokens[number + 1].start == mark.end
    )


def _leads_on(piece: Sequence[Token], preposition: Token) -> bool:
    """Whether words name nothing themselves, but what stands behind their preposition does.

    ``reductions in pain``, ``scores on the moon scale``, ``the number of adults with relapse``.
    """
    if not piece or preposition.word not in words("leads_on"):
        return False
    heads = words("counts") if preposition.word == "with" else words("empty_heads")
    change = preposition.word not in ("with", "as") and piece[-1].word in words("change_nouns")
    return change or (names_nothing(piece) and any(token.word in heads for token in piece))


def _outside_brackets(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield the tokens that stand in no bracket, up to one that closes what opened before them."""
    depth = 0
    for number, token in enumerate(tokens):
        if token.word in "([":
            depth += 1
        elif token.word in ")]":
            depth -= 1
            if depth < 0:
                return
        elif not depth:
            yield number, token


def _ends(tokens: Sequence[Token], number: int, piece: Sequence[Token], *, verbs: bool) -> bool:
    """Whether a word ends the name before it, and does not go on with it."""
    word = tokens[number].word
    if word in _GOING_ON and piece:
        spans = word == "to" and (verbs or any(token.word in ("from", "ratio") for token in piece))
        return not spans and piece[-1].word not in words(f"before_{word}")
    if word in words("ends"):
        if number and word in ("more", "less") and tokens[number - 1].word == "or":
            return False  # "4 or more visits"
        return not is_attributive(tokens, number)
    return word in words("auxiliaries")


def is_attributive(tokens: Sequence[Token], number: int) -> bool:
    """Whether a participle describes the noun behind it: ``rarely reported events``."""
    at = number - 1
    while at >= 0 and tokens[at].word.endswith("ly"):
        at -= 1
    opens = at < 0 or any(tokens[at].word in words(each) for each in ("leads_on", "determiners"))
    following = tokens[number + 1].word if number + 1 < len(tokens) else ""
    behind = following.isalpha() and not any(following in words(each) for each in _NO_NOUN)
    return tokens[number].word.endswith("ed") and opens and behind


def subject(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the subject of what stands behind these tokens."""
    stop = before_amount(tokens)
    while stop and _is_predicate(tokens, stop - 1):
        stop -= 1
    return without_opening(tokens[_start(tokens[:stop]) : stop])


def _is_predicate(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word belongs to the verb behind a subject: ``was``, ``achieved in``."""
    word = tokens[number].word
    before = tokens[number - 1].word if number else ""
    passive = word in words("borders") and before in words("auxiliaries")
    named = word in words("auxiliaries") or word in words("leads") or word in words("leads_on")
    return passive or named


def first_subject(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the subject of the first verb of a clause, which a later verb may share."""
    plain = without_opening(tokens)
    verbs = ("auxiliaries", "borders", "changes")
    stop = next(
        (n for n, token in enumerate(plain) if n and any(token.word in words(v) for v in verbs)), 0
    )
    return plain[:stop]


def _start(tokens: Sequence[Token]) -> int:
    """Return where a subject begins: behind the last word that reports or joins clauses."""
    depth = 0
    for number in range(len(tokens) - 1, -1, -1):
        word = tokens[number].word
        if word in ")]":
            depth += 1
        elif word in "([":
            depth -= 1
            if depth < 0:
                return number + 1
        elif depth == 0 and (word in ";:" or _is_border(tokens, number)):
            return number + 1
    return 0


def _is_border(tokens: Sequence[Token], number: int) -> bool:
    return tokens[number].word in words("borders") and not is_attributive(tokens, number)


def without_opening(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out what opens a sentence: ``After 12 weeks, ...``, ``Compared with placebo, ...``."""
    if not tokens or not _opens(tokens):
        return tokens
    comma = next((number for number, token in enumerate(tokens) if token.word == ","), 0)
    if comma:
        return without_opening(tokens[comma + 1 :])
    timed = next((n for n, token in enumerate(tokens[:_TIMED]) if token.word in words("units")), 0)
    return without_opening(tokens[timed + 1 :]) if timed else tokens


def _opens(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with a preposition or the like, or with ``Measuring X, the ...``."""
    if tokens[0].word in words("openers"):
        return True
    subject_behind = any(
        token.word == "," and following.word == "the" for token, following in pairwise(tokens)
    )
    return tokens[0].word.endswith("ing") and subject_behind


def led(clause: Sequence[Token], after: int, skipped: Sequence[str] = ()) -> Iterator[int]:
    """Yield where names may begin that a preposition behind a cue leads to."""
    near = clause[after : after + _REACH]
    for at, token in _outside_brackets(near):
        word, number = token.word, after + at
        following = clause[number + 1].word if number + 1 < len(clause) else ""
        if word in ".;:" or word in _NEXT_CLAUSE or (word == "," and following in _ASIDES):
            return
        leads = word in words("leads_on") and word not in skipped
        if leads and not leads_to_treatment(clause, number):
            start = number + 1
            while start < len(clause) and (
                clause[start].word in words("leads") or clause[start].word in words("leads_on")
            ):
                start += 1
            yield start


def behind_aside(clause: Sequence[Token], after: int) -> int:
    """Return where a clause goes on behind an adverb and what stands in brackets."""
    number = after
    while number < len(clause) and clause[number].word.endswith("ly"):
        number += 1
    if number < len(clause) and clause[number].word in "([":
        closed = (n for n in range(number, len(clause)) if clause[n].word in ")]")
        number = next(closed, number) + 1
    return number


def behind_comparison(clause: Sequence[Token], after: int) -> int:
    """Return where it goes on behind whom people are compared with: ``than others to relapse``."""
    if after >= len(clause) or clause[after].word not in ("than", "compared"):
        return after
    near = range(after + 2, min(len(clause), after + _REACH))
    return next((number for number in near if clause[number].word == "to"), after)


def compound(clause: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the words right before a noun that may form one name with it."""
    start = at
    while start and at - start < _COMPOUND and is_plain(clause[start - 1]):
        start -= 1
    return clause[start:at]


def without_excepted(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a subject without what is said not to belong to it: ``anxiety but not gloom was``."""
    verbs = (n for n in range(len(tokens) - 1, -1, -1) if tokens[n].word in words("auxiliaries"))
    for at in range(next(verbs, len(tokens)) - 2, -1, -1):
        if tokens[at].word in ("but", "and") and tokens[at + 1].word == "not":
            return tokens[:at]
        if tokens[at].word in words("auxiliaries"):
            break
    return tokens
