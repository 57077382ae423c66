"""A paper is read as a whole where its full text is free: methods, results, and tables of peaks.

The abstract comes first. What both say is quoted from it, and what the text adds goes through the
same reader and the same checks; introduction, discussion and legends of figures say nothing here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.facts import Facts, Group, Quote
from bot.domain.full_texts import FullText, Role
from bot.domain.studies import FULL_TEXT, TO_CHECK, Direction, Finding, Rejected, Study
from bot.extraction.checks.evidence_alignment import in_words
from bot.extraction.checks.validation import review_own
from bot.extraction.coordinates import peaks
from bot.extraction.design import Design
from bot.extraction.reader import read
from bot.extraction.reconcile import same_matter
from bot.extraction.version import VERSION
from bot.extraction.vocabulary import Vocabulary

_LONGEST = 300_000
"""Characters. What a paper says beyond is a supplement, or no paper."""
_MOST_UNREAD = 20
"""Sentences kept for people: enough to see what is lost, too few to republish a paper."""
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
        return next(line for line in reversed(self.lines) if line.at <= quote.start)


def read_full_text(
    study: Study, title: str, abstract: str, text: FullText, vocabulary: Vocabulary
) -> Study:
    """The study as its abstract was read, with what the full text adds."""
    copy = _copy(abstract, text)
    # Methods name all sorts of groups and times: the abstract says which are compared.
    reading = read(title, copy.text, vocabulary, design=Design(title, abstract))
    checked, failed = review_own(reading.findings, title, copy.text, vocabulary, VERSION)
    more = [copy.finding(finding) for finding in checked]
    if vocabulary.topic.of_effects:
        # The reader of trials is measured on abstracts: what only the rest of a paper says waits.
        more = [replace(finding, status=TO_CHECK) for finding in more]
    findings, denied = _joined(study.findings, more, vocabulary)
    printed = peaks(text, VERSION)
    return replace(
        study,
        read_from=FULL_TEXT,
        full_text_hash=text.fingerprint,
        facts=_facts(study.facts, reading.facts, copy),
        groups=_groups(study.groups, reading.groups, copy),
        findings=findings,
        unread=(*study.unread, *map(copy.quote, reading.unread[:_MOST_UNREAD])),
        rejected=(*study.rejected, *failed, *denied, *printed.rejected),
        foci=printed.foci,
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
        (_LABELS[passage.role], passage.text, passage.part, " > ".join(passage.path))
        for passage in text.passages
        if passage.role in _LABELS
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
    for finding in more:
        twins = [twin for twin in own if same_matter(twin, finding)]
        directions = {twin.direction for twin in twins} - {Direction.ALTERED}
        if not twins or (not directions and finding.direction is not Direction.ALTERED):
            # "Altered" in the abstract, and here which way.
            kept = [finding for finding in kept if finding not in twins]
            added.append(finding)
        elif finding.direction not in (*directions, Direction.ALTERED):
            why = "the abstract says otherwise: a person should look"
            denied.append(Rejected(finding=in_words(finding, vocabulary), by=VERSION, why=why))
    numbered = (
        replace(finding, id=f"f{at}") for at, finding in enumerate([*kept, *added], start=1)
    )
    return tuple(numbered), tuple(denied)


def _facts(own: Facts, more: Facts, copy: _Copy) -> Facts:
    """The abstract's facts, with those of the text that it does not state."""
    joined = {}
    for kind in dict.fromkeys((*own.by_kind, *more.by_kind)):
        known = own.of(kind)
        values = {fact.value for fact in known}
        new = () if known and kind in _TOPIC else more.of(kind)
        placed = (replace(fact, quote=copy.quote(fact.quote)) for fact in new)
        joined[kind] = (*known, *(fact for fact in placed if fact.value not in values))
    return Facts(joined)


def _groups(own: Sequence[Group], more: Sequence[Group], copy: _Copy) -> tuple[Group, ...]:
    """The abstract's groups, with a size for each role that it does not count.

    A role for which the text prints several sizes gets none: it counts those who were asked, or
    who left, too.
    """
    sizes: dict[str, list[Group]] = {}
    for group in more:
        sizes.setdefault(group.role, []).append(group)
    sized_roles = {group.role for group in own if group.n}
    new = [
        groups[0]
        for role, groups in sizes.items()
        if role
        and role not in sized_roles
        and groups[0].n
        and len({group.n for group in groups}) == 1
    ]
    sized = {group.role for group in new}
    kept = (group for group in own if group.n or group.role not in sized)
    return (*kept, *(replace(group, quote=copy.quote(group.quote)) for group in new))
