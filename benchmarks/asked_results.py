"""What a review of trials counts, judged by eye, with a protocol that names what it asks about.

    .venv/bin/python -m benchmarks.asked_results FOLDER

``trial_protocols.yaml`` has outcomes, interventions and comparators for eight drug classes, whose
abstracts are in ``FOLDER/screening`` (Cohen 2006). ``asked_results.jsonl`` names results that
counted when they were drawn, by abstract, sentence, outcome, direction and arms, with a verdict:
*right* as a whole, *wrong*, or *doubtful* where an abstract leaves it open. Some have a second
verdict, of a judge who did not see the first and did not know the rules. Rules were mended after
each drawing, so that only a drawing's verdicts by themselves, the first line of each, are of
abstracts that the rules had not seen. The last line of each is what counts of it now.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from benchmarks.further_trials import as_printed
from benchmarks.lent_abstracts import lines, with_words
from bot.domain.protocol import Better, OutcomeWords, Protocol, SearchPlan
from bot.domain.studies import OTHER
from bot.extraction.effects.reading import BETWEEN_ARMS
from bot.extraction.own_terms import with_own_terms
from bot.extraction.reader import read
from bot.extraction.text import sentences
from bot.extraction.vocabulary import Vocabulary, load

HERE = Path(__file__)
PROTOCOLS = HERE.with_name("trial_protocols.yaml")


class Result(NamedTuple):
    """What tells one result of an abstract from another."""

    sentence: int
    outcome: str
    direction: str
    intervention: str
    comparator: str


def main() -> None:
    """Print the verdicts of each drawing, and those of what counts of it now."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    drawn: dict[str, Counter[str]] = {}
    now: dict[str, Counter[str]] = {}
    second: dict[str, Counter[str]] = {}
    for judged, counts in _judged(folder):
        kind = f"drawing {judged['drawn']}, {_named(judged)}"
        if "second_verdict" in judged:
            second.setdefault(kind, Counter())[judged["second_verdict"]] += 1
        drawn.setdefault(kind, Counter())[judged["verdict"]] += 1
        now.setdefault(kind, Counter())[judged["verdict"]] += counts
    for kind in sorted(drawn):
        print(f"{kind}: {_shown(drawn[kind])}")
        if kind in second:
            print(f"   by a second judge: {_shown(second[kind])}")
        print(f"   counts now: {_shown(now[kind])}")
    print(f"all that counts now: {_shown(sum(now.values(), Counter()))}")


def _named(judged: Mapping[str, Any]) -> str:
    """What the protocol or the vocabulary names of a result."""
    if any(judged[side].startswith(OTHER) for side in ("intervention", "comparator")):
        return "an arm not named"
    return "outcome not named" if judged["outcome"].startswith(OTHER) else "all named"


def _judged(folder: Path) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Yield each judged result, with whether the reader counts it now."""
    listed = lines(HERE.with_suffix(".jsonl"))
    words = with_words(listed, folder)
    for (file, _), group in groupby(words, key=lambda each: (each[0]["file"], each[0]["row"])):
        results = list(group)
        _, title, abstract = results[0]
        counted = set(_counted(title, as_printed(abstract), _vocabulary(Path(file).stem)))
        for judged, _, _ in results:
            yield judged, Result(*(judged[name] for name in Result._fields)) in counted


def _counted(title: str, abstract: str, vocabulary: Vocabulary) -> Iterator[Result]:
    starts = [span.start for span in sentences(abstract)]
    for finding in read(title, abstract, vocabulary).findings:
        if finding.comparison == BETWEEN_ARMS and not finding.status:
            sentence = sum(start <= finding.quote.start for start in starts) - 1
            yield Result(
                sentence=sentence,
                outcome=finding.measure,
                direction=finding.direction,
                intervention=finding.intervention,
                comparator=finding.comparator,
            )


@cache
def _vocabulary(name: str) -> Vocabulary:
    """The clinical vocabulary of a review that asks about one drug class."""
    return with_own_terms(load("clinical"), _protocols()[name])


@cache
def _protocols() -> Mapping[str, Protocol]:
    """What is asked about each drug class; nothing else of a protocol matters here."""
    written = YAML(typ="safe").load(PROTOCOLS.read_text("utf-8"))
    empty = SearchPlan(lines={}, strategies={})
    return {
        name: Protocol(
            title=name,
            question="",
            contact="",
            search=empty,
            criteria={},
            outcomes={
                outcome: OutcomeWords(
                    better=Better(words["better"]) if "better" in words else None,
                    also=tuple(words.get("also", ())),
                )
                for outcome, words in asked["outcomes"].items()
            },
            interventions={key: tuple(words) for key, words in asked["interventions"].items()},
            comparators={key: tuple(words) for key, words in asked["comparators"].items()},
        )
        for name, asked in written.items()
    }


def _shown(verdicts: Counter[str]) -> str:
    total = max(1, verdicts.total())
    parts = (f"{verdicts[kind]} {kind}" for kind in ("right", "doubtful", "wrong"))
    return f"{verdicts.total()}: {', '.join(parts)}; right {verdicts['right'] / total:.2f}"


if __name__ == "__main__":
    main()
