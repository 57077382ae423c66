"""The sets of annotated abstracts that the reader of findings learns from and is measured on.

Those of ``FOLDER/extraction`` and the invented ones carry their words; those of the further ones
are read from where they are lent. Two sets are never learned from, and nobody who writes rules
reads them: ``blind``, and the unseen part of the further ones.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import further_papers
from bot.adapters import annotated_abstracts
from bot.extraction.evaluation import Case
from bot.extraction.link_training import AnnotatedPaper, annotated
from bot.extraction.vocabulary import load

SETS = {
    "first": "gold.jsonl",
    "open": "open/gold.jsonl",
    "cancer_pain": "cancer_pain/gold.jsonl",
    "blind": "blind/gold.jsonl",
}
FURTHER = {"further": "learned", "unseen": "unseen"}
"""Sets of the further papers, and the part of their file that each is."""
INVENTED = Path(__file__).parent / "invented_papers.jsonl"
HELD_OUT = ("blind", "unseen")


def annotated_papers(folder: Path, *, held_out: bool) -> Iterator[tuple[str, AnnotatedPaper]]:
    """Yield every annotated paper with its set; those held out where they are asked for."""
    vocabulary = load("neuroimaging")
    for name, cases in _cases(folder, HELD_OUT if not held_out else ()):
        yield from ((name, annotated(case, vocabulary)) for case in cases)


def _cases(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[str, Iterable[Case]]]:
    for name, file in SETS.items():
        if name not in without:
            yield name, annotated_abstracts.read(folder / "extraction" / file)
    for name, part in FURTHER.items():
        if name not in without:
            yield name, further_papers.read(folder, part)
    yield INVENTED.stem, annotated_abstracts.read(INVENTED)
