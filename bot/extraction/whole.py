"""A paper is read as a whole where its full text is free: methods, results, and tables of peaks.

The abstract comes first. What both say is quoted from it, and what the text adds goes through the
same reader and the same checks; introduction, discussion and legends of figures say nothing here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.full_texts import FullText, Role
from bot.domain.studies import (
    FULL_TEXT,
    Direction,
    Facts,
    Finding,
    Group,
    Quote,
    Rejected,
    Study,
)
from bot.extraction.checks import review_own
from bot.extraction.checks.evidence_alignment import in_words
from bot.extraction.coordinates import peaks
from bot.extraction.design import Design
from bot.extraction.reader import VERSION, read
from bot.extraction.reconcile import same_matter
from bot.extraction.vocabulary import Vocabulary

_LONGEST = 300_000
"""Characters. What a paper says beyond is a supplement, or no paper."""
_LABELS = {Role.METHODS: "METHODS: ", Role.RESULTS: "RESULTS: "}
_TOPIC = frozenset(
    ("species", "designs", "cancers", "pains", "origins", "interventions", "analgesics")
)
"""Facts that the abstract settles: methods also name them to say who was left out."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of the reading copy, and where its words stand in the paper."""

    at: int
    part: str
    start: int
    title: str


@dataclass(frozen=True, slots=True)
class _Copy:
    """The words that are read, one paragraph a line, each under the label of its section."""

    text: str
    lines: tuple[_Line, ...]

    def quote(self, quote: Quote) -> Quote:
        """The same words by their place in the paper."""
        if quote.part != "abstract":
            return quote
        line = self._line(quote)
        return replace(quote, part=line.part, start=line.start + quote.start - line.at)

    def finding(self, finding: Finding) -> Finding:
        """The same finding by its place in the paper."""
        title = self._line(finding.quote).title
        return replace(finding, quote=self.quote(finding.quote), section=title)

    def _line(self, quote: Quote) -> _Line:
        return next(one for one in reversed(self.lines) if one.at <= quote.start)


def read_whole(
    study: Study, title: str, abstract: str, text: FullText, vocabulary: Vocabulary
) -> Study:
    """The study as its abstract was read, with what the full text adds."""
    copy = _copy(abstract, text)
    # Methods name all sorts of groups and times: the abstract says which are compared.
    reading = read(title, copy.text, vocabulary, design=Design(title, abstract))
    checked, failed = review_own(reading.findings, title, copy.text, vocabulary, VERSION)
    more = [copy.finding(one) for one in checked]
    findings, denied = _joined(study.findings, more, vocabulary)
    found = peaks(text, VERSION)
    return replace(
        study,
        read_from=FULL_TEXT,
        full_text_hash=text.fingerprint,
        facts=_facts(study.facts, reading.facts, copy),
        groups=_groups(study.groups, reading.groups, copy),
        findings=findings,
        rejected=(*study.rejected, *failed, *denied, *found.rejected),
        foci=found.foci,
    )


def _copy(abstract: str, text: FullText) -> _Copy:
    """Methods and results behind the abstract, which is there for its short forms alone."""
    written, lines, length = [], [], 0
    for label, words, part, start, title in _paragraphs(abstract, text):
        if length + len(label) + len(words) > _LONGEST:
            break
        lines.append(_Line(length + len(label), part, start, title))
        written.append(label + words)
        length += len(label) + len(words) + 1
    return _Copy("\n".join(written), tuple(lines))


def _paragraphs(abstract: str, text: FullText) -> Iterator[tuple[str, str, str, int, str]]:
    sources = [("BACKGROUND: ", abstract, "abstract", "")]
    sources += [
        (_LABELS[one.role], one.text, one.part, " > ".join(one.path))
        for one in text.passages
        if one.role in _LABELS
    ]
    for label, words, part, title in sources:
        start = 0
        for line in words.split("\n"):
            yield label, line, part, start, title
            start += len(line) + 1


def _joined(
    own: Sequence[Finding], more: Iterable[Finding], vocabulary: Vocabulary
) -> tuple[tuple[Finding, ...], tuple[Rejected, ...]]:
    """The abstract's findings, then the text's: each thing once, nothing against the abstract."""
    kept, added, denied = list(own), list[Finding](), list[Rejected]()
    for one in more:
        twins = [it for it in own if same_matter(it, one)]
        said = {it.direction for it in twins} - {Direction.ALTERED}
        if not twins or (not said and one.direction is not Direction.ALTERED):
            # "Altered" in the abstract, and here which way.
            kept = [it for it in kept if it not in twins]
            added.append(one)
        elif one.direction not in (*said, Direction.ALTERED):
            why = "the abstract says otherwise: a person should look"
            denied.append(Rejected(finding=in_words(one, vocabulary), by=VERSION, why=why))
    numbered = (replace(it, id=f"f{at}") for at, it in enumerate([*kept, *added], start=1))
    return tuple(numbered), tuple(denied)


def _facts(own: Facts, more: Facts, copy: _Copy) -> Facts:
    """The abstract's facts, with those of the text that it does not state."""
    joined = {}
    for kind in dict.fromkeys((*own.by_kind, *more.by_kind)):
        held = own.of(kind)
        values = {one.value for one in held}
        new = () if held and kind in _TOPIC else more.of(kind)
        placed = (replace(one, quote=copy.quote(one.quote)) for one in new)
        joined[kind] = (*held, *(one for one in placed if one.value not in values))
    return Facts(joined)


def _groups(own: Sequence[Group], more: Sequence[Group], copy: _Copy) -> tuple[Group, ...]:
    """The abstract's groups, with a size for each role that it does not count.

    A role for which the text prints several sizes gets none: it counts those who were asked, or
    who left, too.
    """
    sizes: dict[str, list[Group]] = {}
    for one in more:
        sizes.setdefault(one.role, []).append(one)
    held = {one.role for one in own if one.n}
    new = [
        found[0]
        for role, found in sizes.items()
        if role and role not in held and found[0].n and len({one.n for one in found}) == 1
    ]
    sized = {one.role for one in new}
    kept = (one for one in own if one.n or one.role not in sized)
    return (*kept, *(replace(one, quote=copy.quote(one.quote)) for one in new))
