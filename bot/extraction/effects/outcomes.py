"""The words of a clause that name its outcomes: before or behind the word for the direction."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.studies import OTHER
from bot.extraction.effects.names import shared_noun, trimmed
from bot.extraction.effects.outcome_words import words
from bot.extraction.effects.people import people_do, people_share
from bot.extraction.effects.phrases import (
    behind_aside,
    behind_comparison,
    compound,
    first_subject,
    led,
    pieces,
    subject,
    without_excepted,
    without_opening,
)
from bot.extraction.effects.responders import start_with_change
from bot.extraction.effects.spelling import in_small_letters
from bot.extraction.effects.treatments import leads_to_treatment
from bot.extraction.findings.cues import Cue, Token
from bot.extraction.vocabulary import Vocabulary

_NAME_IN_BRACKET = 2
"""Words of a name in brackets that is more than the short name of a scale."""
_MOST = 12
"""Outcomes of one list."""
_LONGEST_ID = 80
_LIKELY = re.compile(r"(?:more|less) likely")
_COMPARES = re.compile(
    r"superior|(?:non-?)?inferior|(?:\w+ )?(?:effective|efficacious)|better|worse|similar|equal"
    r"|equivalent|outperform|favo"
)
"""Cues whose subject may be an arm: what it is better at is said behind."""
_ARMS = re.compile(r"superior|(?:non-?)?inferior|.*effective|.*efficacious|outperform|favo")
"""Of these, cues that are said of arms alone."""
_EFFECT = re.compile(r"effects?|impact|influence|benefits?$")
NO_OUTCOME_OF = ("of", "with", "as")
"""Prepositions in a subject that lead to no outcome."""
_WORD = re.compile(r"[\w-]+")
_NUMBERS = re.compile(r"\s\([^()]*\d[^()]*\)(?=\s)")
"""Values in brackets within a name: ``pressure (8.5 and 9.0 mm Hg) reduction``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome where a clause names it."""

    id: str
    """The vocabulary's id, or the printed name behind ``other:``."""
    start: int
    end: int
    known: bool
    """Whether the vocabulary has it."""
    behind: bool
    """Whether it stands behind the word for the direction."""
    size: int = 1
    """How many outcomes there are in its list."""


