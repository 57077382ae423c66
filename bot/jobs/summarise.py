"""Summarise: a language model may draft one paragraph; sentences that do not check are left out."""

import re
from dataclasses import replace

from bot.domain.protocol_settings import ModelSettings
from bot.domain.versions import NewsItem, Version
from bot.model_answers import closed, fitting, folded
from bot.model_batch import ModelQuestion, ask_models
from bot.ports import LanguageModel
from bot.rendering.escaping import one_line
from bot.rendering.template_functions import Render

PROMPT = "digest.md.j2"
MOST = 40
"""Pieces of news that a model is shown, the gravest first."""
SENTENCES, LONGEST = 4, 320
"""Sentences that a summary has at most, and characters in one."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}")
_ADVICE = re.compile(r"\b(?:recommend|should|must|prove[sdn]?|cure[sd]?|ignore)\b", re.IGNORECASE)
"""Words of advice and of certainty that no digest uses."""
SCHEMA = closed({"sentences": {"type": "array", "items": {"type": "string"}}})


def summarise(
    version: Version, model: LanguageModel, prompt: Render, use: ModelSettings
) -> Version:
    """``version`` with the sentences of a draft that passed, without any if none did."""
    if not version.news:
        return version

    def question(version: Version) -> ModelQuestion[tuple[str, ...]]:
        return ModelQuestion(
            record=version.name,
            prompt=prompt(PROMPT, news=version.news[:MOST], most=SENTENCES, shown=folded),
            schema=SCHEMA,
            name="summary",
            understand=lambda text, _: _understood(text),
        )

    replieses = ask_models([model], [version], question, use).papers
    drafted = replieses[0][0].meant if replieses and replieses[0] else None
    kept = tuple(sentence for sentence in drafted or () if checks(sentence, version.news))[
        :SENTENCES
    ]
    return replace(version, summary=kept, drafted_by=model.model if kept else "")


def checks(sentence: str, news: tuple[NewsItem, ...]) -> bool:
    """Whether a drafted sentence says nothing that the news of the studies it names do not say.

    It must name a study; every number in it must stand in the news of those it names; most of
    its longer words, too; it gives no advice and no address.
    """
    if not 0 < len(sentence) <= LONGEST or _ADDRESS.search(sentence) or _ADVICE.search(sentence):
        return False
    named = {name for news_item in news for name in news_item.names if name and name in sentence}
    own = [news_item for news_item in news if named & set(news_item.names)]
    if not named or len(sentence) <= sum(map(len, named)):
        return False
    source = " ".join([*(news_item.text for news_item in own), *named]).lower()
    rest = sentence
    for name in sorted(named, key=len, reverse=True):
        rest = rest.replace(name, " ")
    if set(_NUMBER.findall(rest)) - set(_NUMBER.findall(source)):
        return False
    if _signs(rest.lower()) - _signs(source):
        return False
    words = _WORD.findall(rest.lower())
    return sum(word in source for word in words) * 2 >= len(words)


_SIGNS = {
    "higher": ("higher", "increase", "greater", "more", "rise"),
    "lower": ("lower", "decrease", "reduc", "less", "smaller", "thinner", "fall"),
}


def _signs(text: str) -> set[str]:
    """The directions that a text speaks of."""
    return {sign for sign, words in _SIGNS.items() if any(word in text for word in words)}


def _understood(text: str) -> tuple[str, ...]:
    return tuple(one_line(sentence) for sentence in fitting(text, SCHEMA)["sentences"])
