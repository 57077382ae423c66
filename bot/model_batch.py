"""Questions to language models: several papers at a time, and no more than the budget allows."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.domain.fingerprint import fingerprint
from bot.domain.protocol_settings import ModelSettings
from bot.domain.runs import ModelUsage
from bot.errors import ServiceFailed
from bot.model_answers import BadAnswer
from bot.ports import LanguageModel

T = TypeVar("T")
A = TypeVar("A")
"""What is asked about: an article, as a rule."""
LETTERS_PER_TOKEN = 4
"""In English, roughly: for servers that do not say what an answer took."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ModelQuestion(Generic[T]):
    """What is asked about one paper, and what an answer means."""

    record: str
    prompt: str
    schema: Mapping[str, Any]
    name: str
    understand: Callable[[str, LanguageModel], T]
    """Raises BadAnswer where an answer cannot be used."""


@dataclass(frozen=True, kw_only=True)
class ModelReply(Generic[T]):
    """What came of one question to one model."""

    record: str
    model: str
    meant: T | None = None
    """None where no answer could be used."""
    cached: bool = False
    bad: bool = False
    tokens_in: int = 0
    tokens_out: int = 0
    failed: str = ""
    """Why nothing more is to be asked."""


@dataclass(frozen=True, kw_only=True)
class BatchReplies(Generic[T]):
    """What all models said about some papers, in the papers' order."""

    papers: tuple[tuple[ModelReply[T], ...], ...]
    wanted: int
    """How many papers were to be asked about."""
    why: str = ""
    """Why not all of them were."""

    def summary(
        self, models: Sequence[LanguageModel], prompt: str, use: ModelSettings
    ) -> ModelUsage:
        """What was asked, and what it took."""
        every = [reply for replies in self.papers for reply in replies]
        asked = sum(not any(reply.failed for reply in replies) for replies in self.papers)
        tokens_in, tokens_out = _tokens(every)
        return ModelUsage(
            models=tuple(language_model.model for language_model in models),
            prompt=prompt,
            papers=self.wanted,
            asked=asked,
            answered=sum(reply.meant is not None for reply in every),
            cached=sum(reply.cached for reply in every),
            bad=sum(reply.bad for reply in every),
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            usd=round(use.usd(tokens_in, tokens_out), 6),
            partial=f"{asked} of {self.wanted}: {self.why}" if self.why else "",
        )


def ask_models(
    models: Sequence[LanguageModel],
    articles: Sequence[A],
    question: Callable[[A], ModelQuestion[T]],
    use: ModelSettings,
    spent: float = 0.0,
) -> BatchReplies[T]:
    """Ask every model about every paper, as far as the budget goes less what is ``spent``.

    The first paper goes alone: it tells what a paper costs, and whether the server answers.
    """
    papers: list[tuple[ModelReply[T], ...]] = []
    why = ""
    with ThreadPoolExecutor(max_workers=use.concurrency) as pool:
        while len(papers) < len(articles) and not why:
            room = _affordable(use, [_cost(use, replies) for replies in papers], spent)
            wave = list(
                pool.map(
                    lambda article: _put(models, question(article)),
                    articles[len(papers) : len(papers) + room],
                )
            )
            papers += wave
            failed = next(
                (reply.failed for replies in wave for reply in replies if reply.failed), ""
            )
            why = failed[:1].lower() + failed[1:] if room else "the budget is spent"
    return BatchReplies(papers=tuple(papers), wanted=len(articles), why=why)


def version_of(prompt: str) -> str:
    """The version of a question, told from how it reads about an empty paper."""
    return fingerprint(prompt, 8)


def spent_on(use: ModelSettings, consultation: ModelUsage | None) -> float:
    """What an earlier consultation took of the run's budget."""
    if consultation is None:
        return 0.0
    tokens = consultation.tokens_in, consultation.tokens_out
    return use.usd(*tokens) if use.priced else sum(tokens)


def _put(models: Sequence[LanguageModel], question: ModelQuestion[T]) -> tuple[ModelReply[T], ...]:
    """Ask one model after the other; none after a failure."""
    replies: list[ModelReply[T]] = []
    for model in models:
        replies.append(_ask(model, question))
        if replies[-1].failed:
            break
    return tuple(replies)


def _ask(model: LanguageModel, question: ModelQuestion[T]) -> ModelReply[T]:
    record, name = question.record, model.model
    try:
        reply = model.ask(question.prompt, question.schema, question.name)
        meant = question.understand(reply.text, model)
    except BadAnswer as fault:
        log.info("%s gave no usable answer about %s: %s", name, record, fault)
        tokens_in, tokens_out = fault.tokens_in, fault.tokens_out
        return ModelReply(
            record=record, model=name, bad=True, tokens_in=tokens_in, tokens_out=tokens_out
        )
    except ServiceFailed as fault:
        return ModelReply(record=record, model=name, failed=fault.message)
    silent = not (reply.cached or reply.tokens_in or reply.tokens_out)
    return ModelReply(
        record=record,
        model=name,
        meant=meant,
        cached=reply.cached,
        tokens_in=len(question.prompt) // LETTERS_PER_TOKEN if silent else reply.tokens_in,
        tokens_out=len(reply.text) // LETTERS_PER_TOKEN if silent else reply.tokens_out,
    )


def _affordable(use: ModelSettings, costs: Sequence[float], spent: float) -> int:
    """How many papers may be asked about now, if each costs as much as the dearest so far."""
    left = (use.max_usd_per_run if use.priced else use.max_tokens_per_run) - spent - sum(costs)
    if left <= 0:
        return 0
    dearest = max(costs, default=0.0)
    return min(use.concurrency, int(left / dearest)) if dearest else 1


def _cost(use: ModelSettings, replies: Iterable[ModelReply[T]]) -> float:
    """What a paper took of the budget: dollars where there are prices, tokens else."""
    tokens_in, tokens_out = _tokens(replies)
    return use.usd(tokens_in, tokens_out) if use.priced else tokens_in + tokens_out


def _tokens(replies: Iterable[ModelReply[T]]) -> tuple[int, int]:
    every = tuple(replies)
    return sum(reply.tokens_in for reply in every), sum(reply.tokens_out for reply in every)
