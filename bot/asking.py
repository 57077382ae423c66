"""Questions to language models: several papers at a time, and no more than the budget allows."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.domain.answers import BadAnswer
from bot.domain.protocol import ModelUse
from bot.domain.runs import Consultation
from bot.errors import ServiceFailed
from bot.ports import LanguageModel

T = TypeVar("T")
A = TypeVar("A")
"""What is asked about: an article, as a rule."""
LETTERS_PER_TOKEN = 4
"""In English, roughly: for servers that do not say what an answer took."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Question(Generic[T]):
    """What is asked about one paper, and what an answer means."""

    record: str
    prompt: str
    schema: Mapping[str, Any]
    name: str
    understand: Callable[[str, LanguageModel], T]
    """Raises BadAnswer where an answer cannot be used."""


@dataclass(frozen=True, kw_only=True)
class Said(Generic[T]):
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
class Heard(Generic[T]):
    """What all models said about some papers, in the papers' order."""

    papers: tuple[tuple[Said[T], ...], ...]
    wanted: int
    """How many papers were to be asked about."""
    why: str = ""
    """Why not all of them were."""

    def summary(self, models: Sequence[LanguageModel], prompt: str, use: ModelUse) -> Consultation:
        """What was asked, and what it took."""
        every = [one for said in self.papers for one in said]
        asked = sum(not any(one.failed for one in said) for said in self.papers)
        tokens_in, tokens_out = _tokens(every)
        return Consultation(
            models=tuple(one.model for one in models),
            prompt=prompt,
            papers=self.wanted,
            asked=asked,
            answered=sum(one.meant is not None for one in every),
            cached=sum(one.cached for one in every),
            bad=sum(one.bad for one in every),
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            usd=round(use.usd(tokens_in, tokens_out), 6),
            partial=f"{asked} of {self.wanted}: {self.why}" if self.why else "",
        )


def hear(
    models: Sequence[LanguageModel],
    articles: Sequence[A],
    question: Callable[[A], Question[T]],
    use: ModelUse,
    spent: float = 0.0,
) -> Heard[T]:
    """Ask every model about every paper, as far as the budget goes less what is ``spent``.

    The first paper goes alone: it tells what a paper costs, and whether the server answers.
    """
    heard: list[tuple[Said[T], ...]] = []
    why = ""
    with ThreadPoolExecutor(max_workers=use.concurrency) as pool:
        while len(heard) < len(articles) and not why:
            room = _affordable(use, [_cost(use, said) for said in heard], spent)
            wave = list(
                pool.map(
                    lambda article: _put(models, question(article)),
                    articles[len(heard) : len(heard) + room],
                )
            )
            heard += wave
            failed = next((one.failed for said in wave for one in said if one.failed), "")
            why = failed[:1].lower() + failed[1:] if room else "the budget is spent"
    return Heard(papers=tuple(heard), wanted=len(articles), why=why)


def version_of(prompt: str) -> str:
    """The version of a question, told from how it reads about an empty paper."""
    return hashlib.sha256(prompt.encode()).hexdigest()[:8]


def spent_on(use: ModelUse, consultation: Consultation | None) -> float:
    """What an earlier consultation took of the run's budget."""
    if consultation is None:
        return 0.0
    tokens = consultation.tokens_in, consultation.tokens_out
    return use.usd(*tokens) if use.priced else sum(tokens)


def _put(models: Sequence[LanguageModel], question: Question[T]) -> tuple[Said[T], ...]:
    """Ask one model after the other; none after a failure."""
    said: list[Said[T]] = []
    for model in models:
        said.append(_ask(model, question))
        if said[-1].failed:
            break
    return tuple(said)


def _ask(model: LanguageModel, question: Question[T]) -> Said[T]:
    record, name = question.record, model.model
    try:
        reply = model.ask(question.prompt, question.schema, question.name)
        meant = question.understand(reply.text, model)
    except BadAnswer as fault:
        log.info("%s gave no usable answer about %s: %s", name, record, fault)
        tokens_in, tokens_out = fault.tokens_in, fault.tokens_out
        return Said(record=record, model=name, bad=True, tokens_in=tokens_in, tokens_out=tokens_out)
    except ServiceFailed as fault:
        return Said(record=record, model=name, failed=fault.message)
    silent = not (reply.cached or reply.tokens_in or reply.tokens_out)
    return Said(
        record=record,
        model=name,
        meant=meant,
        cached=reply.cached,
        tokens_in=len(question.prompt) // LETTERS_PER_TOKEN if silent else reply.tokens_in,
        tokens_out=len(reply.text) // LETTERS_PER_TOKEN if silent else reply.tokens_out,
    )


def _affordable(use: ModelUse, costs: Sequence[float], spent: float) -> int:
    """How many papers may be asked about now, if each costs as much as the dearest so far."""
    left = (use.max_usd_per_run if use.priced else use.max_tokens_per_run) - spent - sum(costs)
    if left <= 0:
        return 0
    dearest = max(costs, default=0.0)
    return min(use.concurrency, int(left / dearest)) if dearest else 1


def _cost(use: ModelUse, said: Iterable[Said[T]]) -> float:
    """What a paper took of the budget: dollars where there are prices, tokens else."""
    tokens_in, tokens_out = _tokens(said)
    return use.usd(tokens_in, tokens_out) if use.priced else tokens_in + tokens_out


def _tokens(said: Iterable[Said[T]]) -> tuple[int, int]:
    every = tuple(said)
    return sum(one.tokens_in for one in every), sum(one.tokens_out for one in every)
