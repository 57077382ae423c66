"""The policy: from what the judges say to one verdict with its reasons in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import Protocol
from bot.domain.records import Article
from bot.domain.strategies import Expression, pattern
from bot.screening.classifier import VERSION, Model
from bot.screening.gates import gate

RULES = "rules 1"
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:the\s+)?(?:previous|prior|above|earlier)"
    r"\s+(?:instructions?|prompts?|rules)|\byou\s+are\s+(?:now\s+)?an?\s+(?:AI|language\s+model)",
    re.IGNORECASE,
)
"""Words that no paper says to its readers."""


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
        words = {lines.name_of(one) or one: lines.words(one) for one in names}
        patterns = {name: pattern(found) for name, found in words.items() if found}
        return cls(
            patterns,
            frozenset(words) - frozenset(patterns),
            _named(must, lines.name_of),
            _named(should, lines.name_of),
        )

    def named_in(self, text: str) -> dict[str, str]:
        """For each line that ``text`` names: the first of its words there."""
        hits = ((name, one.search(text)) for name, one in self.patterns.items())
        return {name: hit[0] for name, hit in hits if hit}

    def lacks(self, expression: Expression, named: Mapping[str, str]) -> str:
        """Why ``expression`` does not hold for a text that names ``named``; empty when it does.

        A line without free words cannot be looked for in a text: it is taken to be named.
        """
        if not expression.text or expression.evaluate(
            lambda name: name in named or name in self.unseen - expression.negated
        ):
            return ""
        names = dict.fromkeys(expression.names)
        missing = [one for one in names if one not in {*named, *self.unseen, *expression.negated}]
        unwanted = [one for one in names if one in named and one in expression.negated]
        if missing:
            return f"no word for: {' or '.join(_plain(one) for one in missing)}"
        return f"words that must not stand there: {' or '.join(_plain(one) for one in unwanted)}"


def judge(
    article: Article, protocol: Protocol, concepts: Concepts, model: Model, score: float, on: str
) -> Decision:
    """The verdict on one paper.

    Excluded only when metadata proves it or a whole concept of the search is absent from title
    and abstract; proposed for inclusion when rules and classifier agree; a person decides else.
    """
    record = article.record
    stopped = gate(record, protocol.screening)
    if stopped:
        criterion, reason = stopped
        return _by_rule(article, Verdict.EXCLUDE, on, (reason,), criterion)
    if not article.sections:
        reason = "PubMed has no abstract: a person must look at the paper."
        return _by_rule(article, Verdict.UNSURE, on, (reason,))
    order = _ORDER.search(f"{record.title}\n{article.abstract}")
    if order:
        reason = f"The text gives orders to a program (“{order[0]}”): a person must look at it."
        return _by_rule(article, Verdict.UNSURE, on, (reason,))
    named = concepts.named_in(f"{record.title}\n{article.abstract}")
    if fault := concepts.lacks(concepts.must, named):
        reason = f"Title and abstract have {fault}."
        return _by_rule(article, Verdict.EXCLUDE, on, (reason,), "off topic")
    lacking = concepts.lacks(concepts.should, named)
    # Untaught, the ranking repeats the protocol's words, as the rules do: no second judge.
    agreed = score >= protocol.screening.include_above and not lacking and model.taught is not None
    return Decision(
        record=record.id,
        verdict=Verdict.INCLUDE if agreed else Verdict.UNSURE,
        judge=Judge.CLASSIFIER,
        by=VERSION,
        on=on,
        score=round(score, 3),
        reasons=(*_reasons(named, lacking), _ranked(article, model, score)),
    )


def _reasons(named: Mapping[str, str], lacking: str) -> tuple[str, ...]:
    shown = ", ".join(f"{_plain(name)} (“{word}”)" for name, word in named.items())
    reasons = [f"Names {shown}."] if shown else []
    return (*reasons, f"Has {lacking}.") if lacking else tuple(reasons)


def _ranked(article: Article, model: Model, score: float) -> str:
    said = f"Ranked {score:.2f} on a scale from 0 to 1"
    if model.taught is None:
        return f"{said} by the protocol's words alone: nobody's decisions have taught it yet."
    words = model.words(f"{article.record.title}\n{article.abstract}")
    return f"{said}, most of all for the words {', '.join(words)}." if words else f"{said}."


def _by_rule(
    article: Article, verdict: Verdict, on: str, reasons: tuple[str, ...], criterion: str = ""
) -> Decision:
    return Decision(
        record=article.record.id, verdict=verdict, judge=Judge.RULE, by=RULES, on=on,
        reasons=reasons, criterion=criterion,
    )  # fmt: skip


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _named(expression: Expression, name_of: Callable[[str], str | None]) -> Expression:
    """The expression with names where it may have had numbers."""
    return Expression(expression.written_with(lambda token: name_of(token) or token))
