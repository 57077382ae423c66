"""The policy: from what the judges say to one verdict with its reasons in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain.decisions import OFF_TOPIC, RANKED_LOW, Decision
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.strategies import Expression, pattern
from bot.domain.verdicts import Judge, Verdict
from bot.screening.classifier import VERSION
from bot.screening.copied_protocol import ProtocolWording
from bot.screening.metadata_filters import filtered_out
from bot.screening.prompt_injection import injected_instruction
from bot.screening.training import rank

RULES = "rules 1"
LOOK = "a person must check this paper."
NO_ABSTRACT = "PubMed has no abstract: a person must decide."
NOT_AT_HAND = "Its abstract is not at hand: a person must decide."
"""Of a paper that came with another program's file, where only another computer remembers it."""
UNTRAINED = "Ranked by the search terms alone: there are no decisions by people to learn from yet."


@dataclass(frozen=True)
class Concepts:
    """The protocol's search lines as patterns over a paper's own words."""

    patterns: Mapping[str, re.Pattern[str]]
    unseen: frozenset[str]
    """Lines of headings alone, which no text can name."""
    must: Expression
    should: Expression

    @classmethod
    def of(cls, protocol: Protocol) -> "Concepts":
        """The patterns of every line that the screening expressions name."""
        must = Expression(protocol.screening.must_mention)
        should = Expression(protocol.screening.should_mention)
        names = dict.fromkeys((*must.names, *should.names))
        lines = protocol.lines
        words = {lines.name_of(name) or name: lines.words(name) for name in names}
        patterns = {name: pattern(terms) for name, terms in words.items() if terms}
        return cls(
            patterns,
            frozenset(words) - frozenset(patterns),
            _named(must, lines.name_of),
            _named(should, lines.name_of),
        )

    def named_in(self, text: str) -> dict[str, str]:
        """For each line that ``text`` names: the first of its words there."""
        hits = ((name, pattern.search(text)) for name, pattern in self.patterns.items())
        return {name: hit[0] for name, hit in hits if hit}

    def lacks_must(self, text: str) -> bool:
        """Whether ``text`` does not name what the protocol demands."""
        return bool(self.lacks(self.must, self.named_in(text)))

    def lacks(self, expression: Expression, named: Mapping[str, str]) -> str:
        """Why ``expression`` does not hold for a text that names ``named``; empty when it does.

        A line without free words cannot be looked for in a text: it is taken to be named.
        """
        if not expression.text or expression.evaluate(
            lambda name: name in named or name in self.unseen - expression.negated
        ):
            return ""
        names = dict.fromkeys(expression.names)
        missing = [
            name for name in names if name not in {*named, *self.unseen, *expression.negated}
        ]
        unwanted = [name for name in names if name in named and name in expression.negated]
        if missing:
            return f"No search term found for {' or '.join(_plain(name) for name in missing)}"
        return f"Mentions what is excluded: {' or '.join(_plain(name) for name in unwanted)}"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a verdict depends on besides the paper."""

    protocol: Protocol
    concepts: Concepts
    trained: bool
    """Whether people decided papers of both kinds: else the ranking has nothing to go by."""
    threshold: float | None
    """The rank below which papers are excluded; None excludes nothing by score."""
    on: str
    """ISO date of the verdicts."""

    def judge(self, article: Article, score: float, words: tuple[str, ...] = ()) -> Decision:
        """The verdict on one paper that scored ``score``, most of all by these ``words``.

        Excluded only when metadata proves it or its rank is below the threshold; proposed for
        inclusion when rules and classifier agree; a person decides else.
        """
        ranked = self._by_rank(article, score, words)
        unclear = self._unclear(article)
        stopped = filtered_out(article.record, self.protocol.screening)
        if stopped:
            criterion, reason = stopped
            seen = (unclear,) if unclear else ranked.reasons
            return _by_rule(ranked, Verdict.EXCLUDE, criterion, (reason, *seen))
        return _by_rule(ranked, Verdict.UNSURE, "", (unclear,)) if unclear else ranked

    def _unclear(self, article: Article) -> str:
        """Why a program should not judge by the words; empty if it may."""
        if not article.sections:
            return NO_ABSTRACT if article.record.in_database else NOT_AT_HAND
        text = text_of(article)
        if instruction := injected_instruction(text):
            return f"Possible prompt injection (“{instruction}”): {LOOK}"
        if words := self._wording.repeated_in(text):
            return f"Possible keyword stuffing, it repeats the criteria (“{words}”): {LOOK}"
        return ""

    @cached_property
    def _wording(self) -> ProtocolWording:
        return ProtocolWording(self.protocol)

    def _by_rank(self, article: Article, score: float, words: tuple[str, ...]) -> Decision:
        text, screening = text_of(article), self.protocol.screening
        named = self.concepts.named_in(text)
        missing = self.concepts.lacks(self.concepts.must, named)
        lacking = missing or self.concepts.lacks(self.concepts.should, named)
        # Untaught, the ranking repeats the protocol's words, as the rules do: no second judge.
        agreed = self.trained and score >= screening.include_above and not lacking
        # Where several people decide each paper, the program does not stand for one of them.
        proposed = agreed and self.protocol.reviewers.decisions == 1
        place = rank(score, lacking=bool(missing))
        below = self.threshold is not None and place < self.threshold
        criterion = OFF_TOPIC if missing else RANKED_LOW if below else ""
        untrained = () if self.trained else (UNTRAINED,)
        return Decision(
            record=article.record.id,
            verdict=Verdict.EXCLUDE if below else Verdict.INCLUDE if proposed else Verdict.UNSURE,
            judge=Judge.CLASSIFIER,
            by=VERSION,
            on=self.on,
            criterion=criterion,
            score=round(score, 3),
            words=words,
            threshold=self.threshold,
            reasons=(*names(named), *([f"{lacking}."] if lacking else []), *untrained),
        )


def _by_rule(
    ranked: Decision, verdict: Verdict, criterion: str, reasons: tuple[str, ...]
) -> Decision:
    return replace(
        ranked, verdict=verdict, judge=Judge.RULE, by=RULES, criterion=criterion,
        reasons=reasons, words=(), threshold=None,
    )  # fmt: skip


def text_of(article: Article) -> str:
    """Title, line end, abstract."""
    return f"{article.record.title}\n{article.abstract}"


def names(named: Mapping[str, str]) -> tuple[str, ...]:
    """Which search lines a text names, with its own words, in one sentence."""
    shown = ", ".join(f"{_plain(name)} (“{word}”)" for name, word in named.items())
    return (f"Search terms found: {shown}.",) if shown else ()


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _named(expression: Expression, name_of: Callable[[str], str | None]) -> Expression:
    """The expression with names where it may have had numbers."""
    return Expression(expression.written_with(lambda token: name_of(token) or token))
