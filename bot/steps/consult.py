"""Consult: what language models say about the papers that the rules left open.

The most uncertain papers come first, for the money may not last. A paper that no model judged
keeps the verdict it had.
"""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from bot.domain.decisions import Decision, Judge, Verdict
from bot.domain.protocol import ModelUse, Protocol
from bot.domain.records import Article
from bot.domain.runs import Consultation
from bot.errors import ServiceFailed
from bot.ports import LanguageModel
from bot.rendering.review import Render
from bot.screening.criteria import BadAnswer, Opinion, asked, checked, parse, schema
from bot.screening.panel import weigh
from bot.screening.policy import Concepts

QUESTION = "screen.md.j2"
NO_ANSWER = "no model gave an answer that could be used"
LETTERS_PER_TOKEN = 4
"""In English, roughly: for servers that do not say what an answer took."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Consulted:
    """The verdicts in which models had a say."""

    decisions: tuple[Decision, ...] = ()
    summary: Consultation | None = None
    """None when nothing was asked."""


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What came of one question to one model."""

    record: str
    opinion: Opinion | None = None
    cached: bool = False
    bad: bool = False
    tokens_in: int = 0
    tokens_out: int = 0
    failed: str = ""
    """Why nothing more is to be asked."""


@dataclass(frozen=True, kw_only=True)
class _Panel:
    """The models, and what they are asked."""

    models: Sequence[LanguageModel]
    protocol: Protocol
    fill: Render
    version: str

    def ask(self, article: Article) -> tuple[_Said, ...]:
        """Ask one model after the other; none after a failure."""
        said: list[_Said] = []
        for model in self.models:
            said.append(self._ask(model, article))
            if said[-1].failed:
                break
        return tuple(said)

    def _ask(self, model: LanguageModel, article: Article) -> _Said:
        record, names = article.record, list(self.protocol.criteria)
        prompt = self.fill(QUESTION, **asked(self.protocol, record.title, article.abstract))
        try:
            reply = model.ask(prompt, schema(names), "screening")
            answers = parse(reply.text, names)
        except BadAnswer as fault:
            log.info("%s gave no usable answer about %s: %s", model.model, record.id, fault)
            return _Said(
                record=record.id, bad=True, tokens_in=fault.tokens_in, tokens_out=fault.tokens_out
            )
        except ServiceFailed as fault:
            return _Said(record=record.id, failed=fault.message)
        silent = not (reply.cached or reply.tokens_in or reply.tokens_out)
        return _Said(
            record=record.id,
            opinion=Opinion(
                answers=checked(answers, record.title, article.abstract),
                model=model.model,
                prompt=self.version,
            ),
            cached=reply.cached,
            tokens_in=len(prompt) // LETTERS_PER_TOKEN if silent else reply.tokens_in,
            tokens_out=len(reply.text) // LETTERS_PER_TOKEN if silent else reply.tokens_out,
        )


def consult(
    protocol: Protocol,
    decisions: Iterable[Decision],
    articles: Mapping[str, Article],
    models: Sequence[LanguageModel],
    fill: Render,
) -> Consulted:
    """Ask ``models`` about the papers among ``articles`` that rules left open, and weigh it in.

    ``fill`` fills the question's template. Which papers are asked about, and in which order the
    opinions come, does not depend on which answer comes first.
    """
    verdicts = {one.record: one for one in decisions}
    papers = [articles[key] for key in left_open(protocol, verdicts.values()) if key in articles]
    if not (models and papers and protocol.criteria):
        return Consulted()
    version = hashlib.sha256(fill(QUESTION, **asked(protocol, "", "")).encode()).hexdigest()[:8]
    panel = _Panel(models=models, protocol=protocol, fill=fill, version=version)
    heard, why = _heard(panel, papers)
    concepts = Concepts.of(protocol)
    weighed = []
    for said in heard:
        key, opinions = said[0].record, tuple(one.opinion for one in said if one.opinion)
        if opinions:
            weighed.append(weigh(verdicts[key], opinions, articles[key], protocol, concepts))
        elif all(one.bad for one in said):
            # To ask again would cost as much, and most likely bring as little.
            weighed.append(replace(verdicts[key], heard=(NO_ANSWER,)))
    return Consulted(decisions=tuple(weighed), summary=_summary(panel, heard, len(papers), why))


def left_open(protocol: Protocol, decisions: Iterable[Decision]) -> list[str]:
    """The records that models may be asked about, the most uncertain first.

    What a rule settled is not among them (no abstract, orders to a program, proof in the
    metadata), nor what its rank excluded, nor what models have judged before.
    """
    middle = protocol.screening.include_above
    open_ = [
        one
        for one in decisions
        if one.judge is Judge.CLASSIFIER and one.verdict is not Verdict.EXCLUDE and not one.heard
    ]
    return [one.record for one in sorted(open_, key=lambda one: abs((one.score or 0.0) - middle))]


def _heard(panel: _Panel, papers: Sequence[Article]) -> tuple[list[tuple[_Said, ...]], str]:
    """What was said about each paper, and why not about all.

    The first paper goes alone: it tells what a paper costs, and whether the server answers.
    """
    use = panel.protocol.model
    heard: list[tuple[_Said, ...]] = []
    with ThreadPoolExecutor(max_workers=use.concurrency) as pool:
        while len(heard) < len(papers):
            room = _affordable(use, [_cost(use, said) for said in heard])
            if not room:
                return heard, "the budget is spent"
            wave = list(pool.map(panel.ask, papers[len(heard) : len(heard) + room]))
            heard += wave
            failed = next((one.failed for said in wave for one in said if one.failed), "")
            if failed:
                return heard, failed[0].lower() + failed[1:]
    return heard, ""


def _affordable(use: ModelUse, costs: Sequence[float]) -> int:
    """How many papers may be asked about now, if each costs as much as the dearest so far."""
    left = (use.max_usd_per_run if use.priced else use.max_tokens_per_run) - sum(costs)
    if left <= 0:
        return 0
    dearest = max(costs, default=0.0)
    return min(use.concurrency, int(left / dearest)) if dearest else 1


def _cost(use: ModelUse, said: Iterable[_Said]) -> float:
    """What a paper took of the budget: dollars where there are prices, tokens else."""
    tokens_in, tokens_out = _tokens(said)
    return use.usd(tokens_in, tokens_out) if use.priced else tokens_in + tokens_out


def _tokens(said: Iterable[_Said]) -> tuple[int, int]:
    every = tuple(said)
    return sum(one.tokens_in for one in every), sum(one.tokens_out for one in every)


def _summary(
    panel: _Panel, heard: Sequence[tuple[_Said, ...]], papers: int, why: str
) -> Consultation:
    every = [one for said in heard for one in said]
    asked_about = sum(not any(one.failed for one in said) for said in heard)
    tokens_in, tokens_out = _tokens(every)
    return Consultation(
        models=tuple(one.model for one in panel.models),
        prompt=panel.version,
        papers=papers,
        asked=asked_about,
        answered=sum(one.opinion is not None for one in every),
        cached=sum(one.cached for one in every),
        bad=sum(one.bad for one in every),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        usd=round(panel.protocol.model.usd(tokens_in, tokens_out), 6),
        partial=f"{asked_about} of {papers}: {why}" if why else "",
    )
