"""A small local model as an adversary: what it answers, and what each check catches.

    .venv/bin/python benchmarks/local_model.py FOLDER http://127.0.0.1:8099/v1

Reads the first papers of ``extraction/gold.jsonl`` with the question of ``read.md.j2`` and screens
them with that of ``screen.md.j2``, as the weekly job does, on a real server:
``deploy/local_server.py``. A model of this size answers nonsense in the right shape, so that what
is kept here is what the checks let through.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import settings
from bot.adapters import annotated_abstracts
from bot.adapters.language_model import ChatModel
from bot.domain.model_votes import verdict_of
from bot.extraction import model_reading
from bot.extraction.evaluation import REGION, Case, key, keys
from bot.extraction.vocabulary import load
from bot.model_answers import BadAnswer
from bot.screening import criteria
from bot.screening.criterion_words import criterion_words
from bot.wiring.runtime import Runtime

ROOT = Path(__file__).parents[1]
VOCABULARY = load("neuroimaging")
SECONDS = 600.0


def main() -> None:
    """Print what became of the answers to both questions."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("--papers", type=int, default=10)
    arguments = parser.parse_args()
    cases = annotated_abstracts.read(arguments.folder / "extraction" / "gold.jsonl")[
        : arguments.papers
    ]
    with tempfile.TemporaryDirectory() as cache:
        model = ChatModel(
            model="local",
            time=Runtime().time,
            cache=Path(cache),
            url=arguments.url,
            key="none",
            read_seconds=SECONDS,
        )
        show_screening(cases, model)
        show_reading(cases, model)


def show_reading(cases: Sequence[Case], model: ChatModel) -> None:
    """Print how many findings are kept and true, and the reasons against the others."""
    protocol = settings.parse((ROOT / "review.yaml").read_text("utf-8"))
    tally: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for case in cases:
        values = model_reading.asked(protocol.question, case.title, case.abstract, VOCABULARY)
        text = answer(model, "read.md.j2", values, model_reading.schema(VOCABULARY), "findings")
        tally["papers"] += 1
        try:
            proposed = model_reading.read(text, case.title, case.abstract, VOCABULARY, "local")
        except BadAnswer as fault:
            tally["papers without an answer that can be used"] += 1
            reasons[f"no answer: {fault}"] += 1
            continue
        tally["findings claimed"] += len(proposed.findings) + len(proposed.rejected)
        tally["kept"] += len(proposed.findings)
        true = keys(case.required, REGION)
        tally["kept and annotated"] += sum(key(it, REGION) in true for it in proposed.findings)
        for rejected in proposed.rejected:
            reasons.update(why.partition(":")[0] for why in rejected.why.split("; "))
    show("Reading", tally, reasons)


def show_screening(cases: Sequence[Case], model: ChatModel) -> None:
    """Print the verdicts, and how many answers rest on words that are not there."""
    protocol = settings.parse((ROOT / "review.yaml").read_text("utf-8"))
    names, concepts = list(protocol.criteria), criterion_words(protocol)
    tally: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for case in cases:
        values = criteria.asked(protocol, case.title, case.abstract)
        text = answer(model, "screen.md.j2", values, criteria.schema(names), "screening")
        tally["papers"] += 1
        try:
            given = criteria.parse(text, names)
        except BadAnswer as fault:
            tally["papers without an answer that can be used"] += 1
            reasons[f"no answer: {fault}"] += 1
            continue
        checked = criteria.checked(given, case.title, case.abstract, concepts)
        pairs = zip(given, checked, strict=True)
        changed = sum(before.met != after.met for before, after in pairs)
        tally["answers"] += len(given)
        reasons["its quote shows nothing: counts as not stated"] += changed
        tally[f"verdict {verdict_of(checked).value}"] += 1
    show("Screening", tally, reasons)


def answer(
    model: ChatModel,
    template: str,
    values: dict[str, object],
    schema: dict[str, Any],
    name: str,
) -> str:
    """The text of the model's answer, or what is no answer."""
    environment = Environment(  # noqa: S701 - a model reads it, no browser
        loader=FileSystemLoader(ROOT / "prompts"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return model.ask(environment.get_template(template).render(values), schema, name).text
    except BadAnswer as fault:
        return str(fault)


def show(title: str, tally: Counter[str], reasons: Counter[str]) -> None:
    """Print both tallies."""
    print(f"\n{title}")
    for line in lines(tally, reasons):
        print(f"  {line}")


def lines(tally: Counter[str], reasons: Counter[str]) -> Iterator[str]:
    """Yield a line for each count."""
    yield from (f"{number:5} {name}" for name, number in tally.items())
    yield from (f"{number:9} {why}" for why, number in reasons.most_common() if number)


if __name__ == "__main__":
    main()
