"""Titles and abstracts of a lent folder, for annotations that hold no words of them.

A listing of JSON lines names each abstract by its ``file`` in the folder and its ``row`` there.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element


def lines(listing: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    return (json.loads(line) for line in listing.read_text("utf-8").splitlines())


def with_words(
    listed: Iterable[dict[str, Any]], folder: Path
) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield what is listed with its title and abstract; say which are not to be had."""
    for annotated in listed:
        text = _abstracts(folder / annotated["file"]).get(annotated["row"])
        if text is None:
            print(f"{annotated['file']} lacks {annotated['row']}: left out", file=sys.stderr)
            continue
        yield annotated, *text


@cache
def _abstracts(file: Path) -> Mapping[str, tuple[str, str]]:
    """Return title and abstract of everything in a file, by what names it there."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        return {row["record_id"]: (row["title"], row["abstract"]) for row in rows}
    if file.suffix == ".jsonl":
        return {str(each["pmcid"]): (each["title"], each["abstract"]) for each in lines(file)}
    root = etree.parse(file).getroot()
    title, abstract = next(root.iter("article-title")), next(root.iter("abstract"))
    return {"": (_words(title), " ".join(map(_words, abstract)))}


def _words(element: _Element) -> str:
    text = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return " ".join(text.split())
