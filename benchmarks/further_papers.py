"""Annotated findings of further real abstracts, whose words are read from where they are lent.

``further_papers.jsonl`` names each paper by its PMID, where it has one, and by the file of the
lent folder that holds its abstract; of a finding it says everything but the words: the number of
its sentence stands for these.
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.extraction.evaluation import Case
from bot.extraction.text import Span, sentences

FILE = Path(__file__).with_suffix(".jsonl")


def read(folder: Path, part: str) -> Iterator[Case]:
    """Yield the annotated papers of one part with their words; say which are not to be had."""
    for line in FILE.read_text("utf-8").splitlines():
        paper = json.loads(line)
        if paper["part"] != part:
            continue
        text = _articles(folder / paper["file"]).get(paper["row"])
        if text is None:
            print(f"{paper['file']} lacks {paper['row']}: left out", file=sys.stderr)
            continue
        yield _case(paper, *text)


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


@cache
def _articles(file: Path) -> Mapping[str, tuple[str, str]]:
    """Return title and abstract of everything in a file, by what names it there."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return {row["record_id"]: (row["title"], row["abstract"]) for row in rows}
    if file.suffix == ".jsonl":
        lent = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return {str(each["pmcid"]): (each["title"], each["abstract"]) for each in lent}
    root = etree.parse(file).getroot()
    title, abstract = next(root.iter("article-title")), next(root.iter("abstract"))
    return {"": (_words(title), " ".join(map(_words, abstract)))}


def _words(element: _Element) -> str:
    text = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return " ".join(text.split())
