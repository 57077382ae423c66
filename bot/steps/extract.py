"""Extract: read every included paper that has no study file yet, and again where words changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from bot.domain.full_texts import FullText
from bot.domain.records import Article, Record
from bot.domain.runs import Reread
from bot.domain.state import State
from bot.domain.studies import FULL_TEXT, Finding, Group, Study
from bot.extraction.checks import validate
from bot.extraction.reader import VERSION, read
from bot.extraction.vocabulary import NO_WORDS, Vocabulary
from bot.extraction.whole import read_whole

Part = TypeVar("Part", Finding, Group)
Texts = Mapping[str, FullText]
_NONE: Texts = MappingProxyType({})


def extract(
    state: State,
    articles: Mapping[str, Article],
    vocabulary: Vocabulary | None,
    texts: Texts = _NONE,
) -> dict[str, Study]:
    """Studies that are new or read again, by id; ``texts`` are the full texts at hand.

    A file that a person removed or edited is left alone.
    """
    studies: dict[str, Study] = {}
    for record in state.included:
        article = articles.get(record.id)
        held = state.studies.get(record.id)
        if article is None or (held is None and record.id in state.read_before):
            continue
        text = texts.get(record.id)
        first = text is not None and held is not None and held.read_from != FULL_TEXT
        if held is None or ((first or _reworded(held, article)) and held.by_program):
            studies[record.id] = read_one(record, article, vocabulary, text)
    return studies


def reread(
    state: State,
    changed: Iterable[str],
    studies: Mapping[str, Study],
    articles: Mapping[str, Article],
    vocabulary: Vocabulary | None,
    texts: Texts = _NONE,
) -> tuple[Reread, ...]:
    """What reading says differently of the ``changed`` papers, ``studies`` being the new readings.

    A study that a person edited keeps every word: what the program reads now is a question.
    """
    found = []
    for key in dict.fromkeys(changed):
        held, article = state.studies.get(key), articles.get(key)
        if held is None or article is None or not _reworded(held, article):
            continue
        now = studies.get(key) or read_one(article.record, article, vocabulary, texts.get(key))
        found.append(
            Reread(
                record=key,
                kept=key not in studies,
                lost=_missing(held.findings, now.findings),
                gained=_missing(now.findings, held.findings),
                groups_lost=_missing(held.groups, now.groups),
                groups_gained=_missing(now.groups, held.groups),
            )
        )
    return tuple(found)


def _reworded(study: Study, article: Article) -> bool:
    return study.text_hash != article.record.text_hash


def read_one(
    record: Record,
    article: Article,
    vocabulary: Vocabulary | None,
    text: FullText | None = None,
) -> Study:
    """Read a paper by the rules, whose findings go through the checks as those of models do."""
    vocabulary = vocabulary or NO_WORDS
    title, abstract = record.title, article.abstract
    reading = read(title, abstract, vocabulary)
    kept, rejected = validate(reading.findings, title, abstract, vocabulary, VERSION)
    study = Study(
        id=record.id,
        read_from="abstract" if article.sections else "title",
        reader=VERSION,
        text_hash=article.record.text_hash,
        facts=reading.facts,
        groups=reading.groups,
        findings=kept,
        rejected=rejected,
    )
    return read_whole(study, title, abstract, text, vocabulary) if text else study


def _missing(some: Iterable[Part], others: Iterable[Part]) -> tuple[Part, ...]:
    """Those of ``some`` that say what none of ``others`` says, wherever their words stand."""
    left = Counter(map(_meaning, others))
    missing = []
    for one in some:
        if left[_meaning(one)]:
            left[_meaning(one)] -= 1
        else:
            missing.append(one)
    return tuple(missing)


def _meaning(part: Finding | Group) -> tuple[object, ...]:
    if isinstance(part, Group):
        return part.label, part.n
    return (
        part.measure, part.direction, part.region, part.hemisphere, part.region_b,
        part.hemisphere_b, part.comparison, part.clinical_variable,
    )  # fmt: skip