class OutcomeFinder:
    """Finds the outcomes that the clauses of one abstract speak of."""

    def __init__(self, text: str, vocabulary: Vocabulary, is_arm: Callable[[str], bool]) -> None:
        """Keep the text, the outcomes of the vocabulary that it names, and what an arm is."""
        self._text, self._vocabulary = text, vocabulary
        self._is_arm = is_arm
        self._named = [match for match in vocabulary.find(text, "measure") if not match.bound]

    def of(self, cue: Cue, clause: Sequence[Token]) -> list[Outcome]:
        """Return the outcomes of which a cue says something, within the tokens of its clause.

        What is told behind a colon may be named before it: ``Gloom: no group differences``.
        """
        at, _ = bounds(cue, clause)
        return self._within(cue, clause) or self._headed(clause, at) or self._opened(clause, at)

    def _opened(self, clause: Sequence[Token], at: int) -> list[Outcome]:
        """Return what opens a clause as its subject: ``For gloom, there was no difference``."""
        comma = next((n for n in range(at) if clause[n].word == ","), 0)
        if not comma or clause[0].word not in ("for", "regarding", "concerning"):
            return []
        return self._outcomes(pieces(clause[1:comma]), behind=False)

    def _headed(self, clause: Sequence[Token], at: int) -> list[Outcome]:
        colon = next((n for n in range(at - 1, 0, -1) if clause[n].word == ":"), 0)
        own = any(token.word in words("auxiliaries") for token in clause[colon:at])
        return self.before(clause[colon].start, clause) if colon and not own else []

    def _within(self, cue: Cue, clause: Sequence[Token]) -> list[Outcome]:
        at, after = bounds(cue, clause)
        if _LIKELY.match(cue.word):
            likely = behind_comparison(clause, after)
            return self._behind(clause, likely, verbs=True) or self._before(clause, at)
        people = people_do(clause, after)
        if people is not None:
            return self._behind(clause, people, verbs=True)
        if cue.form == "predicate":
            return self._of_predicate(cue, clause, at, after)
        if cue.form == "noun":
            # "the effect of X on Y": what it is of, is no outcome
            skipped = ("of",) if _EFFECT.match(cue.word) else ()
            own = self._led(clause, after, skipped) or self._before_noun(clause, at)
            return own or self._before(clause, at)
        compared = self._led(clause, after) if _COMPARES.match(cue.word) else []
        own = compared or self._behind(clause, after) or self._before(clause, at)
        # "adults were more sedated with juggling than at rest"
        state = cue.word in ("more", "less") and at > 0 and clause[at - 1].word in words("states")
        return own or (self._behind(clause, after, verbs=True) if state else [])

    def _of_predicate(
        self, cue: Cue, clause: Sequence[Token], at: int, after: int
    ) -> list[Outcome]:
        """Return the outcomes of a cue that is said of what stands before it."""
        if _COMPARES.match(cue.word) and _ARMS.match(cue.word):
            # what is better than another is no outcome, unless one of the vocabulary
            told = self._before(clause, at)
            known = [each for each in told if each.known or cue.word.startswith("favo")]
            return self._led(clause, after, ("as", "of")) or known
        own = self._object(cue, clause, at, after) or self._before(clause, at)
        own = own or self._led(clause[:at], 0, NO_OUTCOME_OF)
        return own or self._led(clause, after) or self._behind(clause, after)

    def _object(self, cue: Cue, clause: Sequence[Token], at: int, after: int) -> list[Outcome]:
        """Return what a verb changes behind its adverb: ``lowered significantly (p) the pulse``."""
        passive = at > 0 and clause[at - 1].word in words("auxiliaries")
        start = behind_aside(clause, after)
        named = start > after and start < len(clause) and clause[start].word in words("determiners")
        active = cue.word.endswith("ed") and not passive and named
        return self._behind(clause, start) if active else []

    def before(self, offset: int, clause: Sequence[Token]) -> list[Outcome]:
        """Return the one outcome that stands right before an offset: before an opened bracket."""
        at = next((n for n, token in enumerate(clause) if token.start >= offset), len(clause))
        while at and clause[at - 1].word in "([:":  # "death from any cause: hazard ratio 0.9"
            at -= 1
        if inside := self._in_bracket(clause, at):
            return inside
        start = at
        while (
            start
            and clause[start - 1].word not in words("borders")
            and clause[start - 1].word not in ",;:)]"
        ):
            start -= 1
        return self._outcomes(pieces(clause[start:at]), behind=False)[-1:]

    def _in_bracket(self, clause: Sequence[Token], at: int) -> list[Outcome]:
        """Return the outcome that an open bracket names: ``faster (mean recovery time 14``."""
        marks = (n for n in range(at - 1, -1, -1) if clause[n].word in "()[];,")
        opened = next(marks, None)
        if opened is None or clause[opened].word not in "([":
            return []
        named = self._outcomes([clause[opened + 1 : at]], behind=False)
        last = next((t.word for t in clause[at - 1 : opened : -1] if t.word[0].isalpha()), "")
        several = at - opened > _NAME_IN_BRACKET and last not in words("scale_nouns")
        return named if several else []

    def _before(self, clause: Sequence[Token], at: int) -> list[Outcome]:
        told = without_excepted(clause[:at])
        for words_before in (subject(told), first_subject(told)):
            if outcomes := self._outcomes(pieces(words_before, resume=True), behind=False):
                return outcomes
        deed = people_share(without_opening(clause[:at]))
        return self._outcomes(pieces(deed, verbs=True)[:1], behind=False, deed=True)

    def _behind(self, clause: Sequence[Token], after: int, *, verbs: bool = False) -> list[Outcome]:
        at = after
        skipped = words("likely_to") if verbs else words("leads") | words("leads_on")
        while at < len(clause) and clause[at].word in skipped:
            if leads_to_treatment(clause, at):
                break
            at += 1
        return self._outcomes(pieces(clause[at:], verbs=verbs), behind=True, deed=verbs)

    def _led(
        self, clause: Sequence[Token], after: int, skipped: Sequence[str] = ()
    ) -> list[Outcome]:
        """Return what the first preposition behind a cue leads to that names an outcome."""
        for start in led(clause, after, skipped):
            if outcomes := self._outcomes(pieces(clause[start:]), behind=True):
                return outcomes
        return []

    def _before_noun(self, clause: Sequence[Token], at: int) -> list[Outcome]:
        """Return what a noun of change forms one name with: ``pain reduction``."""
        name = compound(clause, at)
        return self._outcomes([name], behind=False) if name else []

    def _outcomes(
        self, listed: Sequence[Sequence[Token]], *, behind: bool, deed: bool = False
    ) -> list[Outcome]:
        """Return the outcomes of a list; of two adjectives before one noun, either has it."""
        lent: Sequence[Token] = ()
        following: Sequence[Token] = ()
        named: list[tuple[Sequence[Token], Sequence[Token]]] = []
        for piece in reversed(listed[:_MOST]):
            lent = shared_noun(piece, following)
            following = trimmed([*piece, *lent], deed=deed)
            lent = [token for token in following if token in lent]
            if following and not self._is_arm(self._printed(following, lent)):
                named.insert(0, (following, lent))
        return [self._outcome(name, noun, len(named), behind=behind) for name, noun in named]

    def _outcome(
        self, name: Sequence[Token], lent: Sequence[Token], size: int, *, behind: bool
    ) -> Outcome:
        """Return an outcome; a noun that the next name lends is no part of where it stands."""
        own = name[: len(name) - len(lent)] or name
        start, end = own[0].start, own[-1].end
        reached = start_with_change(self._text, start)
        printed = self._text[reached:end] if reached < start else self._printed(name, lent)
        printed = in_small_letters(printed)[:_LONGEST_ID]
        # What was cut off may be a part of the name: "scores" of "pain scores".
        known = "" if lent or reached < start else self._known(start, end)
        known = known or self._named_as(printed)
        id = known or f"{OTHER}{printed}"
        return Outcome(id, reached, end, known=bool(known), behind=behind, size=size)

    def _printed(self, name: Sequence[Token], lent: Sequence[Token]) -> str:
        """Return a name as printed, with a noun that stands elsewhere."""
        own = name[: len(name) - len(lent)] or name
        parts = (self._text[part[0].start : part[-1].end] for part in (own, lent) if part)
        return re.sub(r"\s+", " ", _NUMBERS.sub("", " ".join(parts)))

    def _named_as(self, printed: str) -> str:
        """Return the vocabulary's outcome that has exactly this name."""
        matches = self._vocabulary.find(printed, "measure")
        whole = (m.id for m in matches if m.start == 0 and m.end == len(printed))
        return next(whole, "")

    def _known(self, start: int, end: int) -> str:
        """Return the vocabulary's outcome that these words name, and nothing more special."""
        for match in self._named:
            if start < match.end <= end:  # "overall" of "overall survival" is cut off as a lead-in
                rest = f"{self._text[start : match.start]} {self._text[match.end : end]}"
                if all(word in words("add_nothing") for word in _WORD.findall(rest.lower())):
                    return match.id
        return ""


def bounds(cue: Cue, clause: Sequence[Token]) -> tuple[int, int]:
    """Return the first token of a cue in its clause, and the first behind it."""
    at = next((n for n, token in enumerate(clause) if token.start >= cue.start), len(clause))
    return at, next((n for n, token in enumerate(clause) if token.start >= cue.end), len(clause))
