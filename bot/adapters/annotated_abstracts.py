"""Annotated abstracts as JSON lines: what the reading of findings is measured on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.domain.facts import Quote
from bot.domain.studies import Direction, Finding
from bot.errors import Mistake
from bot.extraction.evaluation import Case

SIBLING = "abstracts.jsonl"
"""Where the abstracts stand when the annotation does not hold them."""

_SHAPE = "One JSON object a line: record_id, findings, and perhaps title and abstract."
Line = TypeVar("Line")


@dataclass(frozen=True, kw_only=True)
class _Annotation:
    """One finding as annotated; what the file says beyond these fields is left aside."""

    direction: Direction
    measure: str | None = None
    region: str | None = None
    region_b: str | None = None
    hemisphere: str | None = None
    hemisphere_b: str | None = None
    comparison: str | None = None
    clinical_variable: str | None = None
    quote: str | None = None
    optional: bool | None = None


@dataclass(frozen=True, kw_only=True)
class _Text:
    """One line of the abstracts."""

    record_id: str | int | None = None
    pmid: str | int | None = None
    title: str | None = None
    abstract: str | None = None

    @property
    def ids(self) -> Iterator[str]:
        """What the paper is known by; the record's id goes before the PMID."""
        if self.record_id is not None:
            yield str(self.record_id)
        if self.pmid is not None:
            yield f"PMID {self.pmid}"


@dataclass(frozen=True, kw_only=True)
class _Paper(_Text):
    """One line of the annotation."""

    record_id: str | int
    findings: tuple[_Annotation, ...]


def read(file: Path, abstracts: Path | None = None) -> tuple[Case, ...]:
    """The annotated papers of ``file``, with their own words or those in ``abstracts``.

    Raises:
        Mistake: a file is missing or no such list, or a paper has no abstract.
    """
    papers = dict(_lines(file, _Paper))
    if not papers:
        raise Mistake(f"{file} holds no papers", hint=_SHAPE)
    texts: Mapping[str, _Text] = {}
    if abstracts or any(paper.abstract is None for paper in papers.values()):
        texts = _texts(abstracts or file.parent / SIBLING)
    cases: dict[str, Case] = {}
    for number, paper in papers.items():
        case = _case(paper, texts)
        if not case.abstract:
            raise _refused(file, number, f"{case.id} has no abstract, here or beside it")
        if case.id in cases:
            raise _refused(file, number, f"{case.id} stands there twice")
        cases[case.id] = case
    return tuple(cases.values())


def _texts(file: Path) -> Mapping[str, _Text]:
    texts: dict[str, _Text] = {}
    for number, text in _lines(file, _Text):
        if text.abstract is None:
            raise _refused(file, number, "it has no abstract")
        texts.update(dict.fromkeys(text.ids, text))
    return texts


def _case(paper: _Paper, texts: Mapping[str, _Text]) -> Case:
    text: _Text = paper
    if paper.abstract is None:
        text = next((texts[id] for id in paper.ids if id in texts), paper)
    abstract = text.abstract or ""
    return Case(
        id=str(paper.record_id),
        title=text.title or "",
        abstract=abstract,
        required=tuple(
            _finding(finding, abstract) for finding in paper.findings if not finding.optional
        ),
        optional=tuple(
            _finding(finding, abstract) for finding in paper.findings if finding.optional
        ),
    )


def _finding(given: _Annotation, abstract: str) -> Finding:
    """The annotation as a finding; its quote starts at -1 when it is not in the abstract."""
    words = given.quote or ""
    return Finding(
        id="",
        measure=given.measure or "",
        region=given.region or "",
        direction=given.direction,
        quote=Quote(text=words, start=abstract.find(words)),
        hemisphere=given.hemisphere or "",
        region_b=given.region_b or "",
        hemisphere_b=given.hemisphere_b or "",
        comparison=given.comparison or "",
        clinical_variable=given.clinical_variable or "",
    )


def _lines(file: Path, kind: type[Line]) -> Iterator[tuple[int, Line]]:
    """Yield each line that is not empty, with its number."""
    adapter = TypeAdapter(kind)
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Mistake(f"{file} cannot be read: {fault.strerror}", hint=_SHAPE) from None
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            try:
                yield number, adapter.validate_json(line)
            except ValidationError as fault:
                first = fault.errors()[0]
                where = ".".join(str(step) for step in first["loc"])
                what = f"{where}: {first['msg']}" if where else first["msg"]
                raise _refused(file, number, what) from None


def _refused(file: Path, number: int, what: str) -> Mistake:
    return Mistake(f"{file}, line {number}: {what}", hint=_SHAPE)
