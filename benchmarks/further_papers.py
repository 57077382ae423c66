"""Annotated findings of further real abstracts, whose words are read from where they are lent.

``further_papers.jsonl`` names each paper by its PMID, where it has one, and by the file of the
lent folder that holds its abstract; of a finding it says everything but the words: the number of
its sentence stands for these.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.lent_abstracts import lines, with_words
from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.evaluation import Case
from bot.extraction.text import Span, sentences

FILE = Path(__file__).with_suffix(".jsonl")


def read(folder: Path, part: str) -> Iterator[Case]:
    """Return the annotated papers of one part with their words; say which are not to be had."""
    listed = (paper for paper in lines(FILE) if paper["part"] == part)
    return (_case(*paper) for paper in with_words(listed, folder))


def _case(paper: Mapping[str, Any], title: str, abstract: str) -> Case:
    spans = sentences(abstract)
    named = [(_finding(each, spans), each.get("optional")) for each in paper["findings"]]
    return Case(
        id=f"{paper['file']} {paper['row']}".strip(),
        title=title,
        abstract=abstract,
        required=tuple(finding for finding, optional in named if not optional),
        optional=tuple(finding for finding, optional in named if optional),
    )


def _finding(given: Mapping[str, Any], spans: Sequence[Span]) -> Finding:
    number = given.get("sentence", len(spans))
    span = spans[number] if number < len(spans) else Span("", -1)
    return Finding(
        id="",
        measure=given["measure"],
        region=given.get("region", ""),
        direction=Direction(given["direction"]),
        quote=Quote(text=span.text, start=span.start),
        hemisphere=given.get("hemisphere", ""),
        region_b=given.get("region_b", ""),
        hemisphere_b=given.get("hemisphere_b", ""),
        comparison=given["comparison"],
        clinical_variable=given.get("clinical_variable", ""),
    )
